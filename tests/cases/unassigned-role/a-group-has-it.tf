resource "genesyscloud_auth_role" "r" {
  name = "r"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}
resource "genesyscloud_group_roles" "g" {
  group_id = "1"
  roles {
    role_id = genesyscloud_auth_role.r.id
  }
}

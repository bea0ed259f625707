resource "genesyscloud_group_roles" "a" {
  group_id = "g"
  roles {
    role_id = genesyscloud_auth_role.r.id
  }
}
resource "genesyscloud_group_roles" "b" { # expect: conflicting-assignment
  group_id = "g"
  roles {
    role_id = genesyscloud_auth_role.r.id
  }
}
resource "genesyscloud_auth_role" "r" {
  name = "r"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}

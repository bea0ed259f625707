resource "genesyscloud_auth_role" "r" {
  name = "r"
  default_role_id = "employee"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}

resource "genesyscloud_auth_role" "r" {
  name = "r"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}
output "id" {
  value = genesyscloud_auth_role.r.id
}

/* grantlint: ignore[unassigned-role] */ # expect: unused-ignore
resource "genesyscloud_auth_role" "r" {
  name = "r"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}

/* grantlint: ignore everything */ # expect: unused-ignore
resource "genesyscloud_auth_role" "r" { # expect: unassigned-role
  name = "r"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}

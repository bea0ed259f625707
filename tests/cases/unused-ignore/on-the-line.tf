# grantlint: ignore[unassigned-role] people are given it by hand
resource "genesyscloud_auth_role" "r" {
  name = "r"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["*"] # grantlint: ignore[wildcard-permission] all of them are meant
  }
}

# grantlint: ignore[unassigned-role] people are given it by hand
resource "genesyscloud_auth_role" "r" {
  name = "r"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}
-- grantlint.toml
[severity]
unassigned-role = "off"

resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.r.id
    division_id = "*" # expect: sensitive-permission-everywhere
  }
}
resource "genesyscloud_auth_role" "r" {
  name = "r"
  permission_policies {
    domain      = "recording"
    entity_name = "recording"
    action_set  = ["view"]
  }
}
-- grantlint.toml
rules = ["catalogue.toml"]
-- catalogue.toml
[[catalogue]]
division-aware = true
permissions = ["recording:recording:view"]

-- policies/short-tokens-for-recordings.toml
id = "short-tokens-for-recordings"
summary = "what short-tokens-for-recordings says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_oauth_client"]
message = "`{address}` holds `{permission}`"
when = [{ holds = ["recording:recording:*"] }, { not = { deploys = true } }]
must = { argument = "access_token_validity_seconds", default = 86400, max = 600 }
[example]
bad = "a"
good = "b"
-- grantlint.toml
[severity]
self-granted-role = "off"
deployer-missing-permission = "off"
[deployer]
client = "genesyscloud_oauth_client.deployer"
-- main.tf
variable "x" {}
resource "genesyscloud_auth_role" "reader" {
  name = "reader"
  permission_policies {
    domain      = "recording"
    entity_name = "recording"
    action_set  = ["view"]
  }
}
resource "genesyscloud_auth_role" "other" {
  name = "other"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}
resource "genesyscloud_auth_role" "all" {
  name = "all"
  permission_policies {
    domain      = "recording"
    entity_name = "*" # expect: wildcard-permission
    action_set  = ["*"]
  }
}
resource "genesyscloud_oauth_client" "bad" { # expect: short-tokens-for-recordings
  name                  = "bad"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_auth_role.reader.id }
}
resource "genesyscloud_oauth_client" "all" { # expect: short-tokens-for-recordings
  name                  = "all"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_auth_role.all.id }
}
resource "genesyscloud_oauth_client" "short" {
  name                  = "short"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  access_token_validity_seconds = 600
  roles { role_id = genesyscloud_auth_role.reader.id }
}
resource "genesyscloud_oauth_client" "other" {
  name                  = "other"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_auth_role.other.id }
}
resource "genesyscloud_oauth_client" "deployer" {
  name                  = "deployer"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_auth_role.reader.id }
}
resource "genesyscloud_oauth_client" "unknown" {
  name                  = "unknown"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = var.x }
}
resource "genesyscloud_oauth_client" "either" {
  name                  = "either"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = var.x ? genesyscloud_auth_role.reader.id : genesyscloud_auth_role.other.id }
}

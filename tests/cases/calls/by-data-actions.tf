-- policies/no-deleting.toml
id = "no-deleting"
summary = "what no-deleting says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "calls"
never = ["DELETE *"]
message = "`{address}` is meant to call `{call}`"
[example]
bad = "a"
good = "b"
-- policies/reading-users.toml
id = "reading-users"
summary = "what reading-users says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "calls"
only = ["GET group:Users"]
message = "`{call}`"
[example]
bad = "a"
good = "b"
-- main.tf
variable "x" {}
resource "genesyscloud_auth_role" "users" {
  name = "users"
  permission_policies {
    domain      = "directory"
    entity_name = "user"
    action_set  = ["view"]
  }
}
resource "genesyscloud_oauth_client" "one" {
  name                  = "one"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_auth_role.users.id }
}
resource "genesyscloud_integration_credential" "key" {
  name                 = "Key"
  credential_type_name = "pureCloudOAuthClient"
  fields               = { clientId = genesyscloud_oauth_client.one.id }
}
resource "genesyscloud_integration" "platform" {
  integration_type = "purecloud-data-actions"
  intended_state   = "ENABLED"
  config {
    credentials = { pureCloudOAuthClient = genesyscloud_integration_credential.key.id }
  }
}
resource "genesyscloud_integration_action" "users" {
  name            = "users"
  category        = "c"
  integration_id  = genesyscloud_integration.platform.id
  contract_input  = jsonencode({})
  contract_output = jsonencode({})
  config_request {
    request_type         = "GET"
    request_url_template = "/api/v2/users/$${input.id}"
  }
}
resource "genesyscloud_integration_action" "languages" {
  name            = "languages"
  category        = "c"
  integration_id  = genesyscloud_integration.platform.id
  contract_input  = jsonencode({})
  contract_output = jsonencode({})
  config_request {
    request_type         = "GET"
    request_url_template = "/api/v2/timezones" # expect: reading-users
  }
}
resource "genesyscloud_integration_action" "unknown" {
  name            = "unknown"
  category        = "c"
  integration_id  = genesyscloud_integration.platform.id
  contract_input  = jsonencode({})
  contract_output = jsonencode({})
  config_request {
    request_type         = "GET"
    request_url_template = var.x
  }
}

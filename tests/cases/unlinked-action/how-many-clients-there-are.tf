variable "client_id" {}
variable "clients" { type = set(string) }
resource "genesyscloud_integration_action" "a" { # expect: unlinked-action
  name           = "a"
  category       = "x"
  integration_id = genesyscloud_integration.i.id
  contract_input  = "{}"
  contract_output = "{}"
  config_request {
    request_type         = "GET"
    request_url_template = "/api/v2/routing/queues"
  }
}
resource "genesyscloud_integration" "i" {
  integration_type = "purecloud-data-actions"
  intended_state   = "ENABLED"
  config {
    credentials = { pureCloudOAuthClient = genesyscloud_integration_credential.c.id }
  }
}
resource "genesyscloud_integration_credential" "c" {
  name                 = "c"
  credential_type_name = "pureCloudOAuthClient"
  fields = { clientId = var.client_id }
}
resource "genesyscloud_oauth_client" "x" {
  for_each              = var.clients
  name                  = "x"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_auth_role.r.id }
}
resource "genesyscloud_auth_role" "r" {
  name = "r"
  permission_policies {
    domain      = "routing"
    entity_name = "skill"
    action_set  = ["view"]
  }
}
-- unknown
whether the variable is the id of any of the clients

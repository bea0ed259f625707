variable "people" {
  type = bool
}
variable "what" {
  type = string
}
resource "genesyscloud_oauth_client" "c" {
  name                        = "c"
  authorized_grant_type       = var.people ? "CODE" : "CLIENT-CREDENTIALS"
  integration_credential_name = "c"
  registered_redirect_uris    = ["https://a.example.com/"]
  scopes                      = ["routing"]
}
resource "genesyscloud_integration" "i" {
  integration_type = "purecloud-data-actions"
  intended_state   = "ENABLED"
  config {
    credentials = { pureCloudOAuthClient = genesyscloud_oauth_client.c.integration_credential_id }
  }
}
resource "genesyscloud_integration_action" "a" {
  name            = "a"
  category        = "a"
  integration_id  = genesyscloud_integration.i.id
  contract_input  = jsonencode({})
  contract_output = jsonencode({})
  config_request {
    request_type         = "GET"
    request_url_template = "/api/v2/telephony/providers/edges/$${input.id}/software${var.what}"
  }
}
-- grantlint.toml
enforce-scopes = true
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/telephony/providers/edges/${input.id}/software…: undecided
-- unknown
whether scopes count at all

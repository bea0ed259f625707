variable "integration" {}
resource "genesyscloud_integration_action" "a" { # expect: unlinked-action
  name            = "a"
  category        = "c"
  integration_id  = var.integration
  contract_input  = "{}"
  contract_output = "{}"
  config_request {
    request_type         = "GET"
    request_url_template = "/api/v2/routing/queuez" # expect: unknown-endpoint
  }
}

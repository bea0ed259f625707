variable "integration_id" {
  type = string
}
resource "genesyscloud_integration_action" "a" { # expect: unlinked-action
  name            = "a"
  category        = "a"
  integration_id  = var.integration_id
  contract_input  = jsonencode({})
  contract_output = jsonencode({})
  config_request {
    request_type         = "GET"
    request_url_template = "/api/v2/routing/queue" # expect: unknown-endpoint
  }
}

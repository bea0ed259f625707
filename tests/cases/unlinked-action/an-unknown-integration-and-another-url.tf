variable "integration_id" {
  type = string
}
resource "genesyscloud_integration_action" "a" {
  name            = "a"
  category        = "a"
  integration_id  = var.integration_id
  contract_input  = jsonencode({})
  contract_output = jsonencode({})
  config_request {
    request_type         = "GET"
    request_url_template = "https://example.com/orders"
  }
}
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.r.id
    division_id = "*"
  }
}
resource "genesyscloud_auth_role" "r" {
  name = "r"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}
-- unknown
which integration it is

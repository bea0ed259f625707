variable "write" {
  type = bool
}
resource "genesyscloud_integration_action" "a" {
  name            = "a"
  category        = "a"
  integration_id  = genesyscloud_integration.i.id
  contract_input  = jsonencode({})
  contract_output = jsonencode({})
  config_request {
    request_type         = var.write ? "PUT" : "GET"
    request_url_template = var.write ? "/api/v2/routing/queues/$${input.id}" : "/api/v2/routing/queues"
  }
}
resource "genesyscloud_integration" "i" {
  integration_type = "purecloud-data-actions"
  intended_state   = "ENABLED"
  config {
    credentials = { pureCloudOAuthClient = genesyscloud_oauth_client.c.integration_credential_id }
  }
}
resource "genesyscloud_oauth_client" "c" {
  name                        = "c"
  authorized_grant_type       = "CLIENT-CREDENTIALS"
  integration_credential_name = "c"
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
    action_set  = ["edit", "view"]
  }
}
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/routing/queues/{queueId}: granted
genesyscloud_oauth_client.c GET /api/v2/routing/queues: granted
genesyscloud_oauth_client.c PUT /api/v2/routing/queues/{queueId}: granted
-- unknown
whether it reads or writes

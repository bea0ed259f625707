resource "genesyscloud_integration" "i" {
  integration_type = "purecloud-data-actions"
  intended_state = "DISABLED"
  lifecycle {
    ignore_changes = [intended_state]
  }
  config {
    credentials = { pureCloudOAuthClient = genesyscloud_integration_credential.k.id }
  }
}
resource "genesyscloud_integration_credential" "k" {
  name                 = "k"
  credential_type_name = "pureCloudOAuthClient"
  fields               = { clientId = genesyscloud_oauth_client.c.id }
}
resource "genesyscloud_integration_action" "a" {
  name            = "a"
  category        = "a"
  integration_id  = genesyscloud_integration.i.id
  contract_input  = jsonencode({})
  contract_output = jsonencode({})
  config_request {
    request_type         = "GET"
    request_url_template = "/api/v2/routing/queues"
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
whether somebody enabled it, as Terraform leaves that alone

variable "prod" { type = bool }
resource "genesyscloud_oauth_client" "p" {
  name                  = "p"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  integration_credential_name = "p"
  roles { role_id = genesyscloud_auth_role.q.id }
}
resource "genesyscloud_oauth_client" "d" {
  name                  = "d"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  integration_credential_name = "d"
  state = "inactive"
  roles { role_id = genesyscloud_auth_role.s.id }
}
resource "genesyscloud_auth_role" "q" {
  name = "a"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}
resource "genesyscloud_auth_role" "s" {
  name = "a"
  permission_policies {
    domain      = "routing"
    entity_name = "skill"
    action_set  = ["view"]
  }
}
resource "genesyscloud_integration" "i" {
  integration_type = "purecloud-data-actions"
  intended_state   = "ENABLED"
  config { 
    credentials = { 
      pureCloudOAuthClient = var.prod ? genesyscloud_oauth_client.p.integration_credential_id : genesyscloud_oauth_client.d.integration_credential_id # expect: unresolved-value
    }
  }
}
resource "genesyscloud_integration_action" "a" {
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
-- grantlint.toml
[severity]
unresolved-value = "note"
-- verdicts
genesyscloud_oauth_client.d GET /api/v2/routing/queues: undecided
genesyscloud_oauth_client.p GET /api/v2/routing/queues: granted, only in the home division
-- unknown
which of the clients the data action runs as

data "genesyscloud_auth_division_home" "home" {}

# Runs the data actions.
resource "genesyscloud_oauth_client" "callback_service" {
  name                  = "Callback service"
  description           = "Runs the data actions of the callback flow"
  authorized_grant_type = "CLIENT-CREDENTIALS"

  roles {
    role_id     = genesyscloud_auth_role.callback_service.id
    division_id = data.genesyscloud_auth_division_home.home.id
  }
}

# The supervisors' dashboard, used by people who log in.
# grantlint: calls GET /api/v2/routing/queues
# grantlint: calls POST /api/v2/analytics/queues/observations/query
resource "genesyscloud_oauth_client" "dashboard" {
  name                          = "Callback dashboard"
  description                   = "Shows waiting callbacks"
  authorized_grant_type         = "CODE"
  access_token_validity_seconds = 3600
  registered_redirect_uris      = ["https://dashboard.example.com/oauth/callback"]
  scopes                        = ["analytics:readonly", "routing:readonly"]
}

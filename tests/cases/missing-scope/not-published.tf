# grantlint: calls GET /api/v2/agentic/virtualagents
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CODE"
  registered_redirect_uris = ["https://a.example.com/"]
  scopes                   = ["users"]
}

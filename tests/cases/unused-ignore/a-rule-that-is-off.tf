# grantlint: ignore[ignored-scopes] the rule is off
resource "genesyscloud_oauth_client" "app" {
  name                     = "App"
  authorized_grant_type    = "CODE"
  registered_redirect_uris = ["https://app.example.com/"]
  scopes                   = ["recordings:readonly"]
}
-- grantlint.toml
[severity]
ignored-scopes = "off"

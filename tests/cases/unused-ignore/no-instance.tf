# grantlint: ignore[ignored-scopes] where it is switched on
resource "genesyscloud_oauth_client" "app" {
  count                    = 0
  name                     = "App"
  authorized_grant_type    = "CODE"
  registered_redirect_uris = ["https://app.example.com/"]
  scopes                   = ["recordings:readonly"]
}

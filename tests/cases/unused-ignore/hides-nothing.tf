# grantlint: ignore[ignored-scopes] the scopes are known to be idle # expect: unused-ignore
resource "genesyscloud_oauth_client" "app" {
  name                     = "App"
  authorized_grant_type    = "CODE"
  registered_redirect_uris = ["https://app.example.com/"]
  scopes                   = ["recordings:readonly"] # grantlint: ignore[unknown-scope] ours; expect: unused-ignore
}

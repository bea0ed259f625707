resource "genesyscloud_oauth_client" "app" {
  name                     = "App"
  # grantlint: ignore[deprecated-grant-type]
  authorized_grant_type    = "TOKEN"
  registered_redirect_uris = ["https://app.example.com/"]
  scopes                   = ["recordings:readonly"]
}
-- expect
main.tf:3 unused-ignore

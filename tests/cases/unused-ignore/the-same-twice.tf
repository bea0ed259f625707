# grantlint: ignore[deprecated-grant-type] until March
# grantlint: ignore[deprecated-grant-type] until April; expect: unused-ignore
resource "genesyscloud_oauth_client" "app" {
  name                     = "App"
  authorized_grant_type    = "TOKEN"
  registered_redirect_uris = ["https://app.example.com/"]
  scopes                   = ["recordings:readonly"]
}

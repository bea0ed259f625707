# grantlint: ignore[deprecated-grant-type, ignored-roles] until the wallboard is gone # expect: unused-ignore
resource "genesyscloud_oauth_client" "app" {
  name                     = "App"
  authorized_grant_type    = "TOKEN"
  registered_redirect_uris = ["https://app.example.com/"]
  scopes                   = ["recordings:readonly"]
}

# grantlint: ignore[deprecated-grant-types] until March; expect: unused-ignore
# grantlint: ignore deprecated-grant-type; expect: unused-ignore
# grantlint: ignore[deprecated-grant-type; expect: unused-ignore
resource "genesyscloud_oauth_client" "app" {
  name                     = "App"
  authorized_grant_type    = "TOKEN" # expect: deprecated-grant-type
  registered_redirect_uris = ["https://app.example.com/"]
  scopes                   = ["recordings:readonly"]
}

# grantlint: ignore[unused-ignore] by no means; expect: unused-ignore
# grantlint: ignore[ignored-roles] for nothing; expect: unused-ignore
resource "genesyscloud_oauth_client" "app" {
  name                     = "App"
  authorized_grant_type    = "CODE"
  registered_redirect_uris = ["https://app.example.com/"]
  scopes                   = ["recordings:readonly"]
}

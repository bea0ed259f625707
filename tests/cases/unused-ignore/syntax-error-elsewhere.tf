# grantlint: ignore[ignored-scopes] what is broken below may matter
resource "genesyscloud_oauth_client" "app" {
  name                     = "App"
  authorized_grant_type    = "CODE"
  registered_redirect_uris = ["https://app.example.com/"]
  scopes                   = ["recordings:readonly"]
}

locals {
  a = # expect: syntax-error
}

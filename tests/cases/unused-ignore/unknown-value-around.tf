variable "kind" {}

# grantlint: ignore[ignored-scopes] in the test environment it is a CLIENT-CREDENTIALS client
resource "genesyscloud_oauth_client" "app" {
  name                     = "App"
  authorized_grant_type    = var.kind
  registered_redirect_uris = ["https://app.example.com/"]
  scopes                   = ["recordings:readonly"]
}
-- unknown
the grant type

# grantlint: calls GET /api/v2/date
# grantlint: calls GET /api/v2/users
resource "genesyscloud_oauth_client" "c" {
  name                     = "c"
  authorized_grant_type    = "CODE"
  registered_redirect_uris = ["https://app.example.com"]
  lifecycle {
    ignore_changes = [scopes]
  }
}
-- unknown
which scopes somebody gave it, as Terraform leaves them alone

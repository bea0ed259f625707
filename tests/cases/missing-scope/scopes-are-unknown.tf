variable "scopes" {
  type = set(string)
}
# grantlint: calls GET /api/v2/routing/queues
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CODE"
  registered_redirect_uris = ["https://a.example.com/"]
  scopes                   = var.scopes
}
-- unknown
which scopes it has

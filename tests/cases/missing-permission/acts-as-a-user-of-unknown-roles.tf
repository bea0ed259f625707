# grantlint: calls GET /api/v2/routing/queues
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CODE"
  registered_redirect_uris = ["https://a.example.com/"]
  scopes = ["routing:readonly"]
}
resource "genesyscloud_user" "u" {
  name  = "U"
  email = "u@example.com"
}
-- grantlint.toml
[[client]]
address = "genesyscloud_oauth_client.c"
acts-as = ["genesyscloud_user.u"]
-- unknown
which roles the user has

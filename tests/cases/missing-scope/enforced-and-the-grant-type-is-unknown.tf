variable "people" {
  type = bool
}
# grantlint: calls GET /api/v2/users
resource "genesyscloud_oauth_client" "c" {
  name                     = "c"
  authorized_grant_type    = var.people ? "CODE" : "CLIENT-CREDENTIALS"
  registered_redirect_uris = ["https://a.example.com/"]
  scopes                   = ["routing"]
  roles {
    role_id = data.genesyscloud_auth_role.r.id
  }
}
data "genesyscloud_auth_role" "r" {
  name = "R"
}
-- grantlint.toml
enforce-scopes = true
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/users: undecided
-- unknown
whether scopes count at all

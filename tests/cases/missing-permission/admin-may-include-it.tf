# grantlint: calls GET /api/v2/routing/queues
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.r.id
    division_id = "*"
  }
}
resource "genesyscloud_auth_role" "r" {
  name        = "r"
  permissions = ["admin"]
}
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/routing/queues: undecided
-- unknown
whether the general permission includes every other

# grantlint: calls GET /api/v2/routing/queues
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_division.d.id
    division_id = "*"
  }
}
resource "genesyscloud_auth_division" "d" {
  name = "d"
}
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/routing/queues: undecided
-- unknown
what the platform makes of the id of a division

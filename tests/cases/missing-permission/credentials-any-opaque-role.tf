# grantlint: calls POST /api/v2/analytics/conversations/details/query
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = data.genesyscloud_auth_role.d.id
    division_id = "*"
  }
}
data "genesyscloud_auth_role" "d" {
  name = "Supervisor"
}
-- verdicts
genesyscloud_oauth_client.c POST /api/v2/analytics/conversations/details/query: undecided
-- unknown
the role is defined elsewhere

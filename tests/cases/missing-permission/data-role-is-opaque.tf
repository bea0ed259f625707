# grantlint: calls GET /api/v2/routing/queues
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id = data.genesyscloud_auth_role.r.id
  }
}
data "genesyscloud_auth_role" "r" {
  name = "Admin"
}
-- unknown
what the role holds

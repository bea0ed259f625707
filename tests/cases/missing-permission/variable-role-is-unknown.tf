variable "role_id" {
  type = string
}
# grantlint: calls GET /api/v2/routing/queues
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id = var.role_id
  }
}
-- unknown
which role it is

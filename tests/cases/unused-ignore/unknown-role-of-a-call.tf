variable "role" {}

# grantlint: ignore[missing-permission] where the role is the small one
# grantlint: calls GET /api/v2/routing/queues
resource "genesyscloud_oauth_client" "app" {
  name                  = "App"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id = var.role
  }
}
-- unknown
a role

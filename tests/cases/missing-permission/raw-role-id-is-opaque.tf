# grantlint: calls GET /api/v2/routing/queues
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id = "2f5b1f0a-5f5f-4f57-8c8d-0c0a3a6a2b11"
  }
}
-- unknown
what the role holds

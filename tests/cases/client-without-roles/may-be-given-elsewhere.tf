# grantlint: calls GET /api/v2/routing/queues
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  lifecycle {
    ignore_changes = [roles]
  }
}
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/routing/queues: undecided
-- unknown
which roles somebody gave it, as Terraform leaves them alone

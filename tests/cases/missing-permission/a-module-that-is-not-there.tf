module "roles" {
  source = "./roles"
}
# grantlint: calls GET /api/v2/routing/queues
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = module.roles.reader
    division_id = "*"
  }
}
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/routing/queues: undecided
-- unknown
what a folder holds that is not there

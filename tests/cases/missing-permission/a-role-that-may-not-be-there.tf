variable "own" {
  type = bool
}
# grantlint: calls GET /api/v2/routing/queues
# grantlint: calls GET /api/v2/routing/skills
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = try(genesyscloud_auth_role.r[0].id, data.genesyscloud_auth_role.r[0].id)
    division_id = "*"
  }
}
resource "genesyscloud_auth_role" "r" {
  count = var.own ? 1 : 0
  name  = "r"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}
data "genesyscloud_auth_role" "r" {
  count = var.own ? 0 : 1
  name  = "R"
}
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/routing/queues: undecided
genesyscloud_oauth_client.c GET /api/v2/routing/skills: undecided
-- unknown
which of the roles there is

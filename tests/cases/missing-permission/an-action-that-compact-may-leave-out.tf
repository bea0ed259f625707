variable "reads" {
  type = bool
}
# grantlint: calls GET /api/v2/routing/queues
# grantlint: calls PUT /api/v2/routing/queues/{queueId}
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.r.id
    division_id = "*"
  }
}
resource "genesyscloud_auth_role" "r" {
  name = "r"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = compact(["edit", var.reads ? "view" : ""])
  }
}
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/routing/queues: undecided
genesyscloud_oauth_client.c PUT /api/v2/routing/queues/{queueId}: granted
-- unknown
whether the list has a second action

variable "on" { type = bool }
resource "genesyscloud_user" "u" {
  name = "U"
  email = "u@x.y"
}
resource "genesyscloud_auth_role" "q" {
  name = "q"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}
resource "genesyscloud_user_roles" "u" {
  count = var.on ? 1 : 0
  user_id = genesyscloud_user.u.id
  roles {
    role_id = genesyscloud_auth_role.q.id
    division_ids = ["*"]
  }
}
# grantlint: calls GET /api/v2/routing/queues
# grantlint: calls GET /api/v2/routing/skills
resource "genesyscloud_oauth_client" "c" {
  name = "c"
  authorized_grant_type = "CODE"
  scopes = ["routing:readonly"]
}
-- grantlint.toml
[[client]]
address = "genesyscloud_oauth_client.c"
acts-as = ["genesyscloud_user.u"]
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/routing/queues: undecided
genesyscloud_oauth_client.c GET /api/v2/routing/skills: undecided
-- unknown
whether the assignment is there: without it nobody knows what the user holds

# grantlint: calls GET /api/v2/routing/queues
# grantlint: calls GET /api/v2/routing/skills
# grantlint: calls GET /api/v2/flows
resource "genesyscloud_oauth_client" "c" {
  name                     = "c"
  authorized_grant_type    = "CODE"
  registered_redirect_uris = ["https://app.example.com"]
  scopes                   = ["routing:readonly", "architect:readonly"]
}
resource "genesyscloud_user" "u" {
  name  = "U"
  email = "u@example.com"
}
resource "genesyscloud_user_roles" "u" {
  user_id = genesyscloud_user.u.id
  roles {
    role_id = genesyscloud_auth_role.r.id
  }
}
resource "genesyscloud_auth_role" "r" { # expect: missing-permission
  name = "r"
  permission_policies {
    domain      = "routing"
    entity_name = "skill"
    action_set  = ["view"]
  }
}
resource "genesyscloud_auth_role" "employee" {
  name            = "Employee"
  default_role_id = "employee"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}
-- grantlint.toml
[[client]]
address = "genesyscloud_oauth_client.c"
acts-as = ["genesyscloud_user.u"]
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/flows: missing
genesyscloud_oauth_client.c GET /api/v2/routing/queues: undecided
genesyscloud_oauth_client.c GET /api/v2/routing/skills: granted, only in the home division

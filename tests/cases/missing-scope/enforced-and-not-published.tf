# grantlint: calls GET /api/v2/agentic/virtualagents
resource "genesyscloud_oauth_client" "c" {
  name                     = "c"
  authorized_grant_type    = "CODE"
  registered_redirect_uris = ["https://a.example.com/"]
  scopes                   = ["users"]
}
resource "genesyscloud_user" "u" {
  name  = "U"
  email = "u@example.com"
}
resource "genesyscloud_user_roles" "u" {
  user_id = genesyscloud_user.u.id
  roles {
    role_id      = genesyscloud_auth_role.r.id
    division_ids = ["*"]
  }
}
resource "genesyscloud_auth_role" "r" {
  name = "r"
  permission_policies {
    domain      = "agentic"
    entity_name = "virtualAgent"
    action_set  = ["view"]
  }
}
-- grantlint.toml
enforce-scopes = true
[[client]]
address = "genesyscloud_oauth_client.c"
acts-as = ["genesyscloud_user.u"]
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/agentic/virtualagents: undecided
-- unknown
which scopes the operation accepts

# grantlint: calls POST /api/v2/analytics/conversations/details/query
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CODE"
  scopes                = ["analytics:readonly"]
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
    domain      = "analytics"
    entity_name = "*" # expect: wildcard-permission
    action_set  = ["view"]
  }
}
-- grantlint.toml
[[client]]
address = "genesyscloud_oauth_client.c"
acts-as = ["genesyscloud_user.u"]
-- verdicts
genesyscloud_oauth_client.c POST /api/v2/analytics/conversations/details/query: granted

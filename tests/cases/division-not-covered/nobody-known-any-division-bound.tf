# grantlint: calls POST /api/v2/analytics/conversations/details/query
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "SAML2-BEARER"
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
    division_ids = [genesyscloud_auth_division.chicago.id]
  }
}
resource "genesyscloud_auth_role" "r" {
  name = "r"
  permission_policies {
    domain      = "analytics"
    entity_name = "conversationDetail"
    action_set  = ["view"]
  }
}
resource "genesyscloud_auth_division" "chicago" {
  name = "Chicago"
}
resource "genesyscloud_auth_division" "boston" {
  name = "Boston"
}
-- grantlint.toml
[[client]]
address = "genesyscloud_oauth_client.c"
divisions = ["genesyscloud_auth_division.chicago", "genesyscloud_auth_division.boston"]
-- verdicts
genesyscloud_oauth_client.c POST /api/v2/analytics/conversations/details/query: undecided
-- unknown
nothing says which user signs in

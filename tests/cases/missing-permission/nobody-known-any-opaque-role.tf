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
    role_id      = data.genesyscloud_auth_role.d.id
    division_ids = ["*"]
  }
}
data "genesyscloud_auth_role" "d" {
  name = "Supervisor"
}
-- verdicts
genesyscloud_oauth_client.c POST /api/v2/analytics/conversations/details/query: undecided
-- unknown
nothing says which user signs in

# grantlint: calls POST /api/v2/analytics/conversations/details/query
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
    domain      = "analytics"
    entity_name = "conversationDetail"
    action_set  = ["*"] # expect: wildcard-permission
  }
}
-- verdicts
genesyscloud_oauth_client.c POST /api/v2/analytics/conversations/details/query: granted

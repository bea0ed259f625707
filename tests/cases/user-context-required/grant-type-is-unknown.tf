variable "grant" {
  type = string
}
/* grantlint: calls GET /api/v2/users/me */
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = var.grant
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
    action_set  = ["view"]
  }
}
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/users/me: undecided
-- unknown
the grant type

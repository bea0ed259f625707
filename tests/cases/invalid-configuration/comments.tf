/* grantlint: calls FETCH /x */ # expect: invalid-configuration
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.r.id
    division_id = "*"
  }
}
/* grantlint: call GET /x */ # expect: invalid-configuration
resource "genesyscloud_auth_role" "r" {
  name = "r"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}
/* grantlint: calls GET /api/v2/routing/queues */ # expect: invalid-configuration
resource "genesyscloud_auth_division" "a" {
  name = "a"
}

# grantlint: calls GET /api/v2/routing/queues, GET /api/v2/users/{userId}/roles
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.a.id
    division_id = "*"
  }
  roles {
    role_id     = genesyscloud_auth_role.b.id
    division_id = "*"
  }
}
resource "genesyscloud_auth_role" "a" {
  name = "a"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}
resource "genesyscloud_auth_role" "b" {
  name = "b"
  permission_policies {
    domain      = "authorization"
    entity_name = "grant"
    action_set  = ["view"]
  }
}

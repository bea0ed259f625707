# grantlint: calls GET /api/v2/routing/queues
resource "genesyscloud_oauth_client" "c" { # expect: missing-permission
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id = genesyscloud_auth_role.a.id
  }
  roles {
    role_id = genesyscloud_auth_role.b.id
  }
}
resource "genesyscloud_auth_role" "a" {
  name = "a"
  permission_policies {
    domain      = "routing"
    entity_name = "skill"
    action_set  = ["view"]
  }
}
resource "genesyscloud_auth_role" "b" {
  name = "b"
  permission_policies {
    domain      = "routing"
    entity_name = "wrapupCode"
    action_set  = ["view"]
  }
}

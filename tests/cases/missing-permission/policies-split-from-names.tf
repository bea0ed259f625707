# grantlint: calls GET /api/v2/routing/queues, POST /api/v2/conversations/callbacks
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.r.id
    division_id = "*"
  }
}
resource "genesyscloud_auth_role" "r" { # expect: missing-permission
  name = "r"
  dynamic "permission_policies" {
    for_each = toset(["routing:queue:view", "conversation:callback:view"])
    content {
      domain      = split(":", permission_policies.value)[0]
      entity_name = split(":", permission_policies.value)[1]
      action_set  = [split(":", permission_policies.value)[2]]
    }
  }
}

variable "grants" {
  type = map(list(string))
}
# grantlint: calls GET /api/v2/routing/queues
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
  dynamic "permission_policies" {
    for_each = var.grants
    content {
      domain      = "routing"
      entity_name = permission_policies.key
      action_set  = permission_policies.value
    }
  }
}
-- unknown
how many policies there are

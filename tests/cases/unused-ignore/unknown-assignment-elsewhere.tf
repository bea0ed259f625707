variable "roles" {}

# grantlint: ignore[unassigned-role] it depends on the environment who has it
resource "genesyscloud_auth_role" "r" {
  name = "r"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}
resource "genesyscloud_user_roles" "u" {
  user_id = "00000000-0000-0000-0000-000000000001"
  roles {
    role_id = var.roles
  }
}
-- unknown
a role

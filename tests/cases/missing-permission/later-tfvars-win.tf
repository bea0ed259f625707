# grantlint: calls GET /api/v2/routing/queues
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.r.id
    division_id = "*"
  }
}
variable "actions" {
  type    = set(string)
  default = ["add"]
}
resource "genesyscloud_auth_role" "r" {
  name = "r"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = var.actions
  }
}
-- terraform.tfvars
actions = ["edit"]
-- a.auto.tfvars.json
{"actions": ["view"]}

# Each folder below is a root module of its own, but for the one that is called.
-- env/main.tf
# grantlint: calls GET /api/v2/routing/queues
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id = genesyscloud_auth_role.r.id
  }
}
resource "genesyscloud_auth_role" "r" {
  name = "r"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view", "edit"]
  }
}
module "m" {
  source = "../modules/m"
  client = genesyscloud_oauth_client.c.id
}
-- modules/m/main.tf
variable "client" {
  type = string
}
resource "genesyscloud_integration_action" "a" { # expect: syntax-error
-- other/main.tf
# grantlint: calls GET /api/v2/routing/queues
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id = genesyscloud_auth_role.r.id
  }
}
resource "genesyscloud_auth_role" "r" {
  name = "r"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view", "edit"] # expect: unused-permission
  }
}
-- grantlint.toml
[severity]
unused-permission = "note"

variable "actions" {
  type = list(string)
}
resource "genesyscloud_auth_role" "deployer" {
  name = "CX as Code"
  permission_policies {
    domain      = "authorization"
    entity_name = "division"
    action_set  = var.actions
  }
  permission_policies {
    domain      = "authorization"
    entity_name = "role"
    action_set  = ["add", "delete", "edit", "view"]
  }
  permission_policies {
    domain      = "authorization"
    entity_name = "grant"
    action_set  = ["add"]
  }
}
resource "genesyscloud_auth_division" "chicago" {
  name = "Chicago"
}
-- grantlint.toml
[deployer]
role = "genesyscloud_auth_role.deployer"
-- unknown
which actions are granted

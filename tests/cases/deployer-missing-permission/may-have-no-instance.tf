resource "genesyscloud_auth_role" "deployer" {
  name = "CX as Code"
  permission_policies {
    domain      = "authorization"
    entity_name = "division"
    action_set  = ["add", "edit"]
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
variable "more" {
  type = bool
}
resource "genesyscloud_auth_division" "chicago" {
  count = var.more ? 1 : 0
  name = "Chicago"
}
-- grantlint.toml
[deployer]
role = "genesyscloud_auth_role.deployer"
-- unknown
whether there is any division to make

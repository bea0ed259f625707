-- policies/role-must-be-attached.toml
id = "role-must-be-attached"
summary = "what role-must-be-attached says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_auth_role"]
message = "m"
must = { attached = { to = ["genesyscloud_oauth_client"], by = "roles.role_id" } }
[example]
bad = "a"
good = "b"
-- policies/role-must-not-be-shared.toml
id = "role-must-not-be-shared"
summary = "what role-must-not-be-shared says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_auth_role"]
message = "m"
must = { attached = { to = ["genesyscloud_oauth_client"], by = "roles.role_id", max = 1 } }
[example]
bad = "a"
good = "b"
-- main.tf
variable "role" {}
variable "x" {}
resource "genesyscloud_auth_role" "one" {
  name        = "one"
  permissions = ["group_creation"]
}
resource "genesyscloud_auth_role" "two" {
  name        = "two"
  permissions = ["group_creation"]
}
resource "genesyscloud_oauth_client" "by_variable" {
  name                  = "by_variable"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = var.role }
}
resource "genesyscloud_oauth_client" "one_of_two" {
  name                  = "one_of_two"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = var.x ? genesyscloud_auth_role.one.id : genesyscloud_auth_role.two.id }
}

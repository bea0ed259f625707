-- policies/role-must-be-attached.toml
id = "role-must-be-attached"
summary = "what role-must-be-attached says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_auth_role"]
message = "{count}"
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
message = "{count}"
must = { attached = { to = ["genesyscloud_oauth_client", "genesyscloud_user_roles"], by = "roles.role_id", max = 1 } }
[example]
bad = "a"
good = "b"
-- policies/role-is-for-clients.toml
id = "role-is-for-clients"
summary = "what role-is-for-clients says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_auth_role"]
message = "m"
must = { attached = { to = ["genesyscloud_user_roles"], by = "roles.role_id", max = 0 } }
[example]
bad = "a"
good = "b"
-- client/main.tf
variable "role_id" {}
resource "genesyscloud_oauth_client" "inside" {
  name                  = "inside"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = var.role_id }
}
-- main.tf
variable "x" {}
variable "role" {}
data "genesyscloud_user" "anybody" { email = "a@example.com" }
resource "genesyscloud_auth_role" "nobody" { # expect: role-must-be-attached, role-is-for-clients
  name        = "nobody"
  permissions = ["group_creation"]
}
resource "genesyscloud_auth_role" "shared" { # expect: role-must-not-be-shared
  name        = "shared"
  permissions = ["group_creation"]
}
resource "genesyscloud_auth_role" "one" {
  name        = "one"
  permissions = ["group_creation"]
}
resource "genesyscloud_user_roles" "anybody" {
  user_id = data.genesyscloud_user.anybody.id
  roles { role_id = genesyscloud_auth_role.nobody.id }
}
module "client" {
  source  = "./client"
  role_id = genesyscloud_auth_role.shared.id
}
resource "genesyscloud_oauth_client" "two" {
  name                  = "two"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_auth_role.shared.id }
  roles { role_id = genesyscloud_auth_role.one.id }
}

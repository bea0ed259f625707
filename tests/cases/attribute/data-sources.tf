-- policies/no-role-by-name.toml
id = "no-role-by-name"
summary = "what no-role-by-name says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["data.genesyscloud_auth_role"]
underline = "value"
message = "{value}"
must-not = { argument = "name", none-of = ["Employee"] }
[example]
bad = "a"
good = "b"
-- main.tf
variable "x" {}
data "genesyscloud_auth_role" "admin" {
  name = "Admin" # expect: no-role-by-name
}
data "genesyscloud_auth_role" "employee" {
  name = "Employee"
}
data "genesyscloud_auth_role" "unknown" {
  name = var.x
}

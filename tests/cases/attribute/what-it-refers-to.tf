-- policies/only-our-division.toml
id = "only-our-division"
summary = "what only-our-division says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_routing_queue"]
underline = "argument"
message = "{value}"
must = { argument = "division_id", refers-to = ["genesyscloud_auth_division", "data.genesyscloud_auth_division.ours"] }
[example]
bad = "a"
good = "b"
-- policies/not-the-old-division.toml
id = "not-the-old-division"
summary = "what not-the-old-division says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_routing_queue"]
underline = "argument"
message = "m"
must-not = { argument = "division_id", refers-to = ["genesyscloud_auth_division.old"] }
[example]
bad = "a"
good = "b"
-- main.tf
variable "x" {}
resource "genesyscloud_auth_division" "new" { name = "new" }
resource "genesyscloud_auth_division" "old" { name = "old" }
data "genesyscloud_auth_division" "ours" { name = "ours" }
data "genesyscloud_auth_division" "theirs" { name = "theirs" }
resource "genesyscloud_routing_queue" "literal" {
  division_id = "6a0b1c2d-0000-4000-8000-000000000000" # expect: only-our-division
}
resource "genesyscloud_routing_queue" "theirs" {
  division_id = data.genesyscloud_auth_division.theirs.id # expect: only-our-division
}
resource "genesyscloud_routing_queue" "old" {
  division_id = genesyscloud_auth_division.old.id # expect: not-the-old-division
}
resource "genesyscloud_routing_queue" "ours" {
  division_id = data.genesyscloud_auth_division.ours.id
}
resource "genesyscloud_routing_queue" "new" {
  division_id = "${genesyscloud_auth_division.new.id}"
}
resource "genesyscloud_routing_queue" "unknown" {
  division_id = var.x
}
resource "genesyscloud_routing_queue" "one_of_two" {
  division_id = var.x ? genesyscloud_auth_division.new.id : genesyscloud_auth_division.old.id
}

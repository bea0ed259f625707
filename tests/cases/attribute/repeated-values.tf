-- policies/names-are-unique.toml
id = "names-are-unique"
summary = "what names-are-unique says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_routing_queue"]
underline = "value"
message = "`{value}` is the name of `{other}`"
must-not = { argument = "name", repeats = true }
[example]
bad = "a"
good = "b"
-- main.tf
variable "x" {}
resource "genesyscloud_routing_queue" "one" {
  name = "a"
}
resource "genesyscloud_routing_queue" "two" {
  name = "b"
}
resource "genesyscloud_routing_queue" "three" {
  name = "a" # expect: names-are-unique
}
resource "genesyscloud_routing_queue" "four" {
  name = var.x
}
resource "genesyscloud_routing_queue" "five" {
  name = var.x
}
resource "genesyscloud_routing_queue" "six" {
  count = var.x
  name  = "c"
}
resource "genesyscloud_routing_queue" "seven" {
  name = "c"
}
resource "genesyscloud_routing_skill" "other" {
  name = "a"
}

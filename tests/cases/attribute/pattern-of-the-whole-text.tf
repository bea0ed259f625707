-- policies/client-name.toml
id = "client-name"
summary = "what client-name says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_oauth_client"]
message = "`{address}`"
must = { argument = "description", pattern = "team-[a-z]+: .*" }
[example]
bad = "a"
good = "b"
-- main.tf
variable "x" {}
resource "genesyscloud_oauth_client" "bad" { # expect: client-name
  name                  = "bad"
  authorized_grant_type = "CODE"
  scopes                = ["users"]
  description = "our team-a: one"
}
resource "genesyscloud_oauth_client" "absent" { # expect: client-name
  name                  = "absent"
  authorized_grant_type = "CODE"
  scopes                = ["users"]
}
resource "genesyscloud_oauth_client" "good" {
  name                  = "good"
  authorized_grant_type = "CODE"
  scopes                = ["users"]
  description = "team-a: one"
}
resource "genesyscloud_oauth_client" "unknown" {
  name                  = "unknown"
  authorized_grant_type = "CODE"
  scopes                = ["users"]
  description = var.x
}
resource "genesyscloud_oauth_client" "half" {
  name                  = "half"
  authorized_grant_type = "CODE"
  scopes                = ["users"]
  description = "team-${var.x}"
}

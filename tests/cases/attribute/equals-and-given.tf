-- policies/must-be-active.toml
id = "must-be-active"
summary = "what must-be-active says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_oauth_client"]
message = "`{address}`"
must = { argument = "state", default = "active", equals = "active" }
[example]
bad = "a"
good = "b"
-- policies/must-say-why.toml
id = "must-say-why"
summary = "what must-say-why says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_oauth_client"]
message = "`{address}`"
must = { argument = "description", is = "filled" }
[example]
bad = "a"
good = "b"
-- policies/must-not-expose.toml
id = "must-not-expose"
summary = "what must-not-expose says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_oauth_client"]
message = "`{address}`"
underline = "argument"
must-not = { argument = "expose_client_secret", equals = true }
[example]
bad = "a"
good = "b"
-- main.tf
variable "x" {}
resource "genesyscloud_oauth_client" "bad" { # expect: must-be-active, must-say-why
  name                  = "bad"
  authorized_grant_type = "CODE"
  scopes                = ["users"]
  state       = "inactive"
  description = ""
  expose_client_secret = true # expect: must-not-expose
}
resource "genesyscloud_oauth_client" "as_texts" {
  name                  = "as_texts"
  authorized_grant_type = "CODE"
  scopes                = ["users"]
  description = "why"
  expose_client_secret = "true" # expect: must-not-expose
}
resource "genesyscloud_oauth_client" "good" {
  name                  = "good"
  authorized_grant_type = "CODE"
  scopes                = ["users"]
  description = "why"
  expose_client_secret = false
}
resource "genesyscloud_oauth_client" "absent" { # expect: must-say-why
  name                  = "absent"
  authorized_grant_type = "CODE"
  scopes                = ["users"]
}
resource "genesyscloud_oauth_client" "unknown" {
  name                  = "unknown"
  authorized_grant_type = "CODE"
  scopes                = ["users"]
  state = var.x
  description = var.x
  expose_client_secret = var.x
}

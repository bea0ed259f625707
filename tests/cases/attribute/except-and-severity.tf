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
except = ["genesyscloud_oauth_client.old_*", "module.*"]
must = { argument = "description", is = "filled" }
[example]
bad = "a"
good = "b"
-- main.tf
resource "genesyscloud_oauth_client" "bad" { # expect: must-say-why
  name                  = "bad"
  authorized_grant_type = "CODE"
  scopes                = ["users"]
}
resource "genesyscloud_oauth_client" "old_one" {
  name                  = "old_one"
  authorized_grant_type = "CODE"
  scopes                = ["users"]
}
resource "genesyscloud_oauth_client" "good" {
  name                  = "good"
  authorized_grant_type = "CODE"
  scopes                = ["users"]
  description = "why"
}

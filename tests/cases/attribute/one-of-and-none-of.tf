-- policies/only-these-scopes.toml
id = "only-these-scopes"
summary = "what only-these-scopes says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_oauth_client"]
message = "`{address}`"
underline = "value"
must = { argument = "scopes", every = { one-of = ["users", "routing:readonly"] } }
[example]
bad = "a"
good = "b"
-- policies/none-of-these.toml
id = "none-of-these"
summary = "what none-of-these says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_oauth_client"]
message = "`{address}`"
underline = "value"
must = { argument = "scopes", none-of = ["oauth", "authorization"] }
[example]
bad = "a"
good = "b"
-- policies/at-most-two.toml
id = "at-most-two"
summary = "what at-most-two says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_oauth_client"]
message = "`{address}`"
underline = "argument"
must = { argument = "scopes", max-count = 2 }
[example]
bad = "a"
good = "b"
-- main.tf
variable "x" {}
resource "genesyscloud_oauth_client" "bad" {
  name                  = "bad"
  authorized_grant_type = "CODE"
  scopes                = [ # expect: at-most-two
    "users",
    "recordings", # expect: only-these-scopes
    "oauth",      # expect: none-of-these
  ]
}
resource "genesyscloud_oauth_client" "good" {
  name                  = "good"
  authorized_grant_type = "CODE"
  scopes                = ["users", "routing:readonly"]
}
resource "genesyscloud_oauth_client" "repeated" {
  name                  = "repeated"
  authorized_grant_type = "CODE"
  scopes                = ["users", "users", "users"]
}
resource "genesyscloud_oauth_client" "unknown" {
  name                  = "unknown"
  authorized_grant_type = "CODE"
  scopes                = var.x
}
resource "genesyscloud_oauth_client" "partly" {
  name                  = "partly"
  authorized_grant_type = "CODE"
  scopes                = concat(["users"], var.x)
}
resource "genesyscloud_oauth_client" "partly_bad" {
  name                  = "partly_bad"
  authorized_grant_type = "CODE"
  scopes                = concat(["oauth", "users"], var.x) # expect: none-of-these, only-these-scopes
}

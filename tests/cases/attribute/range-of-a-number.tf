-- policies/token-lifetime.toml
id = "token-lifetime"
summary = "what token-lifetime says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_oauth_client"]
message = "`{address}` keeps tokens for `{value}` seconds"
must = { argument = "access_token_validity_seconds", default = 86400, max = 3600 }
[example]
bad = "a"
good = "b"
-- main.tf
variable "x" {}
resource "genesyscloud_oauth_client" "long" { # expect: token-lifetime
  name                  = "long"
  authorized_grant_type = "CODE"
  scopes                = ["users"]
  access_token_validity_seconds = 7200
}
resource "genesyscloud_oauth_client" "text" { # expect: token-lifetime
  name                  = "text"
  authorized_grant_type = "CODE"
  scopes                = ["users"]
  access_token_validity_seconds = "7200"
}
resource "genesyscloud_oauth_client" "usual" { # expect: token-lifetime
  name                  = "usual"
  authorized_grant_type = "CODE"
  scopes                = ["users"]
}
resource "genesyscloud_oauth_client" "either" { # expect: token-lifetime
  name                  = "either"
  authorized_grant_type = "CODE"
  scopes                = ["users"]
  access_token_validity_seconds = var.x ? 7200 : 86400
}
resource "genesyscloud_oauth_client" "short" {
  name                  = "short"
  authorized_grant_type = "CODE"
  scopes                = ["users"]
  access_token_validity_seconds = 3600
}
resource "genesyscloud_oauth_client" "one_of_two" {
  name                  = "one_of_two"
  authorized_grant_type = "CODE"
  scopes                = ["users"]
  access_token_validity_seconds = var.x ? 7200 : 600
}
resource "genesyscloud_oauth_client" "unknown" {
  name                  = "unknown"
  authorized_grant_type = "CODE"
  scopes                = ["users"]
  access_token_validity_seconds = var.x
}

-- policies/short-tokens-to-delete.toml
id = "short-tokens-to-delete"
summary = "what short-tokens-to-delete says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_oauth_client"]
message = "`{address}` calls `{call}`"
when = [{ calls = ["DELETE *", "* /api/v2/oauth/*"] }]
must = { argument = "access_token_validity_seconds", default = 86400, max = 600 }
[example]
bad = "a"
good = "b"
-- policies/says-what-it-calls.toml
id = "says-what-it-calls"
summary = "what says-what-it-calls says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_oauth_client"]
message = "`{address}`"
must = { called = true }
[example]
bad = "a"
good = "b"
-- policies/no-recordings.toml
id = "no-recordings"
summary = "what no-recordings says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_oauth_client"]
message = "`{address}`"
underline = "argument"
must-not = { calls = ["GET group:Recording"] }
[example]
bad = "a"
good = "b"
-- main.tf
# grantlint: calls DELETE /api/v2/users/{userId}
resource "genesyscloud_oauth_client" "deletes" { # expect: short-tokens-to-delete
  name                  = "deletes"
  authorized_grant_type = "CODE"
  scopes                = ["users"]
}
# grantlint: calls GET /api/v2/oauth/clients
resource "genesyscloud_oauth_client" "short" {
  name                          = "short"
  authorized_grant_type         = "CODE"
  scopes                        = ["oauth"]
  access_token_validity_seconds = 600
}
resource "genesyscloud_oauth_client" "silent" { # expect: says-what-it-calls
  name                  = "silent"
  authorized_grant_type = "CODE"
  scopes                = ["users"]
}
# grantlint: calls GET /api/v2/recording/jobs
resource "genesyscloud_oauth_client" "records" {
  name                  = "records"
  authorized_grant_type = "CODE"
  scopes                = ["recordings"]
}
-- expect
main.tf:19 no-recordings

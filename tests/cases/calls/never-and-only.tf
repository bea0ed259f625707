-- policies/no-deleting.toml
id = "no-deleting"
summary = "what no-deleting says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "calls"
never = ["DELETE *"]
message = "`{address}` is meant to call `{call}`"
[example]
bad = "a"
good = "b"
-- policies/users-and-queues.toml
id = "users-and-queues"
summary = "what users-and-queues says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "calls"
only = ["* group:Users", "GET group:Routing"]
except = ["genesyscloud_oauth_client.free"]
message = "`{method}` `{path}`"
[example]
bad = "a"
good = "b"
-- main.tf
resource "genesyscloud_oauth_client" "one" {
  name                  = "one"
  authorized_grant_type = "CODE"
  scopes                = ["users", "routing", "recordings"]
  # grantlint: calls DELETE /api/v2/users/{userId}
  # grantlint: calls GET /api/v2/routing/queues
  # grantlint: calls POST /api/v2/routing/queues
}
resource "genesyscloud_oauth_client" "free" {
  name                  = "free"
  authorized_grant_type = "CODE"
  scopes                = ["recordings"]
  # grantlint: calls GET /api/v2/recording/jobs
}
-- expect
main.tf:5 no-deleting
main.tf:7 users-and-queues

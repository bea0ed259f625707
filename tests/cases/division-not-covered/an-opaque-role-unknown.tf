# grantlint: calls GET /api/v2/analytics/conversations/{conversationId}/details
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = data.genesyscloud_auth_role.d.id
    division_id = genesyscloud_auth_division.boston.id
  }
}
data "genesyscloud_auth_role" "d" {
  name = "Supervisor"
}
resource "genesyscloud_auth_division" "chicago" {
  name = "Chicago"
}
resource "genesyscloud_auth_division" "boston" {
  name = "Boston"
}
-- grantlint.toml
rules = ["catalogue.toml"]
[[client]]
address = "genesyscloud_oauth_client.c"
divisions = ["genesyscloud_auth_division.chicago"]
-- catalogue.toml
[[catalogue]]
division-aware = true
allows-conditions = false
permissions = ["routing:queue:view", "routing:queue:edit", "ours:thing:view"]

[[catalogue]]
division-aware = false
allows-conditions = true
permissions = ["analytics:conversationDetail:view"]

[[catalogue]]
permissions = ["recording:recording:view"]
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/analytics/conversations/{conversationId}/details: undecided
-- unknown
what the role holds

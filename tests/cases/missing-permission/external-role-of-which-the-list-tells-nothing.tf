# grantlint: calls GET /api/v2/routing/queues
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = data.genesyscloud_auth_role.d.id
    division_id = "*"
  }
}
data "genesyscloud_auth_role" "d" {
  name = "Supervisor"
}
-- grantlint.toml
[[external-role]]
file = "roles.json"
-- roles.json
{"entities": [{"id": "9c1e5a52-7c0c-4e57-9f6e-2d4f2f0c7a11", "name": "Supervisor", "userCount": 4}]}
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/routing/queues: undecided
-- unknown
what the role holds, which this list leaves out

-- main.tf.json
{
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "name": "c",
        "authorized_grant_type": "CLIENT-CREDENTIALS",
        "roles": [{ "role_id": "${genesyscloud_auth_role.r.id}", "division_id": "*" }]
      }
    },
    "genesyscloud_auth_role": {
      "r": {
        "name": "r",
        "lifecycle": { "ignore_changes": "all" }
      }
    }
  }
}
-- grantlint.toml
[[client]]
address = "genesyscloud_oauth_client.c"
calls = ["GET /api/v2/routing/queues"]
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/routing/queues: undecided
-- unknown
everything about the role, as Terraform leaves it alone

-- main.tf.json
{
  "variable": {
    "role_id": {
      "type": "string"
    }
  },
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "name": "c",
        "authorized_grant_type": "CLIENT-CREDENTIALS",
        "roles": [{
          "role_id": "${var.role_id}"
        }]
      }
    }
  }
}
-- grantlint.toml
[severity]
unresolved-value = "note"
[[client]]
address = "genesyscloud_oauth_client.c"
calls = ["GET /api/v2/routing/queues"]
-- expect
main.tf.json:13 unresolved-value

-- main.tf.json
{
  "variable": {
    "live": {
      "type": "bool"
    }
  },
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "name": "c",
        "authorized_grant_type": "CODE",
        "registered_redirect_uris": ["https://a.example.com/"],
        "scopes": "${var.live ? [\"users:readonly\"] : [\"users\"]}"
      }
    }
  }
}
-- grantlint.toml
[[client]]
address = "genesyscloud_oauth_client.c"
calls = ["GET /api/v2/routing/queues"]
-- expect
main.tf.json:13 missing-scope

-- main.tf.json
{
  "variable": {
    "scopes": {
      "type": "set(string)"
    }
  },
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "name": "c",
        "authorized_grant_type": "CODE",
        "registered_redirect_uris": ["https://a.example.com/"],
        "scopes": "${var.scopes}"
      }
    }
  }
}
-- grantlint.toml
[[client]]
address = "genesyscloud_oauth_client.c"
calls = ["GET /api/v2/routing/queues"]
-- unknown
which scopes it has

-- main.tf.json
{
  "variable": {
    "names": {
      "type": "set(string)"
    }
  },
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "for_each": "${var.names}",
        "name": "${each.key}",
        "authorized_grant_type": "CODE",
        "scopes": ["routing"]
      }
    }
  }
}
-- grantlint.toml
[[client]]
address = "genesyscloud_oauth_client.c[\"a\"]"
calls = []
-- unknown
which instances there are

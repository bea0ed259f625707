-- main.tf.json
{
  "variable": {
    "scope": {
      "type": "string"
    }
  },
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "name": "c",
        "authorized_grant_type": "CODE",
        "scopes": ["${var.scope}", "users:readonly"]
      }
    }
  }
}
-- grantlint.toml
[severity]
redundant-scope = "note"
-- unknown
which scopes it has

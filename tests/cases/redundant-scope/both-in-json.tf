-- main.tf.json
{
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "name": "c",
        "authorized_grant_type": "CODE",
        "scopes": ["routing", "routing:readonly"]
      }
    }
  }
}
-- grantlint.toml
[severity]
redundant-scope = "note"
-- expect
main.tf.json:7 redundant-scope

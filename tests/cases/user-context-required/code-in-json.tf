-- main.tf.json
{
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "name": "c",
        "authorized_grant_type": "CODE",
        "scopes": ["user-basic-info"]
      }
    }
  }
}
-- grantlint.toml
[[client]]
address = "genesyscloud_oauth_client.c"
calls = ["GET /api/v2/users/me"]

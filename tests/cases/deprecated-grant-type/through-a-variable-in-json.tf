-- main.tf.json
{
  "variable": {
    "grant": {
      "default": "TOKEN"
    }
  },
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "name": "c",
        "authorized_grant_type": "${var.grant}",
        "scopes": ["users"]
      }
    }
  }
}
-- expect
main.tf.json:4 deprecated-grant-type

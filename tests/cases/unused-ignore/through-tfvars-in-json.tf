-- main.tf.json
{
  "variable": {
    "scopes": {}
  },
  "resource": {
    "genesyscloud_oauth_client": {
      "app": {
        "name": "App",
        "authorized_grant_type": "CODE",
        "registered_redirect_uris": ["https://app.example.com/"],
        "scopes": "${var.scopes}"
      }
    }
  }
}
-- terraform.tfvars
# grantlint: ignore[unknown-scope] of a platform to come
scopes = ["recordings:look"]

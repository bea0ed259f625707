-- main.tf.json
{
  "resource": {
    "genesyscloud_oauth_client": {
      "app": {
        "//": "grantlint: ignore[deprecated-grant-type] comments of JSON say nothing",
        "name": "App",
        "authorized_grant_type": "TOKEN",
        "registered_redirect_uris": ["https://app.example.com/"],
        "scopes": ["recordings:readonly"]
      }
    }
  }
}
-- expect
main.tf.json:7 deprecated-grant-type

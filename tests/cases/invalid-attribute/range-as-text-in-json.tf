-- main.tf.json
{
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "name": "c",
        "authorized_grant_type": "CODE",
        "registered_redirect_uris": ["https://a.example.com/"],
        "access_token_validity_seconds": "300",
        "scopes": ["users"]
      }
    }
  }
}

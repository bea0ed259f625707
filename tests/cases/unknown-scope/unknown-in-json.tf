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
        "registered_redirect_uris": ["https://a.example.com/"],
        "scopes": ["${var.scope}"]
      }
    }
  }
}
-- unknown
what the scope is

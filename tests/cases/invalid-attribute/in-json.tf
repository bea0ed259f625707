-- main.tf.json
{
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "//": "a comment",
        "name": "c",
        "authorized_grant_type": "CLIENT_CREDENTIALS",
        "redirect_uris": []
      }
    }
  }
}
-- expect
main.tf.json:7 invalid-attribute
main.tf.json:8 invalid-attribute

-- main.tf.json
{
  "resource": {
    "genesyscloud_auth_division": {
      "a": {
        "name": "a"
      }
    }
  }
}

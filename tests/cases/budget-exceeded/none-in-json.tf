-- main.tf.json
{
  "locals": {
    "a": "a"
  },
  "resource": {
    "genesyscloud_auth_division": {
      "a": {
        "name": "${local.a}"
      }
    }
  }
}

-- main.tf.json
{
  "data": {
    "genesyscloud_auth_role": {
      "r": {
        "name": "r"
      }
    }
  }
}

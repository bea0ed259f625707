-- main.tf.json
{
  "variable": {
    "ids": {
      "type": "set(string)"
    }
  },
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "name": "c",
        "authorized_grant_type": "CLIENT-CREDENTIALS",
        "dynamic": {
          "roles": {
            "for_each": "${var.ids}",
            "content": [{
              "role_id": "${roles.value}"
            }]
          }
        }
      }
    }
  }
}
-- unknown
how many roles there are

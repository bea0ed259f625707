-- main.tf.json
{
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "name": "c",
        "authorized_grant_type": "CLIENT-CREDENTIALS",
        "dynamic": {
          "roles": {
            "for_each": [],
            "content": [{
              "role_id": "${roles.value}"
            }]
          }
        }
      }
    }
  }
}
-- expect
main.tf.json:4 client-without-roles

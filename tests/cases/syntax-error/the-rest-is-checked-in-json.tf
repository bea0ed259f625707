-- main.tf.json
{
  "locals": {
    "a": "${=}"
  },
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "name": "c",
        "authorized_grant_type": "CLIENT-CREDENTIALS"
      }
    }
  }
}
-- expect
main.tf.json:3 syntax-error
main.tf.json:7 client-without-roles

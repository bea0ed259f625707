-- main.tf.json
{
  "resource": {
    "genesyscloud_auth_role": {
      "r": { "name": "r" "permissions": [] }
    }
  }
}
-- other.tf.json
{"resource": {"genesyscloud_oauth_client": {"c": {
  "name": "c", "authorized_grant_type": "CLIENT-CREDENTIALS"
}}}}
-- expect
main.tf.json:4 syntax-error
other.tf.json:1 client-without-roles

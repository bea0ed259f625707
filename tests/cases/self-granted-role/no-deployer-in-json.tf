-- main.tf.json
{
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "name": "c",
        "authorized_grant_type": "CLIENT-CREDENTIALS",
        "roles": [{
          "role_id": "${genesyscloud_auth_role.r.id}"
        }]
      }
    },
    "genesyscloud_auth_role": {
      "r": {
        "name": "r",
        "permission_policies": [{
          "domain": "authorization",
          "entity_name": "role",
          "action_set": ["*"]
        }]
      }
    }
  }
}
-- expect
main.tf.json:18 wildcard-permission

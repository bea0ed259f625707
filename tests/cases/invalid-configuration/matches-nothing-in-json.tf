-- main.tf.json
{
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "name": "c",
        "authorized_grant_type": "CLIENT-CREDENTIALS",
        "roles": [{
          "role_id": "${genesyscloud_auth_role.r.id}",
          "division_id": "*"
        }]
      }
    },
    "genesyscloud_auth_role": {
      "r": {
        "name": "r",
        "permission_policies": [{
          "domain": "routing",
          "entity_name": "queue",
          "action_set": ["view"]
        }]
      }
    }
  }
}
-- grantlint.toml
[[client]]
address = "genesyscloud_oauth_client.d" # expect: invalid-configuration
calls = ["profile:authentix"]
[[permission-set]]
address = "*.p" # expect: invalid-configuration
[severity]
missing-scop = "off" # expect: invalid-configuration

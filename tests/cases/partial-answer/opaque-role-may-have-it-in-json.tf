-- main.tf.json
{
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "name": "c",
        "authorized_grant_type": "CLIENT-CREDENTIALS",
        "roles": [
          {
            "role_id": "${genesyscloud_auth_role.r.id}"
          },
          {
            "role_id": "${data.genesyscloud_auth_role.d.id}"
          }
        ]
      }
    },
    "genesyscloud_auth_role": {
      "r": {
        "name": "r",
        "permission_policies": [{
          "domain": "recording",
          "entity_name": "recording",
          "action_set": ["view"]
        }]
      }
    }
  },
  "data": {
    "genesyscloud_auth_role": {
      "d": {
        "name": "Admin"
      }
    }
  }
}
-- grantlint.toml
[[client]]
address = "genesyscloud_oauth_client.c"
calls = ["GET /api/v2/conversations/{conversationId}/recordings"]
-- unknown
what the other role holds

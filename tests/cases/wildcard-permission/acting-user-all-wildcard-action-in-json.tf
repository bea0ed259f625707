-- main.tf.json
{
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "name": "c",
        "authorized_grant_type": "CODE",
        "scopes": ["routing:readonly"]
      }
    },
    "genesyscloud_user": {
      "u": {
        "name": "U",
        "email": "u@example.com"
      }
    },
    "genesyscloud_user_roles": {
      "u": {
        "user_id": "${genesyscloud_user.u.id}",
        "roles": [{
          "role_id": "${genesyscloud_auth_role.r.id}",
          "division_ids": ["*"]
        }]
      }
    },
    "genesyscloud_auth_role": {
      "r": {
        "name": "r",
        "permission_policies": [
          {
            "domain": "routing",
            "entity_name": "queue",
            "action_set": ["*"]
          },
          {
            "domain": "routing",
            "entity_name": "comparisonPeriod",
            "action_set": ["*"]
          }
        ]
      }
    }
  }
}
-- grantlint.toml
[[client]]
address = "genesyscloud_oauth_client.c"
calls = ["GET /api/v2/routing/queues/{queueId}/comparisonperiods"]
acts-as = ["genesyscloud_user.u"]
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/routing/queues/{queueId}/comparisonperiods: granted
-- expect
main.tf.json:32 wildcard-permission
main.tf.json:37 wildcard-permission

-- main.tf.json
{
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "name": "c",
        "authorized_grant_type": "CODE",
        "scopes": ["routing"]
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
        "user_id": "${genesyscloud_user.u.id}"
      }
    },
    "genesyscloud_group_roles": {
      "g": {
        "group_id": "3d0b4c62-6a0f-4b31-9c4e-2b3c6a4b8f10",
        "roles": [{
          "role_id": "${genesyscloud_auth_role.r.id}",
          "division_ids": ["*"]
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
address = "genesyscloud_oauth_client.c"
calls = ["GET /api/v2/routing/queues"]
acts-as = ["genesyscloud_user.u"]
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/routing/queues: undecided
-- unknown
who is in a group that is defined elsewhere

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
      },
      "v": {
        "name": "U",
        "email": "v@example.com"
      }
    },
    "genesyscloud_group": {
      "g": {
        "name": "G",
        "member_ids": ["${genesyscloud_user.v.id}"]
      }
    },
    "genesyscloud_group_roles": {
      "g": {
        "group_id": "${genesyscloud_group.g.id}",
        "roles": [{
          "role_id": "${genesyscloud_auth_role.r.id}"
        }]
      }
    },
    "genesyscloud_user_roles": {
      "a": {
        "user_id": "${genesyscloud_user.u.id}",
        "roles": [{
          "role_id": "${genesyscloud_auth_role.s.id}"
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
      },
      "s": {
        "name": "s",
        "permission_policies": [{
          "domain": "routing",
          "entity_name": "skill",
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
-- expect
main.tf.json:51 missing-permission

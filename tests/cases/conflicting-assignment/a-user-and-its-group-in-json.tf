-- main.tf.json
{
  "resource": {
    "genesyscloud_user": {
      "u": {
        "name": "U",
        "email": "u@example.com"
      }
    },
    "genesyscloud_user_roles": {
      "a": {
        "user_id": "${genesyscloud_user.u.id}",
        "roles": [{
          "role_id": "${genesyscloud_auth_role.r.id}"
        }]
      }
    },
    "genesyscloud_group": {
      "g": {
        "name": "G",
        "member_ids": ["${genesyscloud_user.u.id}"]
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

-- main.tf.json
{
  "variable": {
    "names": {
      "type": "set(string)"
    }
  },
  "resource": {
    "genesyscloud_user": {
      "u": {
        "for_each": "${var.names}",
        "name": "${each.key}",
        "email": "${each.key}@example.com"
      }
    },
    "genesyscloud_user_roles": {
      "a": {
        "for_each": "${genesyscloud_user.u}",
        "user_id": "${each.value.id}",
        "roles": [{
          "role_id": "${genesyscloud_auth_role.r.id}"
        }]
      },
      "b": {
        "user_id": "${genesyscloud_user.u[\"b\"].id}",
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
-- unknown
which users there are

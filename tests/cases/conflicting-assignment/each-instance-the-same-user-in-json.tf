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
        "for_each": "${toset([\"a\", \"b\"])}",
        "user_id": "${genesyscloud_user.u.id}",
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
-- expect
main.tf.json:10 conflicting-assignment

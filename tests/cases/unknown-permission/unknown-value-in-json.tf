-- main.tf.json
{
  "variable": {
    "action": {
      "type": "string"
    }
  },
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
          "action_set": ["${var.action}"]
        }]
      }
    }
  }
}
-- unknown
what the permission is

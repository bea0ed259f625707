-- main.tf.json
{
  "variable": {
    "division_id": {
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
          "division_id": "${var.division_id}"
        }]
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
  }
}
-- unknown
which division it is

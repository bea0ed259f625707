-- main.tf.json
{
  "variable": {
    "which": {
      "type": "string"
    }
  },
  "locals": {
    "roles": {
      "a": "${genesyscloud_auth_role.r.id}"
    }
  },
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "name": "c",
        "authorized_grant_type": "CLIENT-CREDENTIALS",
        "roles": [{
          "role_id": "${local.roles[var.which]}"
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
which of the roles it is

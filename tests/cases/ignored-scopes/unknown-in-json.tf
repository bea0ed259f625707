-- main.tf.json
{
  "variable": {
    "scopes": {
      "type": "set(string)"
    },
    "grant": {
      "type": "string"
    }
  },
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "name": "c",
        "authorized_grant_type": "CLIENT-CREDENTIALS",
        "scopes": "${var.scopes}",
        "roles": [{
          "role_id": "${genesyscloud_auth_role.r.id}"
        }]
      },
      "d": {
        "name": "d",
        "authorized_grant_type": "${var.grant}",
        "scopes": ["users"]
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
which scopes it has

-- main.tf.json
{
  "variable": {
    "role_id": {
      "type": "string"
    }
  },
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "name": "c",
        "authorized_grant_type": "CLIENT-CREDENTIALS",
        "roles": [{
          "role_id": "${var.role_id}"
        }]
      },
      "d": {
        "name": "d",
        "authorized_grant_type": "CLIENT-CREDENTIALS",
        "roles": [{
          "role_id": "${data.genesyscloud_auth_role.d.id}"
        }]
      }
    },
    "genesyscloud_auth_role": {
      "r": {
        "name": "r",
        "permission_policies": [{
          "domain": "authorization",
          "entity_name": "role",
          "action_set": ["*"]
        }]
      }
    }
  },
  "data": {
    "genesyscloud_auth_role": {
      "d": {
        "name": "Admin"
      }
    }
  }
}
-- grantlint.toml
[deployer]
client = "genesyscloud_oauth_client.d"
-- unknown
which role the client is given
-- expect
main.tf.json:25 unassigned-role
main.tf.json:30 wildcard-permission

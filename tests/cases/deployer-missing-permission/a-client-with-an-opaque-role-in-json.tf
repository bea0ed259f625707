-- main.tf.json
{
  "data": {
    "genesyscloud_auth_role": {
      "d": {
        "name": "d"
      }
    }
  },
  "resource": {
    "genesyscloud_oauth_client": {
      "d": {
        "name": "d",
        "authorized_grant_type": "CLIENT-CREDENTIALS",
        "roles": [{
          "role_id": "${data.genesyscloud_auth_role.d.id}"
        }]
      }
    },
    "genesyscloud_auth_division": {
      "chicago": {
        "name": "Chicago"
      }
    }
  }
}
-- grantlint.toml
[deployer]
client = "genesyscloud_oauth_client.d"
-- unknown
what the role holds

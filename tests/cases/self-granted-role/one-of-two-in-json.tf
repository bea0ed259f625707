-- main.tf.json
{
  "variable": { "own": { "type": "bool" } },
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "name": "c",
        "authorized_grant_type": "CLIENT-CREDENTIALS",
        "roles": [{ "role_id": "${var.own ? genesyscloud_auth_role.r.id : data.genesyscloud_auth_role.d.id}" }]
      }
    },
    "genesyscloud_auth_role": { "r": { "name": "r" } }
  },
  "data": { "genesyscloud_auth_role": { "d": { "name": "D" } } }
}
-- grantlint.toml
[severity]
self-granted-role = "warning"
-- unknown
which of the roles it is given

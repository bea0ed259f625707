-- main.tf.json
{
  "resource": {
    "genesyscloud_auth_role": {
      "deployer": {
        "name": "CX as Code",
        "permission_policies": [
          {
            "domain": "authorization",
            "entity_name": "division",
            "action_set": ["*"]
          },
          {
            "domain": "authorization",
            "entity_name": "role",
            "action_set": ["add", "delete", "edit", "view"]
          },
          {
            "domain": "authorization",
            "entity_name": "grant",
            "action_set": ["add"]
          }
        ]
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
role = "genesyscloud_auth_role.deployer"
-- expect
main.tf.json:10 wildcard-permission

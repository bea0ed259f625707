resource "genesyscloud_auth_role" "deployer" {
  name = "d"
  permission_policies {
    domain      = "authorization"
    entity_name = "*" # expect: wildcard-permission
    action_set  = ["*"]
  }
  permission_policies {
    domain      = "integrations"
    entity_name = "integration"
    action_set  = ["add", "delete", "edit", "view"]
  }
  permission_policies {
    domain      = "oauth"
    entity_name = "*" # expect: wildcard-permission
    action_set  = ["*"]
  }
}
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id = genesyscloud_auth_role.deployer.id
  }
}
-- grantlint.toml
[deployer]
role = "genesyscloud_auth_role.deployer"

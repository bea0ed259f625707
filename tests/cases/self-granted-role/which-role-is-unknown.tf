variable "role_id" {
  type = string
}
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id = var.role_id
  }
}
resource "genesyscloud_auth_role" "r" { # expect: unassigned-role
  name = "r"
  permission_policies {
    domain      = "authorization"
    entity_name = "role"
    action_set  = ["*"] # expect: wildcard-permission
  }
}
data "genesyscloud_auth_role" "d" {
  name = "Admin"
}
resource "genesyscloud_oauth_client" "d" {
  name                  = "d"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id = data.genesyscloud_auth_role.d.id
  }
}
-- grantlint.toml
[deployer]
client = "genesyscloud_oauth_client.d"
-- unknown
which role the client is given

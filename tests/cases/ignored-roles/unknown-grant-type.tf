variable "grant" {
  type = string
}
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = var.grant
  roles {
    role_id     = genesyscloud_auth_role.r.id
    division_id = "*"
  }
}
resource "genesyscloud_auth_role" "r" {
  name = "r"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}
-- unknown
the grant type

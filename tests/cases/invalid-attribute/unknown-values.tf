variable "grant" {
  type = string
}
variable "live" {
  type = bool
}
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = var.grant
  roles {
    role_id     = genesyscloud_auth_role.r.id
    division_id = "*"
  }
}
resource "genesyscloud_oauth_client" "d" {
  name                  = "d"
  authorized_grant_type = var.live ? "CODE" : "CLIENT_CREDENTIALS"
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
the values

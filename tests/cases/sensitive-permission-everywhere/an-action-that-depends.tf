variable "on" {
  type = bool
}
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.r.id
    division_id = "*"
  }
}
resource "genesyscloud_auth_role" "r" {
  name = "r"
  permission_policies {
    domain      = "recording"
    entity_name = "recording"
    action_set  = [var.on ? "view" : "upload"]
  }
}
-- unknown
which action it is

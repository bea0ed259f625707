variable "on" {
  type = bool
}
# grantlint: calls POST /api/v2/authorization/subjects/{subjectId}/bulkreplace
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.add.id
    division_id = var.on ? genesyscloud_auth_division.a.id : genesyscloud_auth_division.b.id
  }
  roles {
    role_id     = genesyscloud_auth_role.delete.id
    division_id = var.on ? genesyscloud_auth_division.b.id : genesyscloud_auth_division.a.id
  }
}
resource "genesyscloud_auth_role" "add" {
  name = "add"
  permission_policies {
    domain      = "authorization"
    entity_name = "grant"
    action_set  = ["add"]
  }
}
resource "genesyscloud_auth_role" "delete" {
  name = "delete"
  permission_policies {
    domain      = "authorization"
    entity_name = "grant"
    action_set  = ["delete"]
  }
}
resource "genesyscloud_auth_division" "a" {
  name = "a"
}
resource "genesyscloud_auth_division" "b" {
  name = "b"
}
-- verdicts
genesyscloud_oauth_client.c POST /api/v2/authorization/subjects/{subjectId}/bulkreplace: undecided
-- unknown
in which division each is held

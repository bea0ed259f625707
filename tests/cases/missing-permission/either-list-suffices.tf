variable "live" {
  type = bool
}
# grantlint: calls GET /api/v2/flows/datatables/{datatableId}/rows/{rowId}
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
    domain      = "architect"
    entity_name = "datatable"
    action_set  = var.live ? ["view"] : ["view", "edit"]
  }
}

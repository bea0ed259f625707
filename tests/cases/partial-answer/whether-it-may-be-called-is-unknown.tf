variable "actions" {
  type = list(string)
}
# grantlint: calls GET /api/v2/conversations/{conversationId}/recordings
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.r.id
    division_id = genesyscloud_auth_division.d.id
  }
}
resource "genesyscloud_auth_division" "d" {
  name = "d"
}
resource "genesyscloud_auth_role" "r" {
  name = "r"
  permission_policies {
    domain      = "recording"
    entity_name = "snippetRecording"
    action_set  = var.actions
  }
}
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/conversations/{conversationId}/recordings: undecided
-- unknown
whether the call is granted at all

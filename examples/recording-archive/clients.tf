# Exports the recordings of the night.
# grantlint: calls POST /api/v2/analytics/conversations/details/query
# grantlint: calls GET /api/v2/conversations/{conversationId}/recordings/{recordingId}
resource "genesyscloud_oauth_client" "archive" {
  name                  = "Recording archive"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  scopes                = ["recordings:readonly"]

  roles {
    role_id     = genesyscloud_auth_role.archive.id
    division_id = "*"
  }
}

# Lets reviewers look at what was exported.
# grantlint: calls GET /api/v2/recording/jobs, GET /api/v2/users/{userId}
resource "genesyscloud_oauth_client" "review" {
  name                     = "Recording review"
  authorized_grant_type    = "CODE"
  registered_redirect_uris = ["https://archive.example.com/oauth/callback"]
  scopes                   = ["recording:view", "users:readonly"]

  roles {
    role_id = var.reviewer_role_id
  }
}

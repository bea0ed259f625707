/* grantlint: calls GET /api/v2/users/me */
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CODE"
  scopes = ["user-basic-info"]
}

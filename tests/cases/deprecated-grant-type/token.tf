resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "TOKEN" # expect: deprecated-grant-type
  scopes = ["users"]
}

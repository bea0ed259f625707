resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CODE"
  redirect_uris            = [] # expect: invalid-attribute
  scopes                   = ["users"]
}

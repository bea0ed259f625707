locals {
  scopes = ["recordings:read"] # expect: unknown-scope
}
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CODE"
  registered_redirect_uris = ["https://a.example.com/"]
  scopes                   = local.scopes
}

resource "genesyscloud_oauth_client" "c" { # expect: client-without-scopes
  name                  = "c"
  authorized_grant_type = "CODE"
}

resource "genesyscloud_oauth_client" "c" { # expect: invalid-attribute
  authorized_grant_type = "CODE"
  scopes                = ["users"]
}

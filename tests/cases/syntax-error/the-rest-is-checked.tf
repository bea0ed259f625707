locals {
  a = = # expect: syntax-error
}
resource "genesyscloud_oauth_client" "c" { # expect: client-without-roles
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
}

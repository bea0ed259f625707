resource "genesyscloud_oauth_client" "c" { # expect: client-without-scopes
  name                  = "c"
  authorized_grant_type = "CODE"
  registered_redirect_uris = ["https://a.example.com/"]
  scopes                   = []
}

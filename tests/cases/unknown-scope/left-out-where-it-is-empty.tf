variable "more" {
  type = bool
}
resource "genesyscloud_oauth_client" "c" {
  name                     = "c"
  authorized_grant_type    = "CODE"
  registered_redirect_uris = ["https://a.example.com/"]
  scopes                   = compact(["routing", var.more ? "users" : ""])
}
-- unknown
whether there is a second scope

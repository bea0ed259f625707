variable "live" {
  type = bool
}
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = var.live ? "TOKEN" : "CODE"
  scopes = ["users"]
}
-- unknown
the grant type

variable "grant" {
  default = "TOKEN" # expect: deprecated-grant-type
}
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = var.grant
  scopes = ["users"]
}

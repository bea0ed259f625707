data "genesyscloud_auth_role" "d" {
  name = "d"
}
resource "genesyscloud_auth_division" "chicago" {
  name = "Chicago"
}

resource "genesyscloud_auth_division" "a" {
  name = "a"
}

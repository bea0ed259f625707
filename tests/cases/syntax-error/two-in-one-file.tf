resource "genesyscloud_auth_division" "a" {
  name = = "a" # expect: syntax-error
}
resource "genesyscloud_auth_division" "b" {
  name = "b"
}
resource "genesyscloud_auth_division" "c" {
  name "c" # expect: syntax-error
}

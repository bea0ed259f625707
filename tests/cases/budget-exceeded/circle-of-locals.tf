locals {
  a = local.b
  b = local.a # expect: budget-exceeded
}
resource "genesyscloud_auth_division" "a" {
  name = local.a
}

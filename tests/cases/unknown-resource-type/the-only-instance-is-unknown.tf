variable "n" {
  type = number
}
resource "genesyscloud_role" "r" { # expect: unknown-resource-type
  count = var.n
}
-- unknown
which instances there are

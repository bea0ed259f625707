variable "count_of" {
  type = number
}
locals {
  numbers = range(var.count_of)
}
resource "genesyscloud_auth_division" "a" {
  name = join("", local.numbers)
}
-- unknown
how many numbers there are

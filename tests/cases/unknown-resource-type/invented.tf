resource "genesyscloud_role" "r" { # expect: unknown-resource-type
}
data "genesyscloud_queue" "q" { # expect: unknown-resource-type
}

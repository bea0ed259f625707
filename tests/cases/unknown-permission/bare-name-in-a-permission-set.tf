resource "genesyscloud_permissionset" "p" { # expect: unknown-resource-type, unassigned-role
  permissions = ["view_recordings"] # expect: unknown-permission
}

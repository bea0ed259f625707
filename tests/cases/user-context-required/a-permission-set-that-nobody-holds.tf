# grantlint: calls GET /api/v2/users/me
resource "genesyscloud_permissionset" "p" { # expect: unknown-resource-type, unassigned-role
  permissions = ["routing:queue:view"]
}
-- verdicts
genesyscloud_permissionset.p GET /api/v2/users/me: undecided
-- unknown
who holds the permission set

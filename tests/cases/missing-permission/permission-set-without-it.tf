resource "genesyscloud_permissionset" "p" { # expect: unknown-resource-type, unassigned-role
  name        = "p"
  permissions = ["view_recordings"] # expect: missing-permission
}
-- grantlint.toml
packs = ["genesys-cloud", "field-reports"]
[[permission-set]]
address = "genesyscloud_permissionset.p"
calls = ["GET /api/v2/conversations/recording/{id}"]

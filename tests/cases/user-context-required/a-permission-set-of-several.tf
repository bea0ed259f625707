variable "grant" {}
# grantlint: calls GET /api/v2/users/me
resource "genesyscloud_permissionset" "alone" { # expect: unknown-resource-type
  permissions = ["routing:queue:view"]
}
# grantlint: calls GET /api/v2/users/me
resource "genesyscloud_permissionset" "either" { # expect: unknown-resource-type
  permissions = ["routing:queue:view"]
}
# grantlint: calls GET /api/v2/users/me
resource "genesyscloud_permissionset" "out" { # expect: unknown-resource-type
  permissions = ["routing:queue:view"]
}
# grantlint: calls GET /api/v2/users/me
resource "genesyscloud_permissionset" "unknown" { # expect: unknown-resource-type
  permissions = ["routing:queue:view"]
}
resource "genesyscloud_oauth_client" "one" {
  name                  = "one"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_permissionset.alone.id }
  roles { role_id = genesyscloud_permissionset.either.id }
  roles { role_id = genesyscloud_permissionset.out.id }
}
resource "genesyscloud_oauth_client" "unknown" {
  name                  = "unknown"
  authorized_grant_type = var.grant
  roles { role_id = genesyscloud_permissionset.unknown.id }
}
resource "genesyscloud_user_roles" "bot" {
  user_id = "d6f3f9c8-6ed5-4f86-a2fd-4b3bd9a0f2f1"
  roles { role_id = genesyscloud_permissionset.either.id }
}
output "id" {
  value = genesyscloud_permissionset.out.id
}
-- verdicts
genesyscloud_permissionset.alone GET /api/v2/users/me: missing
genesyscloud_permissionset.either GET /api/v2/users/me: undecided
genesyscloud_permissionset.out GET /api/v2/users/me: undecided
genesyscloud_permissionset.unknown GET /api/v2/users/me: undecided
-- unknown
who holds the permission sets, but for the first

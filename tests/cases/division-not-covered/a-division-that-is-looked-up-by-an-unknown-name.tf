# grantlint: calls GET /api/v2/routing/queues
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id = genesyscloud_auth_role.r.id
    division_id = data.genesyscloud_auth_division.some.id
  }
}
resource "genesyscloud_auth_role" "r" {
  name = "r"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}
resource "genesyscloud_auth_division" "chicago" {
  name = "Chicago"
}
variable "name" {
  type = string
}
data "genesyscloud_auth_division" "some" {
  name = var.name
}
-- grantlint.toml
[[client]]
address = "genesyscloud_oauth_client.c"
divisions = ["genesyscloud_auth_division.chicago"]
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/routing/queues: granted, only in `data.genesyscloud_auth_division.some`
-- unknown
which division it is

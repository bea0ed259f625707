# grantlint: calls GET /api/v2/routing/queues
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id = genesyscloud_auth_role.r.id
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
variable "is_home" {
  type = bool
}
resource "genesyscloud_auth_division" "chicago" {
  name = "Chicago"
  home = var.is_home
}
-- grantlint.toml
[[client]]
address = "genesyscloud_oauth_client.c"
divisions = ["genesyscloud_auth_division.chicago"]
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/routing/queues: granted, only in the home division
-- unknown
which division is the home division

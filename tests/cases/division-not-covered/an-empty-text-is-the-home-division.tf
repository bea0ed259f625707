# grantlint: calls GET /api/v2/routing/queues
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { # expect: division-not-covered
    role_id     = genesyscloud_auth_role.r.id
    division_id = ""
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
resource "genesyscloud_auth_division" "d" {
  name = "d"
}
data "genesyscloud_auth_division_home" "home" {}
-- grantlint.toml
[[client]]
address = "genesyscloud_oauth_client.c"
divisions = ["genesyscloud_auth_division.d", "data.genesyscloud_auth_division_home.home"]
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/routing/queues: granted, only in the home division

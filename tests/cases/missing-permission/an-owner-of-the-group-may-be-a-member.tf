# grantlint: calls GET /api/v2/routing/queues
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CODE"
  scopes                = ["routing"]
}
resource "genesyscloud_user" "u" {
  name  = "U"
  email = "u@example.com"
}
resource "genesyscloud_user_roles" "u" {
  user_id = genesyscloud_user.u.id
}
resource "genesyscloud_group_roles" "g" {
  group_id = genesyscloud_group.g.id
  roles {
    role_id      = genesyscloud_auth_role.r.id
    division_ids = ["*"]
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
resource "genesyscloud_group" "g" {
  name       = "G"
  member_ids = []
  owner_ids  = [genesyscloud_user.u.id]
}
-- grantlint.toml
[[client]]
address = "genesyscloud_oauth_client.c"
acts-as = ["genesyscloud_user.u"]
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/routing/queues: undecided
-- unknown
whether owners are members

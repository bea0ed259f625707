# grantlint: calls GET /api/v2/routing/queues
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CODE"
  scopes                = ["routing:readonly"]
}
resource "genesyscloud_user" "u" {
  name  = "U"
  email = "u@example.com"
}
variable "ids" {
  type = list(string)
}
resource "genesyscloud_group" "g" {
  name       = "G"
  member_ids = var.ids
}
resource "genesyscloud_group_roles" "g" {
  group_id = genesyscloud_group.g.id
  roles {
    role_id = genesyscloud_auth_role.r.id
  }
}
resource "genesyscloud_user_roles" "a" {
  user_id = genesyscloud_user.u.id
  roles {
    role_id = genesyscloud_auth_role.s.id
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
resource "genesyscloud_auth_role" "s" {
  name = "s"
  permission_policies {
    domain      = "routing"
    entity_name = "skill"
    action_set  = ["view"]
  }
}
-- grantlint.toml
[[client]]
address = "genesyscloud_oauth_client.c"
acts-as = ["genesyscloud_user.u"]
-- unknown
who is in the group

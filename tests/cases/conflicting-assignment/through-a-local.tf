resource "genesyscloud_user" "u" {
  name  = "U"
  email = "u@example.com"
}
locals {
  bot = genesyscloud_user.u.id
}
resource "genesyscloud_user_roles" "a" {
  user_id = local.bot
  roles {
    role_id = genesyscloud_auth_role.r.id
  }
}
resource "genesyscloud_user_roles" "b" { # expect: conflicting-assignment
  user_id = "${genesyscloud_user.u.id}"
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

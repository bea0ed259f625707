resource "genesyscloud_user" "u" {
  for_each = toset(["a", "b"])
  name     = each.key
  email    = "${each.key}@example.com"
}
resource "genesyscloud_user_roles" "a" {
  for_each = genesyscloud_user.u
  user_id  = each.value.id
  roles {
    role_id = genesyscloud_auth_role.r.id
  }
}
resource "genesyscloud_user_roles" "b" { # expect: conflicting-assignment
  user_id = genesyscloud_user.u["b"].id
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

resource "genesyscloud_user" "u" {
  name  = "U"
  email = "u@example.com"
}
resource "genesyscloud_user_roles" "a" {
  for_each = { a = genesyscloud_user.u.id, b = "2f5b" }
  user_id  = each.value
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

resource "genesyscloud_user" "u" {
  name  = "U"
  email = "u@example.com"
}
resource "genesyscloud_user_roles" "a" {
  user_id = genesyscloud_user.u.id
  roles {
    role_id      = genesyscloud_auth_role.r.id
    division_ids = ["*"] # expect: sensitive-permission-everywhere
  }
}
resource "genesyscloud_auth_role" "r" {
  name = "r"
  permission_policies {
    domain      = "recording"
    entity_name = "recording"
    action_set  = ["view"]
  }
}

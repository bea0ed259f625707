resource "genesyscloud_user_roles" "a" {
  user_id = "2f5b"
  roles {
    role_id = genesyscloud_auth_role.r.id
  }
}
resource "genesyscloud_user_roles" "b" { # expect: conflicting-assignment
  user_id = "2f5b"
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

variable "a" {
  type = string
}
resource "genesyscloud_user_roles" "a" {
  user_id = var.a
  roles {
    role_id = genesyscloud_auth_role.r.id
  }
}
resource "genesyscloud_user_roles" "b" {
  user_id = var.a
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
-- unknown
who the users are

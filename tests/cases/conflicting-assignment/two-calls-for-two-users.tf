resource "genesyscloud_user" "v" {
  name  = "V"
  email = "v@example.com"
}
resource "genesyscloud_user" "u" {
  name  = "U"
  email = "u@example.com"
}
module "one" {
  source  = "./roles"
  user_id = genesyscloud_user.u.id
}
module "two" {
  source  = "./roles"
  user_id = genesyscloud_user.v.id
}
-- roles/main.tf
variable "user_id" {
  type = string
}
resource "genesyscloud_user_roles" "a" {
  user_id = var.user_id
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

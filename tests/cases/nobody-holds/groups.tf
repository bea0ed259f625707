-- policies/no-deleting.toml
id = "no-deleting"
summary = "what no-deleting says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "nobody-holds"
permissions = ["routing:queue:delete"]
types = ["genesyscloud_group"]
message = "`{address}` gives `{permission}`"
[example]
bad = "a"
good = "b"
-- main.tf
variable "x" {}
resource "genesyscloud_auth_role" "deletes" {
  name = "deletes"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["delete"] # expect: no-deleting
  }
}
resource "genesyscloud_auth_role" "views" {
  name = "views"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}
resource "genesyscloud_group" "bad" {
  name = "bad"
}
resource "genesyscloud_group_roles" "bad" {
  group_id = genesyscloud_group.bad.id
  roles { role_id = genesyscloud_auth_role.deletes.id }
}
resource "genesyscloud_group" "good" {
  name = "good"
}
resource "genesyscloud_group_roles" "good" {
  group_id = genesyscloud_group.good.id
  roles { role_id = genesyscloud_auth_role.views.id }
}
resource "genesyscloud_group" "unknown_role" {
  name = "unknown role"
}
resource "genesyscloud_group_roles" "unknown_role" {
  group_id = genesyscloud_group.unknown_role.id
  roles { role_id = var.x }
}
resource "genesyscloud_group" "no_roles" {
  name = "no roles"
}
resource "genesyscloud_group" "closed" {
  name          = "closed"
  roles_enabled = false
}
resource "genesyscloud_group_roles" "closed" {
  group_id = genesyscloud_group.closed.id
  roles { role_id = genesyscloud_auth_role.deletes.id }
}
resource "genesyscloud_group" "perhaps_closed" {
  name          = "perhaps closed"
  roles_enabled = var.x
}
resource "genesyscloud_group_roles" "perhaps_closed" {
  group_id = genesyscloud_group.perhaps_closed.id
  roles { role_id = genesyscloud_auth_role.deletes.id }
}
data "genesyscloud_user" "deletes" {
  name = "deletes"
}
resource "genesyscloud_user_roles" "deletes" {
  user_id = data.genesyscloud_user.deletes.id
  roles { role_id = genesyscloud_auth_role.deletes.id }
}
-- unknown
the roles of three groups, and whether two may have any

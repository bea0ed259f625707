-- policies/who-edits-must-see.toml
id = "who-edits-must-see"
summary = "what who-edits-must-see says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "also-holds"
types = ["genesyscloud_group"]
holds = ["routing:queue:edit"]
must-hold = ["routing:queue:view"]
message = "`{address}` gives `{permission}` and not {missing}"
[example]
bad = "a"
good = "b"
-- main.tf
variable "x" {}
resource "genesyscloud_auth_role" "edits" {
  name = "edits"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["edit"] # expect: who-edits-must-see
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
  roles { role_id = genesyscloud_auth_role.edits.id }
}
resource "genesyscloud_group" "good" {
  name = "good"
}
resource "genesyscloud_group_roles" "good" {
  group_id = genesyscloud_group.good.id
  roles { role_id = genesyscloud_auth_role.edits.id }
  roles { role_id = genesyscloud_auth_role.views.id }
}
resource "genesyscloud_group" "unknown" {
  name = "unknown"
}
resource "genesyscloud_group_roles" "unknown" {
  group_id = genesyscloud_group.unknown.id
  roles { role_id = genesyscloud_auth_role.edits.id }
  roles { role_id = var.x }
}
-- unknown
another role of a group

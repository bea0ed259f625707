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
    action_set  = ["edit"]
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
resource "genesyscloud_group" "edits" {
  name = "edits"
}
resource "genesyscloud_group_roles" "edits" {
  group_id = genesyscloud_group.edits.id
  roles { role_id = genesyscloud_auth_role.edits.id }
}
resource "genesyscloud_group_roles" "some_group" {
  group_id = var.x
  roles { role_id = genesyscloud_auth_role.views.id }
}
-- unknown
which group the second assignment is for

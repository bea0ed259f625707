-- policies/who-edits-must-see.toml
id = "who-edits-must-see"
summary = "what who-edits-must-see says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "also-holds"
holds = ["routing:queue:edit", "routing:queue:delete"]
must-hold-one-of = ["routing:queue:view", "routing:queue:search"]
message = "`{address}` holds `{permission}` and lacks {missing}"
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
resource "genesyscloud_oauth_client" "bad" {
  name                  = "bad"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_auth_role.edits.id }
}
resource "genesyscloud_oauth_client" "good" {
  name                  = "good"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_auth_role.edits.id }
  roles { role_id = genesyscloud_auth_role.views.id }
}
resource "genesyscloud_oauth_client" "neither" {
  name                  = "neither"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_auth_role.views.id }
}
resource "genesyscloud_oauth_client" "unknown" {
  name                  = "unknown"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_auth_role.edits.id }
  roles { role_id = var.x }
}

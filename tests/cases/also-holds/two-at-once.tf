-- policies/both-need-a-third.toml
id = "both-need-a-third"
summary = "what both-need-a-third says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "also-holds"
when = [{ holds = ["routing:queue:add"] }, { holds = ["routing:skill:*"] }]
must-hold = ["routing:queue:view"]
message = "`{address}` holds `{permission}` and lacks {missing}"
[example]
bad = "a"
good = "b"
-- main.tf
variable "x" {}
resource "genesyscloud_auth_role" "adds" {
  name = "adds"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["add"]
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
resource "genesyscloud_auth_role" "skills" {
  name = "skills"
  permission_policies {
    domain      = "routing"
    entity_name = "skill"
    action_set  = ["view"]
  }
}
resource "genesyscloud_oauth_client" "bad" { # expect: both-need-a-third
  name                  = "bad"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_auth_role.adds.id }
  roles { role_id = genesyscloud_auth_role.skills.id }
}
resource "genesyscloud_oauth_client" "good" {
  name                  = "good"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_auth_role.adds.id }
  roles { role_id = genesyscloud_auth_role.views.id }
  roles { role_id = genesyscloud_auth_role.skills.id }
}
resource "genesyscloud_oauth_client" "one" {
  name                  = "one"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_auth_role.adds.id }
}
resource "genesyscloud_oauth_client" "unknown" {
  name                  = "unknown"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_auth_role.adds.id }
  roles { role_id = var.x }
}

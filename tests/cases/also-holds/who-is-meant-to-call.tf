-- policies/callers-must-see.toml
id = "callers-must-see"
summary = "what callers-must-see says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "also-holds"
when = [{ calls = ["POST /api/v2/routing/queues"] }]
must-hold = ["routing:queue:view", "routing:skill:view"]
message = "`{address}` calls `{call}` and lacks {missing}"
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
# grantlint: calls POST /api/v2/routing/queues
resource "genesyscloud_oauth_client" "bad" { # expect: callers-must-see
  name                  = "bad"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_auth_role.adds.id }
  roles { role_id = genesyscloud_auth_role.skills.id }
}
# grantlint: calls POST /api/v2/routing/queues
resource "genesyscloud_oauth_client" "good" {
  name                  = "good"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_auth_role.adds.id }
  roles { role_id = genesyscloud_auth_role.views.id }
  roles { role_id = genesyscloud_auth_role.skills.id }
}
resource "genesyscloud_oauth_client" "calls_nothing" {
  name                  = "calls_nothing"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_auth_role.adds.id }
}
# grantlint: calls POST /api/v2/routing/queues
resource "genesyscloud_oauth_client" "unknown" {
  name                  = "unknown"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_auth_role.adds.id }
  roles { role_id = var.x }
}

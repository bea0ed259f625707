-- policies/no-such-role.toml
id = "no-such-role"
summary = "what no-such-role says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "nobody-holds"
permissions = ["routing:queue:delete"]
without-condition = true
types = ["genesyscloud_auth_role"]
message = "`{address}` grants `{permission}`"
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
    action_set  = ["delete"] # expect: no-such-role
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
resource "genesyscloud_auth_role" "unknown" {
  name = "unknown"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = var.x
  }
}
resource "genesyscloud_oauth_client" "all" {
  name                  = "all"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_auth_role.deletes.id }
  roles { role_id = genesyscloud_auth_role.views.id }
  roles { role_id = genesyscloud_auth_role.unknown.id }
}

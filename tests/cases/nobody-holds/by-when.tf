-- policies/no-deleting-by-code.toml
id = "no-deleting-by-code"
summary = "what no-deleting-by-code says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "nobody-holds"
permissions = ["routing:queue:delete"]
when = [{ any = [{ argument = "state", default = "active", equals = "active" }, { called = true }] }]
message = "`{address}` holds `{permission}` and is `{state}`"
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
    action_set  = ["delete"] # expect: no-deleting-by-code
  }
}
resource "genesyscloud_oauth_client" "active" {
  name                  = "active"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_auth_role.deletes.id }
}
resource "genesyscloud_oauth_client" "inactive" {
  name                  = "inactive"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  state = "inactive"
  roles { role_id = genesyscloud_auth_role.deletes.id }
}
resource "genesyscloud_oauth_client" "unknown" {
  name                  = "unknown"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  state = var.x
  roles { role_id = genesyscloud_auth_role.deletes.id }
}

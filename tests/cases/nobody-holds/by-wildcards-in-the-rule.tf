-- policies/no-oauth.toml
id = "no-oauth"
summary = "what no-oauth says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "nobody-holds"
permissions = ["oauth:*:*", "authorization:grant:*"]
message = "`{address}` holds `{permission}`"
[example]
bad = "a"
good = "b"
-- main.tf
variable "x" {}
resource "genesyscloud_auth_role" "clients" {
  name = "clients"
  permission_policies {
    domain      = "oauth"
    entity_name = "client"
    action_set  = ["edit"] # expect: no-oauth
  }
}
resource "genesyscloud_auth_role" "grants" {
  name = "grants"
  permission_policies {
    domain      = "authorization"
    entity_name = "grant"
    action_set  = ["*"] # expect: wildcard-permission, no-oauth
  }
}
resource "genesyscloud_auth_role" "queues" {
  name = "queues"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}
resource "genesyscloud_oauth_client" "oauth" {
  name                  = "oauth"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_auth_role.clients.id }
}
resource "genesyscloud_oauth_client" "grants" {
  name                  = "grants"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_auth_role.grants.id }
}
resource "genesyscloud_oauth_client" "queues" {
  name                  = "queues"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_auth_role.queues.id }
}
resource "genesyscloud_oauth_client" "unknown" {
  name                  = "unknown"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = var.x }
}

-- policies/open-queues.toml
id = "open-queues"
summary = "what open-queues says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "nobody-holds"
permissions = ["routing:queue:delete"]
in-every-division = true
message = "`{address}` holds `{permission}`"
[example]
bad = "a"
good = "b"
-- main.tf
variable "x" {}
resource "genesyscloud_auth_division" "one" { name = "one" }
resource "genesyscloud_auth_role" "deletes" {
  name = "deletes"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["delete"]
  }
}
resource "genesyscloud_oauth_client" "everywhere" {
  name                  = "everywhere"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { # expect: open-queues
    role_id     = genesyscloud_auth_role.deletes.id
    division_id = "*"
  }
}
resource "genesyscloud_oauth_client" "one" {
  name                  = "one"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.deletes.id
    division_id = genesyscloud_auth_division.one.id
  }
}
resource "genesyscloud_oauth_client" "unknown" {
  name                  = "unknown"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.deletes.id
    division_id = var.x
  }
}
resource "genesyscloud_oauth_client" "either" {
  name                  = "either"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.deletes.id
    division_id = var.x ? "*" : genesyscloud_auth_division.one.id
  }
}

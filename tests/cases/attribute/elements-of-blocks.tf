-- policies/no-conditions-by-or.toml
id = "no-conditions-by-or"
summary = "what no-conditions-by-or says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_auth_role"]
underline = "value"
message = "{value}"
must-not = { argument = "permission_policies.conditions.conjunction", equals = "OR" }
[example]
bad = "a"
good = "b"
-- policies/no-view-of-queues.toml
id = "no-view-of-queues"
summary = "what no-view-of-queues says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_auth_role"]
underline = "argument"
message = "m"
must-not = { argument = "permission_policies", some = { all = [{ argument = "entity_name", equals = "queue" }, { argument = "action_set", equals = "view" }] } }
[example]
bad = "a"
good = "b"
-- policies/one-domain.toml
id = "one-domain"
summary = "what one-domain says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_auth_role"]
underline = "value"
message = "{value}"
must = { argument = "permission_policies", every = { argument = "domain", equals = "routing" } }
[example]
bad = "a"
good = "b"
-- policies/few-policies.toml
id = "few-policies"
summary = "what few-policies says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_auth_role"]
message = "{count}"
must = { argument = "permission_policies", min-count = 1, max-count = 2 }
[example]
bad = "a"
good = "b"
-- main.tf
variable "x" {}
data "genesyscloud_user" "anybody" { email = "a@example.com" }
resource "genesyscloud_user_roles" "all" {
  user_id = data.genesyscloud_user.anybody.id
  roles { role_id = genesyscloud_auth_role.bad.id }
  roles { role_id = genesyscloud_auth_role.none.id }
  roles { role_id = genesyscloud_auth_role.good.id }
  roles { role_id = genesyscloud_auth_role.unknown.id }
}
resource "genesyscloud_auth_role" "bad" { # expect: few-policies
  name = "bad"
  permission_policies {
    domain      = "routing"
    entity_name = "queue" # expect: no-view-of-queues
    action_set  = ["add", "view"]
  }
  permission_policies {
    domain      = "recording" # expect: one-domain
    entity_name = "recording"
    action_set  = ["view"]
    conditions {
      conjunction = "OR" # expect: no-conditions-by-or
      terms {
        variable_name = "queue.name"
        operator      = "EQ"
        operands {
          type  = "SCALAR"
          value = "one"
        }
      }
    }
  }
  permission_policies {
    domain      = "routing"
    entity_name = "skill"
    action_set  = ["view"]
  }
}
resource "genesyscloud_auth_role" "none" { # expect: few-policies
  name        = "none"
  permissions = ["group_creation"]
}
resource "genesyscloud_auth_role" "good" {
  name = "good"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["add"]
  }
  permission_policies {
    domain      = "routing"
    entity_name = "skill"
    action_set  = ["view"]
  }
}
resource "genesyscloud_auth_role" "unknown" {
  name = "unknown"
  dynamic "permission_policies" {
    for_each = var.x
    content {
      domain      = permission_policies.value
      entity_name = "queue"
      action_set  = ["view"]
    }
  }
}

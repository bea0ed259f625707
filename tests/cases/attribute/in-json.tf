-- policies/few-policies.toml
id = "few-policies"
summary = "what few-policies says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_auth_role"]
message = "m"
must = { argument = "permission_policies", max-count = 1 }
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
-- policies/token-lifetime.toml
id = "token-lifetime"
summary = "what token-lifetime says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_oauth_client"]
message = "`{address}`"
must = { argument = "access_token_validity_seconds", default = 86400, max = 3600 }
[example]
bad = "a"
good = "b"
-- policies/client-id-by-reference.toml
id = "client-id-by-reference"
summary = "what client-id-by-reference says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["genesyscloud_integration_credential"]
message = "{value}"
must = { argument = "fields.clientId", refers-to = ["genesyscloud_oauth_client"] }
[example]
bad = "a"
good = "b"
-- main.tf.json
{
  "variable": { "x": {} },
  "resource": {
    "genesyscloud_auth_role": {
      "two": {
        "name": "two",
        "permission_policies": [
          { "domain": "routing", "entity_name": "queue", "action_set": ["add"] },
          { "domain": "routing", "entity_name": "queue",
            "action_set": ["view"] }
        ]
      },
      "one": {
        "name": "one",
        "permission_policies": { "domain": "routing", "entity_name": "queue", "action_set": ["add"] }
      }
    },
    "genesyscloud_oauth_client": {
      "usual": {
        "name": "usual", "authorized_grant_type": "CLIENT-CREDENTIALS",
        "roles": [ { "role_id": "${genesyscloud_auth_role.one.id}" }, { "role_id": "${genesyscloud_auth_role.two.id}" } ]
      },
      "short": {
        "name": "short", "authorized_grant_type": "CLIENT-CREDENTIALS", "access_token_validity_seconds": 600,
        "roles": { "role_id": "${genesyscloud_auth_role.one.id}" }
      },
      "unknown": {
        "name": "unknown", "authorized_grant_type": "CLIENT-CREDENTIALS", "access_token_validity_seconds": "${var.x}",
        "roles": { "role_id": "${genesyscloud_auth_role.one.id}" }
      }
    },
    "genesyscloud_integration_credential": {
      "by_reference": {
        "name": "by_reference", "credential_type_name": "pureCloudOAuthClient",
        "fields": { "clientId": "${genesyscloud_oauth_client.usual.id}" }
      },
      "by_variable": {
        "name": "by_variable", "credential_type_name": "pureCloudOAuthClient",
        "fields": { "clientId": "${var.x}" }
      },
      "literal": {
        "name": "literal", "credential_type_name": "pureCloudOAuthClient",
        "fields": { "clientId": "6a0b1c2d-0000-4000-8000-000000000000" }
      }
    }
  }
}
-- expect
main.tf.json:5 few-policies
main.tf.json:9 no-view-of-queues
main.tf.json:19 token-lifetime
main.tf.json:41 client-id-by-reference

-- main.tf.json
{
  "variable": {
    "action": {
      "type": "string"
    }
  },
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "name": "c",
        "authorized_grant_type": "CLIENT-CREDENTIALS",
        "roles": [{
          "role_id": "${genesyscloud_auth_role.r.id}",
          "division_id": "*"
        }]
      }
    },
    "genesyscloud_auth_role": {
      "r": {
        "name": "r",
        "permission_policies": [{
          "domain": "routing",
          "entity_name": "queue",
          "action_set": ["view", "${var.action}"]
        }]
      }
    }
  }
}
-- catalogue.toml
[[catalogue]]
division-aware = true
allows-conditions = false
permissions = ["routing:queue:view", "routing:queue:edit", "ours:thing:view"]

[[catalogue]]
division-aware = false
allows-conditions = true
permissions = ["analytics:conversationDetail:view"]

[[catalogue]]
permissions = ["recording:recording:view"]
-- grantlint.toml
rules = ["catalogue.toml"]
[[client]]
address = "genesyscloud_oauth_client.c"
calls = ["GET /api/v2/routing/queues"]
-- unknown
what `var.action` is

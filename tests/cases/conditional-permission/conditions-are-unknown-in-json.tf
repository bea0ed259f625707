-- main.tf.json
{
  "variable": {
    "queues": {
      "type": "list(string)"
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
          "domain": "analytics",
          "entity_name": "conversationDetail",
          "action_set": ["view"],
          "dynamic": {
            "conditions": {
              "for_each": "${var.queues}",
              "content": [{
                "conjunction": "AND",
                "terms": [{
                  "variable_name": "Conversation.queues",
                  "operator": "EQ",
                  "operands": [{
                    "type": "QUEUE",
                    "queue_id": "${conditions.value}"
                  }]
                }]
              }]
            }
          }
        }]
      }
    }
  }
}
-- grantlint.toml
[[client]]
address = "genesyscloud_oauth_client.c"
calls = ["GET /api/v2/analytics/conversations/{conversationId}/details"]
-- unknown
whether there are conditions

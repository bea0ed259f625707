# grantlint: calls GET /api/v2/analytics/conversations/{conversationId}/details
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.r.id
    division_id = "*"
  }
}
resource "genesyscloud_auth_role" "r" {
  name = "r"
  permission_policies {
    domain      = "analytics"
    entity_name = "conversationDetail"
    action_set  = ["view"]
    conditions { # expect: conditional-permission
      conjunction = "AND"
      terms {
        variable_name = "Conversation.queues"
        operator      = "EQ"
        operands {
          type     = "QUEUE"
          queue_id = "1"
        }
      }
    }
  }
}
-- grantlint.toml
rules = ["catalogue.toml"]
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
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/analytics/conversations/{conversationId}/details: granted, only under the conditions of its policy

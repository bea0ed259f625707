# grantlint: calls GET /api/v2/analytics/conversations/{conversationId}/details
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id = genesyscloud_auth_role.r.id
  }
  roles {
    role_id = data.genesyscloud_auth_role.d.id
  }
}
resource "genesyscloud_auth_role" "r" {
  name = "r"
  permission_policies {
    domain      = "analytics"
    entity_name = "conversationDetail"
    action_set  = ["view"]
    conditions {
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
data "genesyscloud_auth_role" "d" {
  name = "Admin"
}
-- unknown
what the other role holds

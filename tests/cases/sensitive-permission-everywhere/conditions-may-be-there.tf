variable "on" {
  type = bool
}
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
    domain      = "recording"
    entity_name = "recording"
    action_set  = ["view"]
    dynamic "conditions" {
      for_each = var.on ? [1] : []
      content {
        conjunction = "AND"
        terms {
          variable_name = "Conversation.queues"
          operator      = "EQ"
          operands {
            type     = "QUEUE"
            queue_id = "6a5b1f0a-5f5f-4f57-8c8d-0c0a3a6a2b11"
          }
        }
      }
    }
  }
}
-- unknown
whether the policy has conditions

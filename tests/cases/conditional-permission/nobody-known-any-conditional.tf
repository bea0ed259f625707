# grantlint: calls POST /api/v2/analytics/conversations/details/query
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "SAML2-BEARER"
  scopes                = ["analytics:readonly"]
}
resource "genesyscloud_user" "u" {
  name  = "U"
  email = "u@example.com"
}
resource "genesyscloud_user_roles" "u" {
  user_id = genesyscloud_user.u.id
  roles {
    role_id      = genesyscloud_auth_role.r.id
    division_ids = ["*"]
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
-- verdicts
genesyscloud_oauth_client.c POST /api/v2/analytics/conversations/details/query: undecided
-- unknown
nothing says which user signs in

# grantlint: calls POST /api/v2/analytics/conversations/details/query
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { # expect: conditional-permission
    role_id     = data.genesyscloud_auth_role.d.id
    division_id = "*"
  }
}
data "genesyscloud_auth_role" "d" {
  name = "Supervisor"
}
-- grantlint.toml
[[external-role]]
file = "roles.json"
-- roles.json
{"entities": [{"id": "9c1e5a52-7c0c-4e57-9f6e-2d4f2f0c7a11", "name": "Supervisor", "permissions": [], "permissionPolicies": [{"domain": "analytics", "entityName": "conversationDetail", "actionSet": ["view"], "allowConditions": false, "resourceConditionNode": {"conjunction": "AND", "terms": [{"variableName": "Conversation.queues", "operator": "EQ", "operands": [{"type": "QUEUE", "queue": {"id": "1"}}]}]}}], "userCount": 4, "roleNeedsUpdate": false, "base": false, "default": false, "selfUri": "/api/v2/authorization/roles/9c1e5a52-7c0c-4e57-9f6e-2d4f2f0c7a11"}], "pageSize": 25, "pageNumber": 1, "total": 1, "pageCount": 1, "selfUri": "/api/v2/authorization/roles?pageNumber=1"}
-- verdicts
genesyscloud_oauth_client.c POST /api/v2/analytics/conversations/details/query: granted, only under the conditions of its policy

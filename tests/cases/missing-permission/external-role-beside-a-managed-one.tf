# grantlint: calls GET /api/v2/routing/queues
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = "9c1e5a52-7c0c-4e57-9f6e-2d4f2f0c7a11"
    division_id = "*"
  }
}
resource "genesyscloud_auth_role" "r" {
  name            = "Supervisor"
  default_role_id = "supervisor"
  permission_policies {
    domain      = "routing"
    entity_name = "skill"
    action_set  = ["view"]
  }
}
-- grantlint.toml
[[external-role]]
file = "roles.json"
-- roles.json
{"entities": [{"id": "9c1e5a52-7c0c-4e57-9f6e-2d4f2f0c7a11", "name": "Supervisor", "defaultRoleId": "admin", "permissions": [], "permissionPolicies": [{"domain": "routing", "entityName": "queue", "actionSet": ["view"], "allowConditions": false}], "userCount": 4, "roleNeedsUpdate": false, "base": false, "default": false, "selfUri": "/api/v2/authorization/roles/9c1e5a52-7c0c-4e57-9f6e-2d4f2f0c7a11"}], "pageSize": 25, "pageNumber": 1, "total": 1, "pageCount": 1, "selfUri": "/api/v2/authorization/roles?pageNumber=1"}
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/routing/queues: granted

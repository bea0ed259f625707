# grantlint: calls GET /api/v2/routing/queues/{queueId}/comparisonperiods
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "SAML2-BEARER"
  scopes                = ["routing:readonly"]
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
  roles {
    role_id      = data.genesyscloud_auth_role.d.id
    division_ids = ["*"]
  }
}
resource "genesyscloud_auth_role" "r" {
  name = "r"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}
data "genesyscloud_auth_role" "d" {
  name = "Supervisor"
}
-- grantlint.toml
[[external-role]]
file = "roles.json"
-- roles.json
{"entities": [{"id": "0d5", "name": "Supervisor", "permissions": [], "permissionPolicies": [
  {"domain": "routing", "entityName": "comparisonPeriod", "actionSet": ["*"], "allowConditions": false}
]}], "pageNumber": 1, "pageCount": 1}
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/routing/queues/{queueId}/comparisonperiods: undecided
-- unknown
nothing says which user signs in

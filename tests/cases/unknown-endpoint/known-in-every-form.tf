# grantlint: calls GET /api/v2/routing/queues?pageSize=1, get /api/v2/routing/queues/{id}, GET https://api.mypurecloud.ie/api/v2/routing/queues/1
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
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}

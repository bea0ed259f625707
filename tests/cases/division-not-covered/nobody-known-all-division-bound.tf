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
    role_id      = genesyscloud_auth_role.everywhere.id
    division_ids = ["*"]
  }
  roles {
    role_id      = genesyscloud_auth_role.chicago.id
    division_ids = [genesyscloud_auth_division.chicago.id]
  }
}
resource "genesyscloud_auth_role" "everywhere" {
  name = "everywhere"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}
resource "genesyscloud_auth_role" "chicago" {
  name = "chicago"
  permission_policies {
    domain      = "routing"
    entity_name = "comparisonPeriod"
    action_set  = ["view"]
  }
}
resource "genesyscloud_auth_division" "chicago" {
  name = "Chicago"
}
resource "genesyscloud_auth_division" "boston" {
  name = "Boston"
}
-- grantlint.toml
[[client]]
address = "genesyscloud_oauth_client.c"
divisions = ["genesyscloud_auth_division.chicago", "genesyscloud_auth_division.boston"]
-- verdicts
genesyscloud_oauth_client.c GET /api/v2/routing/queues/{queueId}/comparisonperiods: undecided
-- unknown
nothing says which user signs in

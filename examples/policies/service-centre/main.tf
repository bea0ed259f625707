variable "more" {
  type = list(string)
}

resource "genesyscloud_auth_role" "export" {
  name = "Export"
  permission_policies {
    domain      = "recording"
    entity_name = "recording"
    action_set  = ["view"]
  }
}

resource "genesyscloud_oauth_client" "export" {
  name                  = "export"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id = genesyscloud_auth_role.export.id
  }
}

# What else this one may do is not known: nothing is said.
resource "genesyscloud_auth_role" "open" {
  name = "Open"
  permission_policies {
    domain      = "recording"
    entity_name = "job"
    action_set  = ["add"]
  }
  permission_policies {
    domain      = "recording"
    entity_name = "annotation"
    action_set  = var.more
  }
}

resource "genesyscloud_oauth_client" "open" {
  name                  = "open"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id = genesyscloud_auth_role.open.id
  }
}

resource "genesyscloud_oauth_client" "copy" {
  name                  = "copy"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id = genesyscloud_auth_role.export.id
  }
}

resource "genesyscloud_oauth_client" "weekly" {
  name                  = "report-weekly"
  authorized_grant_type = "CODE"
  scopes                = ["users", "routing:readonly", "analytics:readonly", "authorization"]
  # grantlint: calls GET /api/v2/routing/queues
  # grantlint: calls PATCH /api/v2/users/{userId}
}

resource "genesyscloud_oauth_client" "app" {
  name                  = "app"
  authorized_grant_type = "CODE"
  scopes                = ["routing"]
  # grantlint: calls DELETE /api/v2/routing/queues/{queueId}
}

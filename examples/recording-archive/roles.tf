resource "genesyscloud_auth_role" "archive" {
  name        = "Recording archive"
  description = "Exports recordings to the archive"

  permission_policies {
    domain      = "recording"
    entity_name = "recording"
    action_set  = var.export_actions
  }

  permission_policies {
    domain      = "analytics"
    entity_name = "*"
    action_set  = ["view"]
  }

  permissions = ["routing:queue:view"]
}

resource "genesyscloud_auth_role" "archive_admin" {
  name = "Recording archive administration"

  permission_policies {
    domain      = "recording"
    entity_name = "retentionPolicy"
    action_set  = ["view", "edit"]
  }
}

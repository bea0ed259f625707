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

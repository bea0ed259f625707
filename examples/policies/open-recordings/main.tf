variable "division_id" {
  type = string
}

resource "genesyscloud_auth_role" "quality" {
  name = "Quality"
  permission_policies {
    domain      = "recording"
    entity_name = "*"
    action_set  = ["*"]
  }
}

resource "genesyscloud_oauth_client" "quality" {
  name                  = "quality"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.quality.id
    division_id = "*"
  }
}

# Which division that is, is not known: nothing is said.
resource "genesyscloud_oauth_client" "regional" {
  name                  = "regional"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.quality.id
    division_id = var.division_id
  }
}

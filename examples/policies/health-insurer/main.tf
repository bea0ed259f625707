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

# Its tokens are short, and it works in one division.
resource "genesyscloud_auth_division" "claims" {
  name = "Claims"
}

resource "genesyscloud_oauth_client" "claims" {
  name                          = "claims"
  authorized_grant_type         = "CLIENT-CREDENTIALS"
  access_token_validity_seconds = 600
  roles {
    role_id     = genesyscloud_auth_role.quality.id
    division_id = genesyscloud_auth_division.claims.id
  }
}

resource "genesyscloud_auth_role" "evaluator" {
  name = "Evaluator"
  permission_policies {
    domain      = "quality"
    entity_name = "evaluation"
    action_set  = ["add", "edit"]
  }
}

resource "genesyscloud_auth_role" "arbiter" {
  name = "Arbiter"
  permission_policies {
    domain      = "quality"
    entity_name = "evaluation"
    action_set  = ["delete"]
  }
}

resource "genesyscloud_user" "lead" {
  name  = "Team lead"
  email = "lead@example.com"
}

# Each role is as it should be, and both are not.
resource "genesyscloud_user_roles" "lead" {
  user_id = genesyscloud_user.lead.id
  roles {
    role_id = genesyscloud_auth_role.evaluator.id
  }
  roles {
    role_id = genesyscloud_auth_role.arbiter.id
  }
}

resource "genesyscloud_auth_role" "transcripts" {
  name = "Transcripts"
  permission_policies {
    domain      = "speechAndTextAnalytics"
    entity_name = "data"
    action_set  = ["view"]
  }
}

resource "genesyscloud_oauth_client" "transcripts" {
  name                  = "transcripts"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.transcripts.id
    division_id = "*"
  }
}

resource "genesyscloud_integration_credential" "actions" {
  name                 = "Actions"
  credential_type_name = "pureCloudOAuthClient"
  fields = {
    clientId = "0e0b1c2d-3f40-4a51-8b62-9c73ad84be95"
  }
}

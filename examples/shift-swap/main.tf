# A data action fetches the screen recording of a shift swap. The role holds two
# of the three permissions that a forum thread asks for.

terraform {
  required_providers {
    genesyscloud = {
      source = "mypurecloud/genesyscloud"
    }
  }
}

resource "genesyscloud_auth_role" "shift_swap_archive" {
  name        = "Shift swap archive"
  permissions = ["recording:view", "wfm:view"]
}

resource "genesyscloud_oauth_client" "shift_swap_archive" {
  name                        = "Shift swap archive"
  authorized_grant_type       = "CLIENT-CREDENTIALS"
  integration_credential_name = "Shift swap archive"

  roles {
    role_id     = genesyscloud_auth_role.shift_swap_archive.id
    division_id = "*"
  }
}

resource "genesyscloud_integration" "shift_swap_archive" {
  integration_type = "purecloud-data-actions"
  intended_state   = "ENABLED"

  config {
    name = "Shift swap archive"
    credentials = {
      pureCloudOAuthClient = genesyscloud_oauth_client.shift_swap_archive.integration_credential_id
    }
  }
}

resource "genesyscloud_integration_action" "screen_recordings" {
  name           = "Screen recordings of a shift swap"
  category       = "Shift swaps"
  integration_id = genesyscloud_integration.shift_swap_archive.id

  contract_input  = jsonencode({ type = "object", properties = {} })
  contract_output = jsonencode({ type = "object", properties = {} })

  config_request {
    request_type         = "GET"
    request_url_template = "/api/v2/recordings/screen"
  }
}

resource "genesyscloud_integration_credential" "callback_service" {
  name                 = "Callback service"
  credential_type_name = "pureCloudOAuthClient"
  fields = {
    clientId = genesyscloud_oauth_client.callback_service.id
  }
}

resource "genesyscloud_integration" "callback_service" {
  integration_type = "purecloud-data-actions"
  intended_state   = "ENABLED"

  config {
    name = "Callback service"
    credentials = {
      pureCloudOAuthClient = genesyscloud_integration_credential.callback_service.id
    }
  }
}

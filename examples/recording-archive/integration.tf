resource "genesyscloud_integration" "archive" {
  integration_type = "purecloud-data-actions"

  config {
    name = "Recording archive"
    credentials = {
      pureCloudOAuthClient = genesyscloud_integration_credential.archive.id
    }
  }
}

resource "genesyscloud_integration_credential" "archive" {
  name                 = "Recording archive"
  credential_type_name = "pureCloudOAuthClient"
  fields = {
    clientId     = genesyscloud_oauth_client.archive.client_id
    clientSecret = genesyscloud_oauth_client.archive.client_secret
  }
}

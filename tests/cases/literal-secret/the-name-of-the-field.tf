resource "genesyscloud_integration_credential" "k" {
  name                 = "k"
  credential_type_name = "pureCloudOAuthClient"
  fields = {
    clientId     = "2fd4f0ec-2a4c-4f9d-8a33-37b5c9a7ad2f"
    clientSecret = "client_secret"
  }
}
resource "genesyscloud_integration_credential" "other" {
  name                 = "other"
  credential_type_name = "basicAuth"
  fields = {
    userName = "svc"
    password = "client_secret_9f2kd" # expect: literal-secret
  }
}

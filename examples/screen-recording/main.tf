# A quality team fetches screen recordings. Scopes, permissions and the security
# profile are the ones that a forum thread names.

terraform {
  required_providers {
    genesyscloud = {
      source = "mypurecloud/genesyscloud"
    }
  }
}

resource "genesyscloud_oauth_client" "qa_screen_fetcher" {
  name        = "QA screen recordings"
  description = "Fetches screen recordings for reviews"
  scopes = [
    "recording:view",
    "screen_recording:read",
    "agent:login:read",
  ]
  redirect_uris = []
}

resource "genesyscloud_security_profile" "screen_reader" {
  name        = "Screen reader"
  description = "Reads screen recordings"
  permissions = [
    "recording:view",
    "screen_recording:read",
  ]
}

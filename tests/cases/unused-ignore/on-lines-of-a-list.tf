resource "genesyscloud_oauth_client" "app" {
  name                     = "App"
  authorized_grant_type    = "TOKEN" # grantlint: ignore[deprecated-grant-type] until March
  registered_redirect_uris = ["https://app.example.com/"]
  scopes = [
    "recordings",
    "recordings:read",  // grantlint: ignore[unknown-scope] made up
    /* grantlint: ignore[unknown-scope] made up as well */ "recordings:write",
    # grantlint: ignore[unknown-scope] the line below
    "recordings:look",
    "recordings:see", # expect: unknown-scope
  ]
}

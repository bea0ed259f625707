-- policies/few-permissions.toml
id = "few-permissions"
summary = "what few-permissions says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "attribute"
types = ["permission-set"]
underline = "argument"
message = "{count}"
must = { argument = "permissions", max-count = 1 }
[example]
bad = "a"
good = "b"
-- main.tf
resource "genesyscloud_permissionset" "two" { # expect: unknown-resource-type
  permissions = ["routing:queue:view", "routing:queue:add"] # expect: few-permissions
}
resource "genesyscloud_permissionset" "one" { # expect: unknown-resource-type
  permissions = ["routing:queue:view"]
}
resource "genesyscloud_oauth_client" "both" {
  name                  = "both"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_permissionset.one.id }
  roles { role_id = genesyscloud_permissionset.two.id }
}

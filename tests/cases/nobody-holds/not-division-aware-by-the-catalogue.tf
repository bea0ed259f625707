-- policies/recordings-everywhere.toml
id = "recordings-everywhere"
summary = "what recordings-everywhere says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "nobody-holds"
permissions = ["recording:recording:*", "ours:thing:*"]
in-every-division = true
message = "`{address}` holds `{permission}`"
[example]
bad = "a"
good = "b"
-- policies/catalogue.toml
[[catalogue]]
division-aware = false
permissions = ["recording:recording:view", "ours:thing:view", "ours:thing:edit"]
[[catalogue]]
division-aware = true
permissions = ["recording:recording:delete"]
-- main.tf
resource "genesyscloud_auth_role" "views" {
  name = "views"
  permission_policies {
    domain      = "recording"
    entity_name = "recording"
    action_set  = ["view"]
  }
}
resource "genesyscloud_auth_role" "both" {
  name = "both"
  permission_policies {
    domain      = "recording"
    entity_name = "recording"
    action_set  = ["view", "delete"]
  }
}
resource "genesyscloud_oauth_client" "everywhere" {
  name                  = "everywhere"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.views.id
    division_id = "*"
  }
}
resource "genesyscloud_oauth_client" "home" {
  name                  = "home"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id = genesyscloud_auth_role.both.id
  }
}
resource "genesyscloud_oauth_client" "both" {
  name                  = "both"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { # expect: recordings-everywhere
    role_id     = genesyscloud_auth_role.both.id
    division_id = "*"
  }
}
resource "genesyscloud_auth_role" "ours" {
  name = "ours"
  permission_policies {
    domain      = "ours"
    entity_name = "thing"
    action_set  = ["*"] # expect: wildcard-permission
  }
}
resource "genesyscloud_oauth_client" "ours" {
  name                  = "ours"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.ours.id
    division_id = "*"
  }
}

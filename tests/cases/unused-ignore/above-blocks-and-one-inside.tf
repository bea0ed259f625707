# grantlint: ignore[wildcard-permission, unknown-permission] all of it is looked at twice a year
# grantlint: ignore[unassigned-role] people assign it by hand
resource "genesyscloud_auth_role" "all" {
  name = "All"
  permission_policies {
    domain      = "routing"
    entity_name = "*"
    action_set  = ["view"]
  }
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["vieww"]
  }
}

# grantlint: ignore[wildcard-permission] a blank line below parts it from the role; expect: unused-ignore

resource "genesyscloud_auth_role" "more" { # expect: unassigned-role
  name = "More"
  # grantlint: ignore[wildcard-permission] this policy alone
  permission_policies {
    domain      = "routing"
    entity_name = "*"
    action_set  = ["view"]
  }
  permission_policies {
    domain      = "routing"
    entity_name = "*" # expect: wildcard-permission
    action_set  = ["view"]
  }
}

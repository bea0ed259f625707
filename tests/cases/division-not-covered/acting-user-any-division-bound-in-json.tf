-- main.tf.json
{
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "name": "c",
        "authorized_grant_type": "CODE",
        "scopes": ["analytics:readonly"]
      }
    },
    "genesyscloud_user": {
      "u": {
        "name": "U",
        "email": "u@example.com"
      }
    },
    "genesyscloud_user_roles": {
      "u": {
        "user_id": "${genesyscloud_user.u.id}",
        "roles": [{
          "role_id": "${genesyscloud_auth_role.r.id}",
          "division_ids": ["${genesyscloud_auth_division.chicago.id}"]
        }]
      }
    },
    "genesyscloud_auth_role": {
      "r": {
        "name": "r",
        "permission_policies": [{
          "domain": "analytics",
          "entity_name": "conversationDetail",
          "action_set": ["view"]
        }]
      }
    },
    "genesyscloud_auth_division": {
      "chicago": {
        "name": "Chicago"
      },
      "boston": {
        "name": "Boston"
      }
    }
  }
}
-- grantlint.toml
[[client]]
address = "genesyscloud_oauth_client.c"
calls = ["POST /api/v2/analytics/conversations/details/query"]
acts-as = ["genesyscloud_user.u"]
divisions = ["genesyscloud_auth_division.chicago", "genesyscloud_auth_division.boston"]
-- verdicts
genesyscloud_oauth_client.c POST /api/v2/analytics/conversations/details/query: granted, only in `genesyscloud_auth_division.chicago`
-- expect
main.tf.json:19 division-not-covered

-- main.tf.json
{
  "resource": {
    "genesyscloud_oauth_client": {
      "c": {
        "name": "c",
        "authorized_grant_type": "CLIENT-CREDENTIALS",
        "roles": [{
          "role_id": "${genesyscloud_auth_role.r.id}"
        }]
      }
    },
    "genesyscloud_auth_role": {
      "r": {
        "name": "r",
        "permission_policies": [{
          "domain": "recording",
          "entity_name": "recording",
          "action_set": ["view"]
        }]
      }
    }
  }
}
-- grantlint.toml
[[client]]
address = "genesyscloud_oauth_client.c"
calls = ["GET /api/v2/conversations/{conversationId}/recordings"]
-- expect
main.tf.json:13 partial-answer

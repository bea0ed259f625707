-- policies/four-eyes.toml
id = "four-eyes"
summary = "what four-eyes says"
severity = "error"
why = "Because."
fix = "Mend it."
[check]
kind = "nobody-holds"
permissions = ["quality:evaluation:edit"]
together-with = ["quality:evaluation:release"]
types = ["genesyscloud_user", "genesyscloud_oauth_client"]
except = ["genesyscloud_user.boss"]
message = "`{address}` holds `{permission}` and `{other}`"
[example]
bad = "a"
good = "b"
-- main.tf
variable "x" {}
resource "genesyscloud_auth_role" "edits" {
  name = "edits"
  permission_policies {
    domain      = "quality"
    entity_name = "evaluation"
    action_set  = ["edit"] # expect: four-eyes
  }
}
resource "genesyscloud_auth_role" "releases" {
  name = "releases"
  permission_policies {
    domain      = "quality"
    entity_name = "evaluation"
    action_set  = ["release"]
  }
}
resource "genesyscloud_user" "both" {
  name  = "both"
  email = "both@example.com"
}
resource "genesyscloud_user_roles" "both" {
  user_id = genesyscloud_user.both.id
  roles { role_id = genesyscloud_auth_role.edits.id }
  roles { role_id = genesyscloud_auth_role.releases.id }
}
resource "genesyscloud_user" "one" {
  name  = "one"
  email = "one@example.com"
}
resource "genesyscloud_user_roles" "one" {
  user_id = genesyscloud_user.one.id
  roles { role_id = genesyscloud_auth_role.edits.id }
}
resource "genesyscloud_user" "boss" {
  name  = "boss"
  email = "boss@example.com"
}
resource "genesyscloud_user_roles" "boss" {
  user_id = genesyscloud_user.boss.id
  roles { role_id = genesyscloud_auth_role.edits.id }
  roles { role_id = genesyscloud_auth_role.releases.id }
}
resource "genesyscloud_user" "unknown" {
  name  = "unknown"
  email = "unknown@example.com"
}
resource "genesyscloud_user_roles" "unknown" {
  user_id = genesyscloud_user.unknown.id
  roles { role_id = genesyscloud_auth_role.edits.id }
  roles { role_id = var.x }
}

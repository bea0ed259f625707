variable "divisions" {
  type = map(string)
}
variable "division" {
  type = string
}
# grantlint: calls POST /api/v2/authorization/subjects/{subjectId}/bulkreplace
resource "genesyscloud_oauth_client" "parts" {
  name                  = "parts"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.add.id
    division_id = var.divisions["a"]
  }
  roles {
    role_id     = genesyscloud_auth_role.delete.id
    division_id = var.divisions["b"]
  }
}
# grantlint: calls POST /api/v2/authorization/subjects/{subjectId}/bulkreplace
resource "genesyscloud_oauth_client" "one_role" {
  name                  = "one_role"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.both.id
    division_id = var.divisions["a"]
  }
}
# grantlint: calls POST /api/v2/authorization/subjects/{subjectId}/bulkreplace
resource "genesyscloud_oauth_client" "beside" {
  name                  = "beside"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.add.id
    division_id = var.division
  }
  roles {
    role_id     = genesyscloud_auth_role.delete.id
    division_id = var.divisions["a"]
  }
}
# grantlint: calls POST /api/v2/authorization/subjects/{subjectId}/bulkreplace
resource "genesyscloud_oauth_client" "through_a_local" {
  name                  = "through_a_local"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.add.id
    division_id = local.division
  }
  roles {
    role_id     = genesyscloud_auth_role.delete.id
    division_id = var.division
  }
}
locals {
  division = var.division
}
resource "genesyscloud_auth_role" "add" {
  name = "add"
  permission_policies {
    domain      = "authorization"
    entity_name = "grant"
    action_set  = ["add"]
  }
}
resource "genesyscloud_auth_role" "delete" {
  name = "delete"
  permission_policies {
    domain      = "authorization"
    entity_name = "grant"
    action_set  = ["delete"]
  }
}
resource "genesyscloud_auth_role" "both" {
  name = "both"
  permission_policies {
    domain      = "authorization"
    entity_name = "grant"
    action_set  = ["add", "delete"]
  }
}
-- verdicts
genesyscloud_oauth_client.beside POST /api/v2/authorization/subjects/{subjectId}/bulkreplace: undecided
genesyscloud_oauth_client.one_role POST /api/v2/authorization/subjects/{subjectId}/bulkreplace: granted, only in divisions that are not known
genesyscloud_oauth_client.parts POST /api/v2/authorization/subjects/{subjectId}/bulkreplace: undecided
genesyscloud_oauth_client.through_a_local POST /api/v2/authorization/subjects/{subjectId}/bulkreplace: granted, only in divisions that are not known
-- unknown
which divisions the parts of a variable are

# A compliance team downloads recordings for its archive. The permissions are
# the ones that a forum thread names; no such type or name is published.

terraform {
  required_providers {
    genesyscloud = {
      source = "mypurecloud/genesyscloud"
    }
  }
}

resource "genesyscloud_permissionset" "compliance_exporter" {
  name        = "Compliance Exporter"
  description = "Downloads recordings for the compliance archive"
  permissions = [
    "view_recordings",
    "export_recordings",
  ]
}

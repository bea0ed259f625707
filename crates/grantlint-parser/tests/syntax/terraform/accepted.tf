# Every construct of the language once, as `terraform fmt` accepts it.
terraform {
  required_providers {
    genesyscloud = { source = "mypurecloud/genesyscloud" }
  }
}

variable "regions" {
  type    = map(object({ name = string, enabled = optional(bool, true) }))
  default = {} // none
}

locals {
  number   = 1.5e3 * -2 % 7
  chosen   = var.regions["eu"].enabled && !local.off ? "on" : local.n >= 2 ? "some" : "off"
  names    = [for key, region in var.regions : upper(region.name) if region.enabled]
  by_name  = { for key, region in var.regions : region.name => key... }
  nested   = { a = 1, "b" : [2, { (local.key) = 3 }], }
  template = "v${local.number} ${~ "é\u00e9\n" ~} $${x} %{if local.off}a%{else}b%{endif}"
  loop     = "%{for region in var.regions~} ${region.name}, %{endfor}"
  ids      = genesyscloud_user.agents.*.id
  all      = genesyscloud_user.agents[*].roles[0]
  legacy   = genesyscloud_user.agents.0.id
  call     = provider::time::rfc3339_parse(max(local.numbers...))
  /* a comment
     of two lines */
  parens   = (
    1 +
    2
  )
  text = <<EOT
plain ${local.number}
  %{~ if local.off ~}
  off
  %{~ endif ~}
EOT
  script = <<-EOT
    first
      second ${local.names[0]}
    EOT
}

resource "genesyscloud_auth_role" "supervisor" {
  name        = "Supervisor"
  permissions = ["admin"]

  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["*"]
  }

  lifecycle { ignore_changes = [name] }
}

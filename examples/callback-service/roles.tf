locals {
  # What the service needs, by entity.
  callback_permissions = {
    callback  = { domain = "conversation", actions = var.callback_actions }
    queue     = { domain = "routing", actions = ["view"] }
    datatable = { domain = "architect", actions = ["view"] }
  }
}

resource "genesyscloud_auth_role" "callback_service" {
  name        = "Callback service"
  description = "Offers callbacks and looks up queues"

  dynamic "permission_policies" {
    for_each = local.callback_permissions
    content {
      domain      = permission_policies.value.domain
      entity_name = permission_policies.key
      action_set  = permission_policies.value.actions
    }
  }

  permission_policies {
    domain      = "conversation"
    entity_name = "communication"
    action_set  = ["view", "disconnect"]
  }
}

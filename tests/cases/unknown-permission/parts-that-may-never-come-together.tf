variable "queues" {
  type = bool
}
resource "genesyscloud_auth_role" "r" {
  name            = "r"
  default_role_id = "supervisor"
  permission_policies {
    domain      = "routing"
    entity_name = var.queues ? "queue" : "queueMember"
    action_set  = [var.queues ? "view" : "manage"]
  }
}
-- unknown
which entity and which action it is

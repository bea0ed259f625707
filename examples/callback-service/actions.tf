module "create_callback" {
  source         = "./modules/action"
  name           = "Create callback"
  integration_id = genesyscloud_integration.callback_service.id
  method         = "POST"
  url            = "/api/v2/conversations/callbacks"
  body           = "$${input.rawRequest}"
}

module "find_queue" {
  source         = "./modules/action"
  name           = "Find queue by name"
  integration_id = genesyscloud_integration.callback_service.id
  method         = "GET"
  url            = "/api/v2/routing/queues?name=$esc.url($${input.queueName})"
}

module "opening_hours" {
  source         = "./modules/action"
  name           = "Look up opening hours"
  integration_id = genesyscloud_integration.callback_service.id
  method         = "GET"
  url            = "/api/v2/flows/datatables/$${input.tableId}/rows/$${input.queueName}?showbrief=false"
}

module "end_callback" {
  source         = "./modules/action"
  name           = "End callback"
  integration_id = genesyscloud_integration.callback_service.id
  method         = "PATCH"
  url            = "/api/v2/conversations/callbacks/$${input.conversationId}"
  body           = jsonencode({ state = "disconnected" })
}

resource "genesyscloud_integration_action" "request_export" {
  name           = "Request export"
  category       = "Recording archive"
  integration_id = genesyscloud_integration.archive.id

  contract_input  = jsonencode({ type = "object", properties = {} })
  contract_output = jsonencode({ type = "object", properties = {} })

  config_request {
    request_type         = "POST"
    request_url_template = "/api/v2/recording/batchrequests"
  }
}

resource "genesyscloud_integration_action" "find_queue" {
  name           = "Find queue"
  category       = "Recording archive"
  integration_id = genesyscloud_integration.archive.id

  contract_input  = jsonencode({ type = "object", properties = {} })
  contract_output = jsonencode({ type = "object", properties = {} })

  config_request {
    request_type         = "GET"
    request_url_template = "/api/v2/routing/queues/$${input.queueId}"
  }
}

resource "genesyscloud_integration_action" "export_state" {
  name           = "State of an export"
  category       = "Recording archive"
  integration_id = genesyscloud_integration.archive.id

  contract_input  = jsonencode({ type = "object", properties = {} })
  contract_output = jsonencode({ type = "object", properties = {} })

  config_request {
    request_type         = "GET"
    request_url_template = "/api/v2/recording/batchrequest/$${input.jobId}"
  }
}

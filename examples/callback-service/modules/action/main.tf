terraform {
  required_providers {
    genesyscloud = {
      source = "mypurecloud/genesyscloud"
    }
  }
}

variable "name" {
  description = "Name of the data action"
  type        = string
}

variable "integration_id" {
  description = "Integration that the data action belongs to"
  type        = string
}

variable "method" {
  description = "HTTP method of the request"
  type        = string
}

variable "url" {
  description = "Path of the request, with Velocity for its parameters"
  type        = string
}

variable "body" {
  description = "Body of the request, if it has one"
  type        = string
  default     = null
}

resource "genesyscloud_integration_action" "this" {
  name           = var.name
  category       = "Callback service"
  integration_id = var.integration_id

  contract_input = jsonencode({
    type       = "object"
    properties = {}
  })
  contract_output = jsonencode({
    type       = "object"
    properties = {}
  })

  config_request {
    request_type         = var.method
    request_url_template = var.url
    request_template     = var.body
  }

  config_response {
    success_template = "$${rawResult}"
  }
}

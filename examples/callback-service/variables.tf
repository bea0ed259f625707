variable "region" {
  description = "Region of the organisation"
  type        = string
  default     = "us-east-1"
}

variable "callback_actions" {
  description = "What the callback service may do with callbacks"
  type        = set(string)
  default     = ["create", "view"]
}

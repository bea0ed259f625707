variable "region" {
  description = "Region of the organisation"
  type        = string
  default     = "us-east-1"
}

variable "export_actions" {
  description = "What the archive may do with recordings"
  type        = list(string)
  default     = ["veiw"]
}

variable "reviewer_role_id" {
  description = "Role of the reviewers, made in the admin console"
  type        = string
}

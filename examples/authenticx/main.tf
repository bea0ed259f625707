# A vendor sources conversations and recordings. The role holds what the vendor's
# guide asks for.

terraform {
  required_providers {
    genesyscloud = {
      source = "mypurecloud/genesyscloud"
    }
  }
}

resource "genesyscloud_auth_division" "sourced" {
  name = "Sourced queues"
}

resource "genesyscloud_auth_role" "authenticx" {
  name        = "Authenticx"
  description = "Sources conversations and recordings"

  permission_policies {
    domain      = "conversation"
    entity_name = "communication"
    action_set  = ["view"]
  }

  permission_policies {
    domain      = "conversation"
    entity_name = "message"
    action_set  = ["view"]
  }

  permission_policies {
    domain      = "conversation"
    entity_name = "webmessaging"
    action_set  = ["view"]
  }

  permission_policies {
    domain      = "analytics"
    entity_name = "conversationDetail"
    action_set  = ["view"]
  }

  permission_policies {
    domain      = "analytics"
    entity_name = "agentConversationDetail"
    action_set  = ["view"]
  }

  permission_policies {
    domain      = "recording"
    entity_name = "annotation"
    action_set  = ["view"]
  }

  permission_policies {
    domain      = "recording"
    entity_name = "recording"
    action_set  = ["view", "viewSensitiveData"]
  }

  permission_policies {
    domain      = "recording"
    entity_name = "recordingSegment"
    action_set  = ["view"]
  }

  permission_policies {
    domain      = "recording"
    entity_name = "screenRecording"
    action_set  = ["view"]
  }

  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}

resource "genesyscloud_oauth_client" "authenticx" {
  name                  = "Authenticx"
  description           = "Sources conversations and recordings"
  authorized_grant_type = "CLIENT-CREDENTIALS"

  roles {
    role_id     = genesyscloud_auth_role.authenticx.id
    division_id = genesyscloud_auth_division.sourced.id
  }
}

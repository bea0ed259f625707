//! What findings say: the message, the text that is underlined, the related places in
//! their order, the help.

use crate::harness::{Memory, check_files};

const ROLE: &str = r#"
resource "genesyscloud_auth_role" "reader" {
  name = "Reader"
  permission_policies {
    domain      = "routing"
    entity_name = "skill"
    action_set  = ["view"]
  }
}
"#;

const CLIENT: &str = r#"
resource "genesyscloud_oauth_client" "exporter" {
  name                  = "Exporter"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id = genesyscloud_auth_role.reader.id
  }
}
"#;

/// The first finding of a rule, as a page: severity and message, `^` and what is
/// underlined, `-` and each related place with its words, `=` and each line of help.
#[track_caller]
fn check(rule: &str, text: &str, expected: &str) {
    let checked = check_files(&Memory::parse(text));
    let sources = &checked.loaded.sources;
    let found = checked.report.findings.iter().find(|it| it.rule == rule);
    let Some(finding) = found else {
        panic!("no finding of {rule}:\n{}", checked.listing());
    };
    let mut page = format!("{}: {}\n", finding.severity, finding.message);
    page += &format!("^ {}\n", sources.slice(finding.primary.at));
    for label in &finding.related {
        let line = sources.slice(label.at).lines().next().unwrap_or_default();
        page += &format!("- {line}: {}\n", label.message);
    }
    for line in finding.help.iter().flat_map(|help| help.lines()) {
        page += &format!("= {line}\n");
    }
    let trimmed = expected.trim_start_matches('\n');
    assert_eq!(page, trimmed, "\n{page}");
}

#[test]
fn a_missing_permission_names_the_chain_and_the_block_to_add() {
    check(
        "missing-permission",
        &format!(
            r#"{CLIENT}{ROLE}
resource "genesyscloud_integration" "platform" {{
  integration_type = "purecloud-data-actions"
  intended_state   = "ENABLED"
  config {{
    credentials = {{ pureCloudOAuthClient = genesyscloud_integration_credential.key.id }}
  }}
}}
resource "genesyscloud_integration_credential" "key" {{
  name                 = "Key"
  credential_type_name = "pureCloudOAuthClient"
  fields               = {{ clientId = genesyscloud_oauth_client.exporter.id }}
}}
resource "genesyscloud_integration_action" "queues" {{
  name            = "Queues"
  category        = "Queues"
  integration_id  = genesyscloud_integration.platform.id
  contract_input  = jsonencode({{}})
  contract_output = jsonencode({{}})
  config_request {{
    request_type         = "GET"
    request_url_template = "/api/v2/routing/queues?name=$${{input.name}}"
  }}
}}
"#
        ),
        r#"
error: `genesyscloud_oauth_client.exporter` lacks `routing:queue:view` for `GET /api/v2/routing/queues`
^ resource "genesyscloud_auth_role" "reader"
- "/api/v2/routing/queues?name=$${input.name}": called here
- resource "genesyscloud_integration" "platform": the data action belongs to the integration `genesyscloud_integration.platform`
- resource "genesyscloud_integration_credential" "key": which uses the credential `genesyscloud_integration_credential.key`
- resource "genesyscloud_oauth_client" "exporter": whose client is `genesyscloud_oauth_client.exporter`
= add to `genesyscloud_auth_role.reader`:
= permission_policies {
=   domain      = "routing"
=   entity_name = "queue"
=   action_set  = ["view"]
= }
"#,
    );
}

#[test]
fn one_of_several_recommends_one() {
    check(
        "missing-permission",
        &format!(
            "# grantlint: calls GET /api/v2/flows/datatables/{{id}}/rows/{{id}}\n{}{ROLE}",
            CLIENT.trim_start()
        ),
        r#"
error: `genesyscloud_oauth_client.exporter` lacks one of `architect:datatable:view` or `architect:datatableRow:view` for `GET /api/v2/flows/datatables/{datatableId}/rows/{rowId}`
^ resource "genesyscloud_auth_role" "reader"
- GET /api/v2/flows/datatables/{id}/rows/{id}: called here
- resource "genesyscloud_oauth_client" "exporter": called by `genesyscloud_oauth_client.exporter`
= add to `genesyscloud_auth_role.reader`:
= permission_policies {
=   domain      = "architect"
=   entity_name = "datatable"
=   action_set  = ["view"]
= }
"#,
    );
}

#[test]
fn a_slip_is_named_as_the_mend() {
    let role = ROLE
        .replace("skill", "queue")
        .replace("[\"view\"]", "local.actions");
    let text = format!(
        "locals {{\n  actions = [\"veiw\"]\n}}\n# grantlint: calls GET /api/v2/routing/queues\n{}{role}",
        CLIENT.trim_start()
    );
    check(
        "missing-permission",
        &text,
        r#"
error: `genesyscloud_oauth_client.exporter` lacks `routing:queue:view` for `GET /api/v2/routing/queues`
^ resource "genesyscloud_auth_role" "reader"
- GET /api/v2/routing/queues: called here
- resource "genesyscloud_oauth_client" "exporter": called by `genesyscloud_oauth_client.exporter`
- "veiw": `routing:queue:veiw` is not a known permission; is `routing:queue:view` meant?
= correct `routing:queue:veiw` to `routing:queue:view`, or add to `genesyscloud_auth_role.reader`:
= permission_policies {
=   domain      = "routing"
=   entity_name = "queue"
=   action_set  = ["view"]
= }
"#,
    );
    check(
        "unknown-permission",
        &text,
        r#"
warning: `routing:queue:veiw` is no permission that is known
^ "veiw"
- local.actions: used here
= did you mean `routing:queue:view`?
"#,
    );
}

#[test]
fn sources_that_disagree_are_both_told() {
    check(
        "missing-permission",
        &format!(
            "# grantlint: calls profile:authenticx\n{}{}-- grantlint.toml\npacks = [\"genesys-cloud\", \"field-reports\"]\n",
            CLIENT.trim_start(),
            ROLE.replace("routing", "recording")
                .replace("skill", "recording")
        ),
        r#"
error: `genesyscloud_oauth_client.exporter` lacks `conversation:communication:view` for `GET /api/v2/conversations`
^ resource "genesyscloud_auth_role" "reader"
- profile:authenticx: called here
- resource "genesyscloud_oauth_client" "exporter": called by `genesyscloud_oauth_client.exporter`
= add to `genesyscloud_auth_role.reader`:
= permission_policies {
=   domain      = "conversation"
=   entity_name = "communication"
=   action_set  = ["view"]
= }
= published: no permission is needed
= reported (authenticx.readme.io/docs/overview-granular-permissions): `conversation:communication:view` is needed
"#,
    );
}

#[test]
fn what_a_role_seems_to_include_and_does_not_is_told() {
    let role = r#"resource "genesyscloud_auth_role" "reader" {
  name        = "screen_recording_admin"
  permissions = ["recording:view", "wfm:manage"]
}
"#;
    check(
        "missing-permission",
        &format!(
            "# grantlint: calls GET /api/v2/recordings/screen\n{}{role}-- grantlint.toml\npacks = [\"genesys-cloud\", \"field-reports\"]\n",
            CLIENT.trim_start()
        ),
        r#"
error: `genesyscloud_oauth_client.exporter` lacks `wfm:view` for `GET /api/v2/recordings/screen`
^ resource "genesyscloud_auth_role" "reader"
- GET /api/v2/recordings/screen: called here
- resource "genesyscloud_oauth_client" "exporter": called by `genesyscloud_oauth_client.exporter`
= add to `genesyscloud_auth_role.reader`:
= permissions = ["wfm:view"]
= reported (forum.sggu.com/t/screen-recording-api-returns-403/5277): `recording:view` is needed
= reported (forum.sggu.com/t/screen-recording-api-403-on-wfm-shift-swap-confirmation/5720): `recording:view`, `wfm:manage` and `wfm:view` are needed
= `screen_recording_admin` does not include `screen_recording_viewer`: the administrator's role is said not to include the viewer's
= `recording:view` does not include `wfm:view`: the domains of recordings and workforce management are said to share no inheritance
"#,
    );
}

const UNLINKED: &str = r#"
variable "integration_id" {
  type = string
}
resource "genesyscloud_integration_action" "queues" {
  name            = "Queues"
  category        = "Queues"
  integration_id  = var.integration_id
  contract_input  = jsonencode({})
  contract_output = jsonencode({})
  config_request {
    request_type         = "GET"
    request_url_template = "/api/v2/routing/queues"
  }
}
"#;

#[test]
fn an_action_without_a_client_says_what_to_configure() {
    let other = CLIENT.replace("exporter", "other");
    check(
        "unlinked-action",
        &format!("{CLIENT}{other}{ROLE}{UNLINKED}"),
        r#"
note: no client can be found for `genesyscloud_integration_action.queues`: `var.integration_id` has no value here
^ resource "genesyscloud_integration_action" "queues"
- var.integration_id: the chain breaks here
= say in `grantlint.toml` which client it runs as:
= [[client]]
= address = "genesyscloud_oauth_client.…"
= credentials = ["var.integration_id"]
"#,
    );
}

/// A module that is checked by itself; no address would match.
#[test]
fn an_action_without_any_client_says_where_one_may_be() {
    check(
        "unlinked-action",
        UNLINKED,
        r#"
note: no client can be found for `genesyscloud_integration_action.queues`: `var.integration_id` has no value here
^ resource "genesyscloud_integration_action" "queues"
- var.integration_id: the chain breaks here
= no OAuth client is in this configuration: check the one that calls this module and has the client
"#,
    );
}

#[test]
fn a_secret_is_not_repeated() {
    let text = r#"
resource "genesyscloud_integration_credential" "key" {
  name                 = "Key"
  credential_type_name = "pureCloudOAuthClient"
  fields               = { clientSecret = "q8Zt1vB0xW5rLk2Jd7Ns4Hf9" }
}
"#;
    let checked = check_files(&Memory::parse(text));
    let report = &checked.report;
    assert!(report.findings.iter().any(|it| it.rule == "literal-secret"));
    for finding in &report.findings {
        assert!(!format!("{finding:?}").contains("q8Zt1vB0xW5rLk2Jd7Ns4Hf9"));
    }
    let secrets = report.secrets.iter();
    let secrets: Vec<&str> = secrets
        .map(|at| checked.loaded.sources.slice(*at))
        .collect();
    assert_eq!(secrets, ["\"q8Zt1vB0xW5rLk2Jd7Ns4Hf9\""]);
}

#[test]
fn the_same_input_gives_the_same_findings() {
    let mut text = String::new();
    for number in 0..20 {
        let each = CLIENT.replace("exporter", &format!("c{number}"));
        text += &format!(
            "# grantlint: calls profile:authenticx\n{}",
            each.trim_start()
        );
    }
    text += ROLE;
    let first = check_files(&Memory::parse(&text));
    let second = check_files(&Memory::parse(&text));
    assert!(first.report.findings.len() >= 100, "{}", first.listing());
    assert_eq!(
        format!("{:?}", first.report),
        format!("{:?}", second.report)
    );
}

#[test]
fn a_pack_that_is_not_there_names_those_that_are() {
    for (pack, help) in [
        ("field-report", "did you mean `field-reports`?"),
        ("acme", "one of `field-reports`, `genesys-cloud`"),
    ] {
        check(
            "invalid-configuration",
            &format!("{CLIENT}{ROLE}\n-- grantlint.toml\npacks = [\"{pack}\"]\n"),
            &format!("error: there is no pack `{pack}`\n^ \"{pack}\"\n= {help}\n"),
        );
    }
}

/// The message about a call that is granted under these conditions only.
#[track_caller]
fn check_conditions(conditions: &str, expected: &str) {
    let text = format!(
        r#"# grantlint: calls POST /api/v2/analytics/conversations/details/query
resource "genesyscloud_oauth_client" "exporter" {{
  name                  = "Exporter"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {{
    role_id     = genesyscloud_auth_role.reader.id
    division_id = "*"
  }}
}}
resource "genesyscloud_auth_role" "reader" {{
  name = "Reader"
  permission_policies {{
    domain      = "analytics"
    entity_name = "conversationDetail"
    action_set  = ["view"]
    {conditions}
  }}
}}
resource "genesyscloud_routing_queue" "support" {{
  name = "Support"
}}
variable "queue_id" {{
  type = string
}}
"#
    );
    let checked = check_files(&Memory::parse(&text));
    let mut findings = checked.report.findings.iter();
    let found = findings.find(|it| it.rule == "conditional-permission");
    let message = found.map(|it| it.message.as_str()).unwrap_or_default();
    let call = "`POST /api/v2/analytics/conversations/details/query`";
    let start = format!("`genesyscloud_oauth_client.exporter` may call {call} only ");
    assert_eq!(message.strip_prefix(&start), Some(expected), "{message}");
}

#[test]
fn conditions_are_told_in_words_as_far_as_they_are_known() {
    let term = |variable: &str, operator: &str, operands: &[&str]| {
        let operands: String = operands
            .iter()
            .map(|it| format!("operands {{\n{it}\n}}\n"))
            .collect();
        format!(
            "terms {{\nvariable_name = \"{variable}\"\noperator = \"{operator}\"\n{operands}}}\n"
        )
    };
    let queue = "type = \"QUEUE\"\nqueue_id = genesyscloud_routing_queue.support.id";
    let raw = "type = \"QUEUE\"\nqueue_id = \"1\"";
    let user = "type = \"USER\"\nuser_id = \"7\"";
    let number = "type = \"SCALAR\"\nvalue = 60";
    let variable = "type = \"VARIABLE\"\nvalue = \"Analytics.userId\"";
    let unknown = "type = \"QUEUE\"\nqueue_id = var.queue_id";
    let of_policy = "under the conditions of this policy";
    let both =
        term("Conversation.users", "EQ", &[user]) + &term("Conversation.length", "GE", &[number]);
    let all = |conjunction: &str, terms: &str| {
        format!("conditions {{\nconjunction = \"{conjunction}\"\n{terms}}}")
    };
    for (conditions, expected) in [
        (
            all("AND", &term("Conversation.queues", "EQ", &[queue])),
            "where `Conversation.queues` is the queue `genesyscloud_routing_queue.support`",
        ),
        (
            all("AND", &term("Conversation.queues", "IN", &[queue, raw])),
            "where `Conversation.queues` is among the queue `genesyscloud_routing_queue.support` \
             or the queue `1`",
        ),
        (
            all("AND", &both),
            "where `Conversation.users` is the user `7` and `Conversation.length` is at least `60`",
        ),
        (
            all("OR", &both),
            "where `Conversation.users` is the user `7` or `Conversation.length` is at least `60`",
        ),
        (
            all("AND", &term("Conversation.length", "LT", &[variable])),
            "where `Conversation.length` is less than the variable `Analytics.userId`",
        ),
        (
            all("AND", &term("Conversation.queues", "EQ", &[unknown])),
            of_policy,
        ),
        (
            all("AND", &term("Conversation.queues", "LIKE", &[raw])),
            of_policy,
        ),
        (
            "dynamic \"conditions\" {\nfor_each = [1]\ncontent {\nconjunction = \"AND\"\n\
             dynamic \"terms\" {\nfor_each = var.queue_id\ncontent {}\n}\n}\n}"
                .to_owned(),
            of_policy,
        ),
    ] {
        check_conditions(&conditions, expected);
    }
}

#[test]
fn a_condition_on_what_takes_none_is_told_with_care() {
    check(
        "conditional-permission",
        r#"
resource "genesyscloud_auth_role" "reader" {
  name            = "Reader"
  default_role_id = "reader"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
    conditions {
      conjunction = "AND"
      terms {
        variable_name = "Conversation.queues"
        operator      = "EQ"
        operands {
          type     = "QUEUE"
          queue_id = "1"
        }
      }
    }
  }
}
-- own.toml
[[catalogue]]
allows-conditions = false
permissions = ["routing:queue:view"]
"#,
        "
warning: `routing:queue:view` takes no conditions
^ conditions
= the catalogue of your organisation says so (own.toml): the platform refuses the policy, or grants it without the condition; which of the two is not published
",
    );
}

/// A rule of a team's own behind the files, with this check.
fn with_rule(files: &str, check: &str) -> String {
    format!(
        "{files}-- policies/own.toml\nid = \"own\"\nsummary = \"s\"\nseverity = \"error\"\n\
         why = \"w\"\nfix = \"f\"\n[check]\n{check}\n[example]\nbad = \"b\"\ngood = \"g\"\n"
    )
}

#[test]
fn a_rule_of_their_own_puts_in_what_decides_it() {
    let client = CLIENT.replace(
        "  roles {",
        "  scopes = [\"users\", \"oauth\", \"users:readonly\", \"authorization\"]\n  roles {",
    );
    check(
        "own",
        &with_rule(
            &client,
            "kind = \"attribute\"\ntypes = [\"genesyscloud_oauth_client\"]\nunderline = \"value\"\n\
             when = [{ argument = \"authorized_grant_type\", equals = \"CLIENT-CREDENTIALS\" }]\n\
             must = { argument = \"scopes\", none-of = [\"oauth\", \"authorization\"] }\n\
             message = \"it asks for `{value}` by {authorized_grant_type} in `{argument}`\"\n\
             help = \"`{scopes}` and {{address}}\"",
        ),
        r#"
error: it asks for `oauth`, `authorization` by CLIENT-CREDENTIALS in `scopes`
^ "oauth"
- "authorization": here too
- authorized_grant_type = "CLIENT-CREDENTIALS": `authorized_grant_type` is set here
= `users`, `oauth`, `users:readonly`, `authorization` and {address}
"#,
    );
}

/// What is not given counts as its default, and is told so.
#[test]
fn a_rule_of_their_own_puts_in_defaults() {
    check(
        "own",
        &with_rule(
            CLIENT,
            "kind = \"attribute\"\ntypes = [\"genesyscloud_oauth_client\"]\n\
             must = { all = [{ argument = \"access_token_validity_seconds\", default = 86400, max = 60 },\n\
             { argument = \"state\", is = \"given\" }] }\n\
             message = \"{value}: {access_token_validity_seconds} seconds, {state}\"",
        ),
        "
error: 86400: 86400 seconds, (not given)
^ resource \"genesyscloud_oauth_client\" \"exporter\"
",
    );
}

#[test]
fn a_rule_of_their_own_names_the_other_and_the_way_of_a_value() {
    let queues = r#"locals {
  name = "Sales"
}
resource "genesyscloud_routing_queue" "one" {
  name = "Sales"
}
resource "genesyscloud_routing_queue" "two" {
  name = local.name
}
"#;
    check(
        "own",
        &with_rule(
            queues,
            "kind = \"attribute\"\ntypes = [\"genesyscloud_routing_queue\"]\nunderline = \"value\"\n\
             must-not = { argument = \"name\", repeats = true }\n\
             message = \"`{address}` has the name of `{other}`\"",
        ),
        r#"
error: `genesyscloud_routing_queue.two` has the name of `genesyscloud_routing_queue.one`
^ "Sales"
- local.name: used here
- name = local.name: the same here
- resource "genesyscloud_routing_queue" "one": `genesyscloud_routing_queue.one`
"#,
    );
}

/// Whatever a rule puts into its message, no secret is among it.
#[test]
fn a_rule_of_their_own_shows_no_secret() {
    let credential = r#"variable "key" {
  default = "s3cr3t-value-9"
}
resource "genesyscloud_integration_credential" "key" {
  name                 = var.key
  credential_type_name = "basicAuth"
  fields = {
    userName = var.key
    password = var.key
  }
}
"#;
    for path in ["fields.password", "fields.userName", "name"] {
        let text = with_rule(
            credential,
            &format!(
                "kind = \"attribute\"\ntypes = [\"genesyscloud_integration_credential\"]\n\
                 must = {{ argument = \"{path}\", pattern = \"[0-9]+\" }}\n\
                 message = \"{{value}}\"\nhelp = \"{{argument}}: {{{path}}}\""
            ),
        );
        check(
            "own",
            &text,
            &format!(
                "\nerror: (hidden)\n^ resource \"genesyscloud_integration_credential\" \"key\"\n= {path}: (hidden)\n"
            ),
        );
    }
}

/// A client that acts for a user who holds nothing.
const ACTING: &str = r#"
# grantlint: calls GET /api/v2/routing/queues
resource "genesyscloud_oauth_client" "app" {
  name                  = "App"
  authorized_grant_type = "CODE"
  scopes                = ["routing:readonly"]
}
resource "genesyscloud_user" "ann" {
  name  = "Ann"
  email = "ann@example.com"
}
resource "genesyscloud_user_roles" "ann" {
  user_id = genesyscloud_user.ann.id
}
-- grantlint.toml
[[client]]
address = "genesyscloud_oauth_client.app"
acts-as = ["genesyscloud_user.ann"]
"#;

#[test]
fn what_a_user_lacks_is_added_to_a_role_of_the_user() {
    check(
        "missing-permission",
        ACTING,
        r#"
error: `genesyscloud_user.ann`, for whom `genesyscloud_oauth_client.app` acts, lacks `routing:queue:view` for `GET /api/v2/routing/queues`
^ resource "genesyscloud_oauth_client" "app"
- GET /api/v2/routing/queues: called here
- resource "genesyscloud_user" "ann": acting for this user
= add to a role of `genesyscloud_user.ann`:
= permission_policies {
=   domain      = "routing"
=   entity_name = "queue"
=   action_set  = ["view"]
= }
"#,
    );
}

#[test]
fn a_data_source_is_told_from_a_resource_of_its_type() {
    check(
        "deployer-missing-permission",
        r#"
resource "genesyscloud_auth_role" "deployer" {
  name = "Deployer"
  permission_policies {
    domain      = "authorization"
    entity_name = "role"
    action_set  = ["add", "delete", "edit", "view"]
  }
}
data "genesyscloud_oauth_client" "other" {
  name = "Other"
}
-- grantlint.toml
[deployer]
role = "genesyscloud_auth_role.deployer"
"#,
        r#"
error: the deployer `genesyscloud_auth_role.deployer` lacks `authorization:grant:view`, which the provider needs for `data.genesyscloud_oauth_client`
^ resource "genesyscloud_auth_role" "deployer"
= add to a role of the deployer:
= permission_policies {
=   domain      = "authorization"
=   entity_name = "grant"
=   action_set  = ["view"]
= }
"#,
    );
}

#[test]
fn the_placeholder_for_all_scopes_is_told_as_that() {
    check(
        "unknown-scope",
        r#"
resource "genesyscloud_oauth_client" "app" {
  name                  = "App"
  authorized_grant_type = "CODE"
  scopes                = ["all"]
}
"#,
        r#"
warning: `all` opens no operation that is known
^ "all"
= it stands in the published description as a placeholder, and no operation accepts it
"#,
    );
}

//! Modules whose variables have no values, against the same ones with every value: what
//! is granted is granted whatever they turn out to be, and what is missing is missing.

use std::collections::BTreeMap;

use grantlint_rules::finding::Answer;

use crate::harness::{Memory, check_files};

/// Ways to name a role, of which `one` may not be there and `each` has two instances.
const ROLES: [&str; 13] = [
    "genesyscloud_auth_role.plain.id",
    "var.on ? genesyscloud_auth_role.plain.id : genesyscloud_auth_role.each[\"a\"].id",
    "try(genesyscloud_auth_role.one[0].id, genesyscloud_auth_role.plain.id)",
    "try(one(genesyscloud_auth_role.one[*].id), genesyscloud_auth_role.plain.id)",
    "coalesce(one(genesyscloud_auth_role.one[*].id), genesyscloud_auth_role.plain.id)",
    "element(concat(genesyscloud_auth_role.one[*].id, [genesyscloud_auth_role.plain.id]), 0)",
    "length(genesyscloud_auth_role.one) > 0 ? genesyscloud_auth_role.one[0].id : genesyscloud_auth_role.plain.id",
    "genesyscloud_auth_role.each[var.on ? \"a\" : \"b\"].id",
    "{ for key, role in genesyscloud_auth_role.each : key => role.id }[var.key]",
    "lookup({ for key, role in genesyscloud_auth_role.each : key => role.id }, var.key, genesyscloud_auth_role.plain.id)",
    "try(genesyscloud_auth_role.some[\"a\"].id, genesyscloud_auth_role.plain.id)",
    "contains(keys(genesyscloud_auth_role.some), \"a\") ? genesyscloud_auth_role.some[\"a\"].id : genesyscloud_auth_role.plain.id",
    "try(genesyscloud_auth_role.plain.nothing, genesyscloud_auth_role.plain.id)",
];

/// Ways to list actions.
const ACTIONS: [&str; 8] = [
    "[\"view\"]",
    "var.on ? [\"view\"] : [\"edit\"]",
    "concat([\"edit\"], var.on ? [\"view\"] : [])",
    "compact([\"edit\", var.on ? \"view\" : \"\"])",
    "[for action in [\"view\", \"edit\"] : action if var.on || action == \"edit\"]",
    "setunion([\"edit\"], [var.on ? \"view\" : \"add\"])",
    "distinct([\"edit\", var.on ? \"edit\" : \"view\"])",
    "[var.key == \"a\" ? \"view\" : \"edit\"]",
];

/// Ways to give a role, with `ROLE` for what names it.
const GRANTS: [&str; 3] = [
    "roles {\n role_id = ROLE\n division_id = \"*\"\n}",
    "dynamic \"roles\" {\n for_each = var.on ? [1] : []\n content {\n role_id = ROLE\n }\n}",
    "roles {\n role_id = ROLE\n division_id = var.on ? \"*\" : null\n}\nroles {\n role_id = genesyscloud_auth_role.each[\"b\"].id\n}",
];

const WORLDS: [&str; 4] = [
    "on = true\nkey = \"a\"\n",
    "on = true\nkey = \"b\"\n",
    "on = false\nkey = \"a\"\n",
    "on = false\nkey = \"b\"\n",
];

fn module(role: &str, actions: &str, grant: &str) -> String {
    let grant = grant.replace("ROLE", role);
    let policy = |entity: &str, actions: &str| {
        format!(
            "permission_policies {{\n domain = \"routing\"\n entity_name = {entity}\n action_set = {actions}\n }}"
        )
    };
    let queue = policy("\"queue\"", actions);
    let either = policy("each.key == \"a\" ? \"queue\" : \"skill\"", "[\"view\"]");
    format!(
        r#"
variable "on" {{ type = bool }}
variable "key" {{ type = string }}
# grantlint: calls GET /api/v2/routing/queues
# grantlint: calls GET /api/v2/routing/skills
# grantlint: calls POST /api/v2/routing/queues
resource "genesyscloud_oauth_client" "c" {{
  name = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  {grant}
}}
resource "genesyscloud_auth_role" "plain" {{
  name = "plain"
  {queue}
}}
resource "genesyscloud_auth_role" "one" {{
  count = var.on ? 1 : 0
  name = "one"
  {queue}
}}
resource "genesyscloud_auth_role" "each" {{
  for_each = toset(["a", "b"])
  name = each.key
  {either}
}}
resource "genesyscloud_auth_role" "some" {{
  for_each = var.on ? toset(["a"]) : toset([])
  name = each.key
  {either}
}}
"#
    )
}

fn answers(text: &str, values: &str) -> BTreeMap<String, Answer> {
    let mut files = Memory::parse(text);
    files.0.insert("terraform.tfvars".into(), values.into());
    let report = check_files(&files).report;
    let verdicts = report.verdicts.into_iter();
    verdicts.map(|it| (it.endpoint, it.answer)).collect()
}

/// Answers how many verdicts were given for sure.
#[track_caller]
fn check(role: &str, actions: &str, grant: &str) -> usize {
    let text = module(role, actions, grant);
    let open = answers(&text, "");
    assert_eq!(open.len(), 3, "{text}");
    let mut sure = 0;
    for values in WORLDS {
        let known = answers(&text, values);
        for (endpoint, answer) in &open {
            let holds = match (answer, known.get(endpoint)) {
                (Answer::Undecided(_), _) => continue,
                (Answer::Granted, Some(Answer::Granted)) => true,
                (Answer::Missing(open), Some(Answer::Missing(known))) => {
                    open.iter().all(|name| known.contains(name))
                }
                (Answer::Granted | Answer::Missing(_), _) => false,
            };
            assert!(
                holds,
                "{endpoint}: {answer:?}, but with {values}{known:?}\n{text}"
            );
            sure += 1;
        }
    }
    sure
}

#[test]
fn what_is_sure_holds_whatever_the_variables_turn_out_to_be() {
    let mut sure = 0;
    for (number, role) in ROLES.iter().enumerate() {
        for (other, actions) in ACTIONS.iter().enumerate() {
            let grant = GRANTS.iter().cycle().nth(number + other);
            sure += check(role, actions, grant.expect("one of them"));
        }
    }
    assert!(sure > 0, "nothing is sure at all");
}

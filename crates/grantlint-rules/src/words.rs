//! What several answers say in the same words: who requires what, who lacks what,
//! where a grant counts, what a condition asks for.

use grantlint_parser::address::Address;
use grantlint_parser::eval::value::{Data, Value};
use grantlint_parser::resource::{Body, NestedBlock};

use crate::finding::Basis;
use crate::holdings::{DivisionName, Reach};
use crate::judge::Unmet;
use crate::matrix::{Mode, Requirement};

/// Who lacks what.
pub(crate) fn lacks(address: &Address, unmet: &Unmet<'_>) -> String {
    let who = match &unmet.user {
        Some(user) => format!("`{user}`, for whom `{address}` acts,"),
        None => format!("`{address}`"),
    };
    match unmet.requirement.mode {
        Mode::Any if unmet.missing.len() > 1 => {
            format!("{who} lacks one of {}", listed(&unmet.missing, "or"))
        }
        Mode::Any | Mode::All | Mode::Free | Mode::Undocumented => {
            format!("{who} lacks {}", listed(&unmet.missing, "and"))
        }
    }
}

/// Whose word a requirement is.
pub(crate) fn who(requirement: &Requirement<'_>) -> String {
    match Basis::from(requirement.basis) {
        Basis::Published => "published".to_owned(),
        Basis::Reported => format!("reported ({})", requirement.source),
        Basis::Org => format!("your own ({})", requirement.source),
    }
}

/// What a source requires.
pub(crate) fn demand(requirement: &Requirement<'_>) -> String {
    let names = &requirement.permissions;
    match requirement.mode {
        Mode::Free => "no permission is needed".to_owned(),
        Mode::Undocumented => "which permission is needed is not told".to_owned(),
        Mode::Any if names.len() > 1 => format!("one of {} is needed", listed(names, "or")),
        Mode::Any | Mode::All => match names.len() {
            1 => format!("{} is needed", listed(names, "and")),
            _ => format!("{} are needed", listed(names, "and")),
        },
    }
}

/// `a`, `b` and `c`, with the given word before the last.
pub(crate) fn listed(names: &[impl AsRef<str>], word: &str) -> String {
    let quoted: Vec<String> = names
        .iter()
        .map(|name| format!("`{}`", name.as_ref()))
        .collect();
    joined(&quoted, word)
}

/// Phrases as one: a, b and c.
pub(crate) fn joined(phrases: &[String], word: &str) -> String {
    match phrases.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {word} {last}", rest.join(", ")),
    }
}

/// Where a grant counts, in words that finish "it counts ...".
pub(crate) fn divisions(reach: &Reach) -> String {
    if reach.everywhere {
        return "in every division".to_owned();
    }
    let mut divisions: Vec<String> = reach
        .divisions
        .iter()
        .map(|division| match division {
            DivisionName::Home => "the home division".to_owned(),
            DivisionName::Named(name) => format!("`{name}`"),
        })
        .collect();
    if reach.open.is_some() {
        divisions.push("divisions that are not known".to_owned());
    }
    format!("in {}", joined(&divisions, "and"))
}

/// What a `conditions` block asks for: `` `Conversation.queues` is the queue `1` ``.
/// Nothing where a part of it is not known.
pub(crate) fn condition(block: &NestedBlock) -> Option<String> {
    let terms: Option<Vec<String>> = block
        .body
        .blocks("terms")
        .map(|one| term(&one.body))
        .collect();
    let terms = terms.filter(|terms| !terms.is_empty())?;
    match text(&block.body, "conjunction") {
        _ if terms.len() == 1 => terms.into_iter().next(),
        Some(Ok("AND")) => Some(joined(&terms, "and")),
        Some(Ok("OR")) => Some(joined(&terms, "or")),
        _ => None,
    }
}

fn term(body: &Body) -> Option<String> {
    let operator = match text(body, "operator")?.ok()? {
        "EQ" => "is",
        "IN" => "is one of",
        "GE" => "is at least",
        "GT" => "is more than",
        "LE" => "is at most",
        "LT" => "is less than",
        _ => return None,
    };
    let variable = text(body, "variable_name")?.ok()?;
    let operands: Option<Vec<String>> = body
        .blocks("operands")
        .map(|one| operand(&one.body))
        .collect();
    let operands = operands.filter(|operands| !operands.is_empty())?;
    Some(format!(
        "`{variable}` {operator} {}",
        joined(&operands, "or")
    ))
}

fn operand(body: &Body) -> Option<String> {
    let (kind, argument) = match text(body, "type")?.ok()? {
        "QUEUE" => ("the queue ", "queue_id"),
        "USER" => ("the user ", "user_id"),
        "VARIABLE" => ("the variable ", "value"),
        "SCALAR" => ("", "value"),
        _ => return None,
    };
    let value = match text(body, argument)? {
        Ok(text) => text.to_owned(),
        Err(resource) => resource.to_string(),
    };
    Some(format!("{kind}`{value}`"))
}

/// An argument as text, or the resource that it refers to.
fn text<'b>(body: &'b Body, name: &str) -> Option<Result<&'b str, &'b Address>> {
    let value: &Value = &body.argument(name)?.value;
    match &value.data {
        Data::Attribute(of) => Some(Err(&of.resource)),
        _ => value.as_str().map(Ok),
    }
}

#[cfg(test)]
mod tests {
    use grantlint_parser::load::{Inputs, Settings, load};

    use super::*;
    use crate::own::example::Memory;

    #[track_caller]
    fn check(conditions: &str, expected: Option<&str>) {
        let files = Memory::parse(&format!(
            r#"
            variable "open" {{}}
            resource "genesyscloud_routing_queue" "sales" {{
              name = "Sales"
            }}
            resource "genesyscloud_auth_role" "r" {{
              name = "r"
              permission_policies {{
                domain      = "analytics"
                entity_name = "conversationDetail"
                action_set  = ["view"]
                conditions {{
                  {conditions}
                }}
              }}
            }}"#
        ));
        let settings = Settings::default();
        let loaded = load(&files.folders(), &files, &Inputs::default(), &settings);
        let roles = loaded.models.iter().flat_map(|model| &model.roles);
        let policies = roles.flat_map(|role| &role.policies);
        let blocks = policies.filter_map(|policy| policy.conditions.as_ref());
        let words: Vec<Option<String>> = blocks.map(condition).collect();
        assert_eq!(words, [expected.map(str::to_owned)], "{conditions}");
    }

    #[test]
    fn conditions_in_words() {
        let queue = r#"terms {
            variable_name = "Conversation.queues"
            operator      = "EQ"
            operands {
              type     = "QUEUE"
              queue_id = genesyscloud_routing_queue.sales.id
            }
          }"#;
        let handled = r#"terms {
            variable_name = "Conversation.handleTime"
            operator      = "GE"
            operands {
              type  = "SCALAR"
              value = "60"
            }
          }"#;
        let in_words = "`Conversation.queues` is the queue `genesyscloud_routing_queue.sales`";
        check(&format!("conjunction = \"AND\"\n{queue}"), Some(in_words));
        for (conjunction, word) in [("AND", "and"), ("OR", "or")] {
            check(
                &format!("conjunction = \"{conjunction}\"\n{queue}\n{handled}"),
                Some(&format!(
                    "{in_words} {word} `Conversation.handleTime` is at least `60`"
                )),
            );
        }
        // What is not known is not told in words.
        check(&format!("conjunction = var.open\n{queue}\n{handled}"), None);
        check(
            &format!(
                "conjunction = \"AND\"\n{}",
                handled.replace("\"60\"", "var.open")
            ),
            None,
        );
        check("conjunction = \"AND\"", None);
    }
}

//! The conditions of a policy in words, as far as they are known.

use grantlint_parser::eval::value::Data;
use grantlint_parser::model::Model;
use grantlint_parser::resource::{Body, NestedBlock};
use grantlint_parser::source::Location;

/// How many terms are told; more would only be skipped.
const MOST: usize = 4;

/// The conditions whose block has this header, in words that finish "only where …".
/// Nothing where the block is not in the model, or holds more than can be told.
pub(crate) fn condition_at(model: &Model, header: Location) -> Option<String> {
    let policies = model.roles.iter().flat_map(|role| &role.policies);
    let mut blocks = policies.filter_map(|policy| policy.conditions.as_ref());
    condition(blocks.find(|block| block.at == header)?)
}

/// What a `conditions` block asks for: `` `Conversation.queues` is the queue `1` ``.
/// Nothing where a part of it is not known, or where it holds more than can be told.
pub(crate) fn condition(conditions: &NestedBlock) -> Option<String> {
    let body = &conditions.body;
    let terms: Vec<&NestedBlock> = body.blocks("terms").collect();
    if body.open_blocks("terms").is_some() || terms.len() > MOST {
        return None;
    }
    let terms: Vec<String> = terms.into_iter().map(term).collect::<Option<_>>()?;
    let word = match (terms.len(), text(body, "conjunction").as_deref()) {
        (0, _) => return None,
        (1, _) => "",
        (_, Some("AND")) => " and ",
        (_, Some("OR")) => " or ",
        _ => return None,
    };
    Some(terms.join(word))
}

fn term(term: &NestedBlock) -> Option<String> {
    let body = &term.body;
    if body.open_blocks("operands").is_some() {
        return None;
    }
    let operands: Vec<String> = body
        .blocks("operands")
        .map(|block| operand(&block.body))
        .collect::<Option<_>>()?;
    let is = match text(body, "operator")?.as_str() {
        "EQ" => "is",
        "IN" => "is among",
        "GE" => "is at least",
        "GT" => "is more than",
        "LE" => "is at most",
        "LT" => "is less than",
        _ => return None,
    };
    let operands = match operands.split_last()? {
        (only, []) => only.clone(),
        (last, rest) => format!("{} or {last}", rest.join(", ")),
    };
    Some(format!(
        "`{}` {is} {operands}",
        text(body, "variable_name")?
    ))
}

fn operand(body: &Body) -> Option<String> {
    let (kind, argument) = match text(body, "type")?.as_str() {
        "USER" => ("the user ", "user_id"),
        "QUEUE" => ("the queue ", "queue_id"),
        "VARIABLE" => ("the variable ", "value"),
        "SCALAR" => ("", "value"),
        _ => return None,
    };
    Some(format!("{kind}`{}`", text(body, argument)?))
}

/// An argument as it is told: a text, a number, or whose id it is.
fn text(body: &Body, name: &str) -> Option<String> {
    match &body.argument(name)?.value.data {
        Data::String(text) => Some(text.to_string()),
        Data::Number(number) => Some(number.to_string()),
        Data::Attribute(of) => Some(of.resource.to_string()),
        _ => None,
    }
}

//! Trees in a form that is short enough for a table of cases.

use grantlint_parser::source::{FileId, Sources};
use grantlint_parser::syntax::tree::{
    Body, Expr, ExprKind, ForDirective, Format, IfDirective, Item, Name, Part, Step, StepKind,
    UnaryOperator,
};
use grantlint_parser::syntax::{Parsed, parse};

/// A file's number, for tests that need only one.
pub(crate) fn id() -> FileId {
    Sources::default().add("test.tf", "")
}

/// Parses HCL.
pub(crate) fn hcl(text: &str) -> Parsed {
    parse(id(), text, Format::Hcl)
}

/// A whole body: `(a 1)` is an attribute, `b "label" { … }` a block.
pub(crate) fn body(body: &Body) -> String {
    let item = |item: &Item| match item {
        Item::Attribute(attribute) => {
            format!("({} {})", attribute.name.text, expr(&attribute.value))
        }
        Item::Block(block) => {
            let labels: String = block
                .labels
                .iter()
                .map(|label| format!(" {:?}", label.text))
                .collect();
            format!(
                "{}{labels} {{{}}}",
                block.kind.text,
                self::body(&block.body)
            )
        }
    };
    body.items.iter().map(item).collect::<Vec<_>>().join(" ")
}

fn all(exprs: &[Expr]) -> String {
    exprs
        .iter()
        .map(|item| format!(" {}", expr(item)))
        .collect()
}

fn names(key: Option<&Name>, value: &Name) -> String {
    key.map(|key| format!("{} ", key.text)).unwrap_or_default() + value.text
}

/// An expression.
pub(crate) fn expr(expression: &Expr) -> String {
    match &expression.kind {
        ExprKind::Null => "null".to_owned(),
        ExprKind::Bool(value) => value.to_string(),
        ExprKind::Number(written) => written.to_string(),
        ExprKind::String(text) => format!("{text:?}"),
        ExprKind::Template(template) => format!("(template{})", parts(template.parts)),
        ExprKind::Variable(name) => name.to_string(),
        ExprKind::Access(access) => {
            let steps: Vec<_> = access.steps.iter().map(step).collect();
            format!("(access {} {})", expr(&access.base), steps.join(" "))
        }
        ExprKind::Call(call) => {
            let expand = if call.expand { " ..." } else { "" };
            format!("(call {}{}{expand})", call.name.text, all(call.args))
        }
        ExprKind::List(items) => format!("(list{})", all(items)),
        ExprKind::Object(items) => {
            let item = |(key, value)| format!(" ({} {})", expr(key), expr(value));
            let items = items.iter().map(|item| (&item.key, &item.value));
            format!("(object{})", items.map(item).collect::<String>())
        }
        ExprKind::For(each) => {
            let key = each
                .key_result
                .as_ref()
                .map(|key| format!("{} => ", expr(key)));
            let group = if each.group { " ..." } else { "" };
            let condition = each
                .condition
                .as_ref()
                .map(|only| format!(" if {}", expr(only)));
            format!(
                "(for {} in {} : {}{}{group}{})",
                names(each.key.as_ref(), &each.value),
                expr(&each.collection),
                key.unwrap_or_default(),
                expr(&each.value_result),
                condition.unwrap_or_default()
            )
        }
        ExprKind::Conditional(choice) => format!(
            "(? {} {} {})",
            expr(&choice.condition),
            expr(&choice.then),
            expr(&choice.otherwise)
        ),
        ExprKind::Binary(binary) => {
            let operator = format!("{:?}", binary.operator).to_lowercase();
            format!(
                "({operator} {} {})",
                expr(&binary.left),
                expr(&binary.right)
            )
        }
        ExprKind::Unary(unary) => match unary.operator {
            UnaryOperator::Not => format!("(! {})", expr(&unary.operand)),
            UnaryOperator::Negate => format!("(- {})", expr(&unary.operand)),
        },
        ExprKind::Paren(inner) => format!("(paren {})", expr(inner)),
        ExprKind::Invalid => "invalid".to_owned(),
    }
}

fn step(step: &Step) -> String {
    match &step.kind {
        StepKind::Attr(name) => format!(".{name}"),
        StepKind::Index(index) => format!("[{}]", expr(index)),
        StepKind::LegacyIndex(index) => format!(".{index}"),
        StepKind::AttrSplat => ".*".to_owned(),
        StepKind::FullSplat => "[*]".to_owned(),
    }
}

fn parts(all: &[Part]) -> String {
    let part = |part: &Part| match part {
        Part::Literal { text, .. } => format!(" {text:?}"),
        Part::Interpolation { expr: inner, .. } => format!(" {}", expr(inner)),
        Part::If(IfDirective {
            condition,
            then,
            otherwise,
            ..
        }) => {
            format!(
                " (if {} ({}) ({}))",
                expr(condition),
                parts(then),
                parts(otherwise)
            )
        }
        Part::For(ForDirective {
            key,
            value,
            collection,
            body,
            ..
        }) => {
            let names = names(key.as_ref(), value);
            format!(" (for {names} in {} ({}))", expr(collection), parts(body))
        }
    };
    all.iter().map(part).collect()
}

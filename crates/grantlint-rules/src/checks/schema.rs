//! Arguments and nested blocks against the provider's schema: what Terraform or the
//! provider would refuse when it plans.

mod value;

use grantlint_parser::address::Mode;
use grantlint_parser::eval::value::Data;
use grantlint_parser::resource::{Argument as Written, Body, Resource};
use grantlint_parser::source::Location;

use crate::checks::{Context, listed, trail};
use crate::finding::Finding;
use crate::matrix::{Argument, ArgumentType, Schema, TypeKind};
use crate::nearest::nearest;

/// Arguments of Terraform itself, which every resource may have.
const OWN: [&str; 5] = ["count", "for_each", "provider", "depends_on", "id"];
/// Nested blocks of Terraform itself.
const OWN_BLOCKS: [&str; 4] = ["lifecycle", "provisioner", "connection", "timeouts"];

pub(super) fn run(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, resource) in context.model.resources.iter().enumerate() {
        if context.broken.contains(&number) {
            continue;
        }
        let kind = match resource.address.mode {
            Mode::Managed => TypeKind::Resource,
            Mode::Data => TypeKind::Data,
        };
        if let Some(schema) = context.matrix.schema(kind, &resource.address.kind) {
            let walk = Walk { context, resource };
            walk.body(&resource.body, schema, resource.header, "", &mut findings);
        }
    }
    findings
}

struct Walk<'c, 'a> {
    context: &'c Context<'a>,
    resource: &'c Resource,
}

impl Walk<'_, '_> {
    /// `header` stands for what is not there, `path` is the way to the body.
    fn body(
        &self,
        body: &Body,
        schema: Schema<'_>,
        header: Location,
        path: &str,
        findings: &mut Vec<Finding>,
    ) {
        for written in &body.arguments {
            match schema.argument(&written.name) {
                Some(argument) => self.argument(body, written, argument, path, findings),
                None if is_own(&written.name, body, path) => {}
                None => findings.push(self.unknown(
                    written.name_at,
                    &written.name,
                    "argument",
                    schema,
                    path,
                )),
            }
        }
        for block in &body.blocks {
            let inner = match schema.argument(&block.kind) {
                Some(argument) => argument.block(),
                // In JSON whatever holds objects stands here too, as a guess.
                None if body.json => continue,
                None if path.is_empty() && OWN_BLOCKS.contains(&block.kind.as_str()) => continue,
                None => {
                    findings.push(self.unknown(block.at, &block.kind, "block", schema, path));
                    continue;
                }
            };
            match inner {
                Some(inner) => {
                    let path = format!("{path}{}.", block.kind);
                    self.body(&block.body, inner, block.at, &path, findings);
                }
                None if body.json => {}
                None => {
                    let name = format!("{path}{}", block.kind);
                    let message = format!("`{name}` is an argument, not a block");
                    let help = format!("write `{} = …`", block.kind);
                    findings.push(self.finding(block.at, &name, message).help(help));
                }
            }
        }
        for argument in schema.arguments() {
            self.demand(body, argument, header, path, findings);
        }
    }

    fn argument(
        &self,
        body: &Body,
        written: &Written,
        argument: Argument<'_>,
        path: &str,
        findings: &mut Vec<Finding>,
    ) {
        let name = format!("{path}{}", written.name);
        if matches!(written.value.data, Data::Null(_)) {
            return;
        }
        if argument.read_only() {
            let message = format!("`{name}` cannot be set: the platform decides it");
            findings.push(self.finding(written.at, &name, message));
            return;
        }
        if argument.block().is_some() {
            // The provider's library reads a block that it may fill itself from an
            // argument too.
            if !body.json && !argument.computed() {
                let message = format!("`{name}` is a block, not an argument");
                let help = format!("write `{} {{ … }}`", written.name);
                findings.push(self.finding(written.at, &name, message).help(help));
            }
            return;
        }
        for fault in value::faults(&written.value, argument) {
            let origin = fault.origin.unwrap_or(&written.value.origin);
            let at = origin.at.unwrap_or(written.value_at);
            let shown = match (&fault.value, argument.sensitive()) {
                (Some(value), false) => format!(" `{value}`"),
                (Some(_), true) | (None, _) => String::new(),
            };
            let message = format!("the value{shown} of `{name}` {}", fault.message);
            let mut finding = self.finding(at, &name, message);
            finding.related = trail(written.value_at, origin);
            if let Some(value) = &fault.value {
                let one_of = argument.one_of();
                if !one_of.is_empty() {
                    finding.help = Some(match nearest(value, one_of.iter().copied()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("one of {}", listed(&one_of, "or")),
                    });
                }
            }
            findings.push(finding);
        }
    }

    /// What must be there, and how often.
    fn demand(
        &self,
        body: &Body,
        argument: Argument<'_>,
        header: Location,
        path: &str,
        findings: &mut Vec<Finding>,
    ) {
        let name = argument.name();
        let full = format!("{path}{name}");
        let blocks = body.blocks(name).count();
        let open = body.open.iter().any(|open| open.kind == name);
        let given = body.argument(name);
        if argument.required() && blocks == 0 && !open && given.is_none() {
            let message = match body.arguments.iter().find(|it| it.name == name) {
                Some(_) => format!("`{full}` is required, and `null` is no value"),
                None => format!("`{full}` is required"),
            };
            findings.push(self.finding(header, &full, message));
        }
        if argument.block().is_none() {
            return;
        }
        if let (Some(limit), Some(extra)) =
            (argument.max_items(), body.blocks(name).nth(most(argument)))
        {
            let message = format!("`{full}` may be there {} at most", times(limit));
            findings.push(self.finding(extra.at, &full, message));
        }
    }

    fn unknown(
        &self,
        at: Location,
        name: &str,
        what: &str,
        schema: Schema<'_>,
        path: &str,
    ) -> Finding {
        let place = match path.trim_end_matches('.') {
            "" => format!("`{}`", self.resource.address.kind),
            path => format!("`{path}`"),
        };
        let known: Vec<&str> = schema
            .arguments()
            .filter(|argument| !argument.read_only())
            .map(|argument| argument.name())
            .collect();
        let mut finding = self.finding(
            at,
            &format!("{path}{name}"),
            format!("{place} has no {what} `{name}`"),
        );
        // `redirect_uris` is `registered_redirect_uris`: a part of a name counts too.
        let near = nearest(name, known.iter().copied()).or_else(|| {
            let mut longer = known
                .iter()
                .filter(|it| name.len() > 3 && it.contains(name));
            longer.next().copied()
        });
        finding.help = near.map(|near| format!("did you mean `{near}`?"));
        finding
    }

    fn finding(&self, at: Location, argument: &str, message: String) -> Finding {
        Finding::new(
            self.context.rule,
            self.context.one_line(at),
            message.clone(),
        )
        .about(&self.resource.address)
        .identity([argument.to_owned(), message])
        .datum("argument", argument)
    }
}

fn is_own(name: &str, body: &Body, path: &str) -> bool {
    path.is_empty() && (OWN.contains(&name) || (body.json && OWN_BLOCKS.contains(&name)))
        || (body.json && name == "//")
}

fn most(argument: Argument<'_>) -> usize {
    argument
        .max_items()
        .map_or(usize::MAX, |limit| limit as usize)
}

fn times(limit: u32) -> String {
    match limit {
        1 => "once".to_owned(),
        _ => format!("{limit} times"),
    }
}

/// Whether an argument of this type holds several values.
fn is_collection(kind: ArgumentType) -> bool {
    match kind {
        ArgumentType::StringList
        | ArgumentType::StringSet
        | ArgumentType::StringMap
        | ArgumentType::BlockList
        | ArgumentType::BlockSet => true,
        ArgumentType::String | ArgumentType::Int | ArgumentType::Bool => false,
    }
}

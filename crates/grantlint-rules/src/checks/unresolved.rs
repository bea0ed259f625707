//! Values that a verdict needed and that are not known.

use std::collections::BTreeMap;

use grantlint_parser::source::Location;

use crate::calls::Target;
use crate::checks::Context;
use crate::finding::{Finding, Label};

pub(super) fn run(context: &Context<'_>) -> Vec<Finding> {
    let mut found: BTreeMap<(Location, &str), Unresolved> = BTreeMap::new();
    for judgement in context.judgements {
        let (Some(doubt), Some(call)) =
            (&judgement.because, context.calls.calls.get(judgement.call))
        else {
            continue;
        };
        // `unknown-endpoint` says so of an operation that nobody knows.
        if matches!(call.target, Target::NoSuch(_)) && judgement.requirements.is_empty() {
            continue;
        }
        let Some(at) = doubt.at else {
            continue;
        };
        let found = found.entry((at, &doubt.reason)).or_default();
        found.cause = doubt.cause;
        found.endpoints.push(call.endpoint.clone());
    }
    let findings = found.into_iter();
    findings
        .map(|((at, reason), found)| {
            let calls = match found.endpoints.as_slice() {
                [only] => format!("`{only}`"),
                all => format!("{} calls", all.len()),
            };
            let mut finding = Finding::new(
                context.rule,
                context.one_line(at),
                format!("undecided for {calls}: {reason}"),
            )
            .identity([reason.to_owned()])
            .datum("endpoints", found.endpoints);
            let cause = found
                .cause
                .map(|at| Label::new(context.one_line(at), "because of this"));
            finding.related.extend(cause);
            finding
        })
        .collect()
}

/// The calls that one value leaves undecided.
#[derive(Default)]
struct Unresolved {
    cause: Option<Location>,
    endpoints: Vec<String>,
}

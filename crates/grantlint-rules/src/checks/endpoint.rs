//! Calls of operations that no pack knows.

use crate::calls::{Call, CallPlace, Target};
use crate::checks::{Context, listed};
use crate::finding::{Finding, Label, Severity};
use crate::matrix::{Entry, Reason, Unknown};

pub(super) fn run(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for call in &context.calls.calls {
        let unknown = match &call.target {
            Target::NoSuch(unknown) => unknown,
            Target::Operation(_) => {
                let places = call.places.iter().filter(|place| place.other_case);
                findings.extend(places.map(|place| letter_case(context, call, place)));
                continue;
            }
            Target::Several(_) | Target::Open(_) => continue,
        };
        for place in &call.places {
            let nearest: Vec<String> = unknown.nearest.iter().map(Entry::call).collect();
            let mut finding = Finding::new(
                context.rule,
                context.one_line(place.at),
                message(call, unknown),
            )
            .identity([call.endpoint.clone()])
            .datum("endpoint", call.endpoint.as_str())
            .datum("nearest", nearest.clone());
            finding.help = help(unknown, &nearest);
            let client = place.hops.last();
            finding
                .related
                .extend(client.map(|hop| Label::new(hop.at, "called by this")));
            findings.push(finding);
        }
    }
    findings
}

fn letter_case(context: &Context<'_>, call: &Call<'_>, place: &CallPlace) -> Finding {
    Finding::new(
        context.rule,
        context.one_line(place.at),
        format!(
            "the platform writes this path with other letters: `{}`",
            call.endpoint
        ),
    )
    .weighing(Severity::Note)
    .identity([call.endpoint.clone()])
    .datum("endpoint", call.endpoint.as_str())
    .help("letter case is forgiven here; write it as the platform does, to be safe")
}

fn message(call: &Call<'_>, unknown: &Unknown<'_>) -> String {
    let endpoint = &call.endpoint;
    match &unknown.reason {
        Reason::Path => format!("`{endpoint}` is no operation that is known"),
        Reason::Method => {
            format!("`{endpoint}` is no operation: the path exists with another method")
        }
        Reason::Prefix => {
            format!("`{endpoint}` is no operation: its path does not begin with `/api/v2`")
        }
        Reason::Foreign(host) => {
            format!("`{endpoint}` is no operation: `{host}` does not serve the platform's API")
        }
    }
}

fn help(unknown: &Unknown<'_>, nearest: &[String]) -> Option<String> {
    match unknown.reason {
        Reason::Foreign(_) => None,
        _ if nearest.is_empty() => Some(
            "if the operation exists, describe it in a rule file of your own (`rules` in `grantlint.toml`)"
                .to_owned(),
        ),
        Reason::Method | Reason::Prefix | Reason::Path => {
            Some(format!("nearest: {}", listed(nearest, "and")))
        }
    }
}

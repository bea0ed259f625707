//! Calls of operations that no pack knows.

use grantlint_parser::source::Location;

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
            let mut finding = no_such(context, &call.endpoint, place.at, unknown);
            let client = place.hops.last();
            finding
                .related
                .extend(client.map(|hop| Label::new(hop.at, "called by this")));
            findings.push(finding);
        }
    }
    for unlinked in &context.calls.unlinked {
        let unknown = unlinked.no_such.iter();
        findings.extend(
            unknown.map(|(endpoint, at, unknown)| no_such(context, endpoint, *at, unknown)),
        );
    }
    findings
}

fn no_such(context: &Context<'_>, endpoint: &str, at: Location, unknown: &Unknown<'_>) -> Finding {
    let nearest: Vec<String> = unknown.nearest.iter().map(Entry::call).collect();
    let mut finding = Finding::new(
        context.rule,
        context.one_line(at),
        message(endpoint, unknown),
    )
    .identity([endpoint])
    .datum("endpoint", endpoint)
    .datum("nearest", nearest.clone());
    finding.help = help(unknown, &nearest);
    finding
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

fn message(endpoint: &str, unknown: &Unknown<'_>) -> String {
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

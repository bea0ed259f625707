//! Calls of operations that no pack knows.

use crate::calls::{CallPlace, Target};
use crate::checks::{Context, listed};
use crate::finding::{Finding, Label, Severity};
use crate::matrix::{Entry, Reason, Unknown};

pub(super) fn run(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for call in &context.calls.calls {
        let places = call.places.iter();
        findings.extend(places.filter_map(|place| {
            let found = finding(context, place, &call.endpoint, &call.target)?;
            let client = place.hops.last();
            let client = client.map(|hop| Label::new(hop.at, "called by this"));
            Some(client.into_iter().fold(found, Finding::related))
        }));
    }
    // What nobody can be found to call is no operation all the same.
    for (place, endpoint, target) in context.calls.unlinked.iter().flat_map(|it| &it.requests) {
        findings.extend(finding(context, place, endpoint, target));
    }
    findings
}

fn finding(
    context: &Context<'_>,
    place: &CallPlace,
    endpoint: &str,
    target: &Target<'_>,
) -> Option<Finding> {
    let unknown = match target {
        Target::NoSuch(unknown) => unknown,
        Target::Operation(_) if place.other_case => {
            return Some(letter_case(context, place, endpoint));
        }
        Target::Operation(_) | Target::Several(_) | Target::Open(_) => return None,
    };
    let nearest: Vec<String> = unknown.nearest.iter().map(Entry::call).collect();
    let mut finding = Finding::new(
        context.rule,
        context.one_line(place.at),
        message(endpoint, unknown),
    )
    .identity([endpoint])
    .datum("endpoint", endpoint)
    .datum("nearest", nearest.clone());
    finding.help = help(unknown, &nearest);
    Some(finding)
}

fn letter_case(context: &Context<'_>, place: &CallPlace, endpoint: &str) -> Finding {
    Finding::new(
        context.rule,
        context.one_line(place.at),
        format!(
            "the platform writes this path with other letters: `{}`",
            endpoint
        ),
    )
    .weighing(Severity::Note)
    .identity([endpoint])
    .datum("endpoint", endpoint)
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

//! Brings findings into their order, and makes one of those that the instances of one
//! block have in common.

use grantlint_parser::source::Sources;

use crate::finding::{Datum, Finding};

/// How many instances are named.
const SHOWN: usize = 3;

/// The findings in the order of file, start and rule, each once.
pub(super) fn merged(sources: &Sources, mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|one, other| key(sources, one).cmp(&key(sources, other)));
    let mut merged: Vec<Finding> = Vec::new();
    let mut others: Vec<Vec<String>> = Vec::new();
    for finding in findings {
        match merged.last().zip(others.last_mut()) {
            Some((last, others)) if is_same(last, &finding) => {
                others.extend(
                    finding
                        .address
                        .filter(|address| last.address.as_ref() != Some(address)),
                );
            }
            _ => {
                merged.push(finding);
                others.push(Vec::new());
            }
        }
    }
    for (finding, mut others) in merged.iter_mut().zip(others) {
        others.sort();
        others.dedup();
        name_instances(finding, &others);
    }
    merged
}

type Key<'f> = (
    &'f str,
    u32,
    &'f str,
    u32,
    &'f [String],
    Option<&'f String>,
    &'f str,
);

fn key<'f>(sources: &'f Sources, finding: &'f Finding) -> Key<'f> {
    let at = finding.primary.at;
    (
        sources.path(at.file),
        at.span.start,
        &finding.rule,
        at.span.end,
        &finding.identity,
        finding.address.as_ref(),
        &finding.message,
    )
}

/// Whether two findings are the same thing, found through different instances.
fn is_same(one: &Finding, other: &Finding) -> bool {
    one.rule == other.rule && one.primary.at == other.primary.at && one.identity == other.identity
}

fn name_instances(finding: &mut Finding, others: &[String]) {
    if others.is_empty() {
        return;
    }
    let named: Vec<String> = others
        .iter()
        .take(SHOWN)
        .map(|one| format!("`{one}`"))
        .collect();
    let more = match others.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let line = format!("the same holds for {}{more}", named.join(", "));
    finding.help = Some(match finding.help.take() {
        Some(help) => format!("{help}\n{line}"),
        None => line,
    });
    finding
        .data
        .insert("instances", Datum::List(others.to_vec()));
}

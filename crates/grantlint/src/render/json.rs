//! `json`, version 1: everything, for programs.
//!
//! The structs mirror the wire and nothing else, so that a change inside never
//! changes the format.

use std::collections::BTreeMap;
use std::io::{self, Write};

use grantlint_parser::source::{Location, Sources};
use grantlint_rules::finding::{Answer, Datum};
use serde::Serialize;

use super::Context;

/// Writes the report as one JSON object on several lines.
///
/// # Errors
/// What the writer answers.
pub fn render(context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let findings = context.report.findings.iter().zip(context.fingerprints);
    let findings = findings.map(|(finding, fingerprint)| {
        let place = Place::of(context.sources, finding.primary.at);
        let related = finding.related.iter().map(|label| Related {
            message: &label.message,
            place: Place::of(context.sources, label.at),
        });
        let data = finding.data.iter().map(|(name, datum)| {
            let fact = match datum {
                Datum::Text(text) => Fact::Text(text),
                Datum::List(list) => Fact::List(list),
            };
            (*name, fact)
        });
        Finding {
            rule: &finding.rule,
            severity: finding.severity.to_string(),
            basis: finding.basis.to_string(),
            message: &finding.message,
            help: finding.help.as_deref(),
            place,
            address: finding.address.as_deref(),
            related: related.collect(),
            data: data.collect(),
            fingerprint,
            fix: None,
        }
    });
    let verdicts = context.report.verdicts.iter().map(|verdict| {
        let (answer, missing, because) = match &verdict.answer {
            Answer::Granted => ("granted", &[][..], None),
            Answer::Missing(missing) => ("missing", missing.as_slice(), None),
            Answer::Undecided(reason) => ("undecided", &[][..], Some(reason.as_str())),
        };
        Verdict {
            client: &verdict.subject,
            endpoint: &verdict.endpoint,
            verdict: answer,
            from: verdict.from.to_string(),
            missing,
            because,
            limits: &verdict.limits,
        }
    });
    let summary = context.summary;
    let document = Document {
        version: 1,
        tool: Tool {
            name: "grantlint",
            version: context.version,
        },
        findings: findings.collect(),
        verdicts: verdicts.collect(),
        summary: Summary {
            files: summary.files,
            clients: summary.clients,
            roles: summary.roles,
            calls: summary.calls,
            granted: summary.granted,
            missing: summary.missing,
            undecided: summary.undecided,
            errors: summary.errors,
            warnings: summary.warnings,
            notes: summary.notes,
            ignored: summary.ignored + summary.baseline,
        },
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    tool: Tool<'a>,
    findings: Vec<Finding<'a>>,
    verdicts: Vec<Verdict<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
pub(super) struct Tool<'a> {
    name: &'a str,
    version: &'a str,
}

impl Tool<'_> {
    pub(super) fn this() -> Self {
        Tool {
            name: "grantlint",
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    severity: String,
    basis: String,
    message: &'a str,
    help: Option<&'a str>,
    #[serde(flatten)]
    place: Place<'a>,
    address: Option<&'a str>,
    related: Vec<Related<'a>>,
    data: BTreeMap<&'a str, Fact<'a>>,
    fingerprint: &'a str,
    /// Nothing is mended yet.
    fix: Option<()>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Fact<'a> {
    Text(&'a str),
    List(&'a [String]),
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
}

#[derive(Serialize)]
pub(super) struct Place<'a> {
    file: &'a str,
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
    byte: u32,
}

#[derive(Serialize)]
struct Verdict<'a> {
    client: &'a str,
    endpoint: &'a str,
    verdict: &'a str,
    from: String,
    missing: &'a [String],
    because: Option<&'a str>,
    limits: &'a [String],
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    clients: usize,
    roles: usize,
    calls: usize,
    granted: usize,
    missing: usize,
    undecided: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    ignored: usize,
}

impl<'a> Place<'a> {
    pub(super) fn of(sources: &'a Sources, at: Location) -> Self {
        let position = |byte| {
            let position = sources.get(at.file).map(|file| file.position(byte));
            position.map_or(
                Position {
                    line: 1,
                    column: 1,
                    byte,
                },
                |position| Position {
                    line: position.line,
                    column: position.column,
                    byte: position.byte,
                },
            )
        };
        Place {
            file: sources.path(at.file),
            start: position(at.span.start),
            end: position(at.span.end),
        }
    }
}

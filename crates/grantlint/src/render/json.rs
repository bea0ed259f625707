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
        head: Head::of(context.version),
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

/// The schema of the whole document.
#[cfg(feature = "schema")]
pub fn schema(generator: schemars::SchemaGenerator) -> schemars::Schema {
    generator.into_root_schema_for::<Document<'_>>()
}

/// What `grantlint check --format json` writes.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Document<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    /// The findings, in the order file, start, rule.
    findings: Vec<Finding<'a>>,
    /// One verdict for each client and call, in the order client, endpoint.
    verdicts: Vec<Verdict<'a>>,
    /// How many things were looked at and found.
    summary: Summary,
}

/// What every document begins with.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Head<'a> {
    /// The version of this format. Fields are added under the same version; none is
    /// taken away or changes its meaning.
    version: u32,
    /// What wrote it.
    tool: Tool<'a>,
}

impl<'a> Head<'a> {
    pub(super) fn this() -> Self {
        Head::of(env!("CARGO_PKG_VERSION"))
    }

    /// Of a tool of this version.
    fn of(version: &'a str) -> Self {
        Head {
            version: 1,
            tool: Tool {
                name: "grantlint",
                version,
            },
        }
    }
}

/// What wrote the document.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Tool<'a> {
    /// `grantlint`
    name: &'a str,
    /// Its version.
    version: &'a str,
}

/// Something that is wrong, or worth knowing.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Finding<'a> {
    /// The id of the rule.
    rule: &'a str,
    /// How much it weighs, the configuration considered.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["note", "warning", "error"])))]
    severity: String,
    /// Whose word it stands on: what the platform or the provider publishes, what people
    /// report, or the organisation's own files.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["published", "reported", "org"])))]
    basis: String,
    /// What is wrong, in one line.
    message: &'a str,
    /// What to do about it; may have several lines.
    help: Option<&'a str>,
    #[serde(flatten)]
    place: Place<'a>,
    /// The resource that it is about.
    address: Option<&'a str>,
    /// The rest of the chain, in the order of the derivation.
    related: Vec<Related<'a>>,
    /// The facts of the finding, by name; which there are is up to the rule.
    data: BTreeMap<&'a str, Fact<'a>>,
    /// What tells this finding from any other, whatever lines it moves to.
    fingerprint: &'a str,
    /// How it can be mended; nothing is yet.
    fix: Option<()>,
}

/// A fact.
#[derive(Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum Fact<'a> {
    /// One text.
    Text(&'a str),
    /// Several.
    List(&'a [String]),
}

/// A place that belongs to a finding.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Related<'a> {
    /// What is there, in a few words.
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
}

/// A part of a file.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Place<'a> {
    /// The file's path from where the command ran, with forward slashes.
    file: &'a str,
    /// Where it begins.
    start: Position,
    /// Where it ends: the first position that does not belong to it.
    end: Position,
}

/// A position in a file.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Position {
    /// The line, from 1.
    line: u32,
    /// The column in characters, from 1.
    column: u32,
    /// The byte from the start of the file, from 0.
    byte: u32,
}

/// Whether a client may make a call.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Verdict<'a> {
    /// The address of the client or permission set.
    client: &'a str,
    /// The operation: `METHOD /path`.
    endpoint: &'a str,
    /// The answer.
    #[cfg_attr(
        feature = "schema",
        schemars(extend("enum" = ["granted", "missing", "undecided"]))
    )]
    verdict: &'a str,
    /// What says that the client calls it.
    #[cfg_attr(
        feature = "schema",
        schemars(extend("enum" = ["data-action", "comment", "config"]))
    )]
    from: String,
    /// The permissions or scopes that are missing, where it is `missing`.
    missing: &'a [String],
    /// Why it is `undecided`, where it is; finishes "because".
    because: Option<&'a str>,
    /// Under which limits it is granted: a condition, a division.
    limits: &'a [String],
}

/// How many things were looked at and found.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Summary {
    /// Terraform files that were read.
    files: usize,
    /// OAuth clients.
    clients: usize,
    /// Roles.
    roles: usize,
    /// Verdicts.
    calls: usize,
    /// Verdicts that are `granted`.
    granted: usize,
    /// Verdicts that are `missing`.
    missing: usize,
    /// Verdicts that are `undecided`.
    undecided: usize,
    /// Findings that are errors.
    errors: usize,
    /// Findings that are warnings.
    warnings: usize,
    /// Findings that are notes.
    notes: usize,
    /// Findings that a comment or the baseline hides.
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

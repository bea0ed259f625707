//! The answer of `why`, as a tree for a person and as JSON, version 1.

use std::io::{self, Write};

use grantlint_parser::source::Sources;
use grantlint_rules::derivation::{Derivation, Step, StepKind};
use grantlint_rules::finding::{Answer, Severity};
use owo_colors::{OwoColorize, Style as Ink};
use serde::Serialize;

use super::json::{Head, Place};
use super::paint::Paint;
use super::tree::{Branch, draw};
use super::{Style, escaped, write_json};

/// Draws the tree.
///
/// # Errors
/// What the writer answers.
pub fn human(
    derivation: &Derivation,
    sources: &Sources,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let paint = Paint::new(style);
    let may = match derivation.answer {
        Answer::Granted => "may call",
        Answer::Missing(_) => "may not call",
        Answer::Undecided(_) => "may or may not call",
    };
    let title = format!("`{}` {may} `{}`", derivation.subject, derivation.endpoint);
    for line in paint.wrapped(&escaped(&title), 0, 2) {
        writeln!(out, "{}", line.style(paint.strong()))?;
    }
    let verdict = severity(&derivation.answer);
    let branches = branches(&derivation.steps, paint, verdict);
    draw(&branches, sources, style, out)
}

pub(super) fn severity(answer: &Answer) -> Severity {
    match answer {
        Answer::Granted => Severity::Note,
        Answer::Missing(_) => Severity::Error,
        Answer::Undecided(_) => Severity::Warning,
    }
}

fn branches<'a>(steps: &'a [Step], paint: Paint, verdict: Severity) -> Vec<Branch<'a>> {
    let steps = steps.iter();
    steps
        .map(|step| Branch {
            text: &step.text,
            at: step.at,
            ink: match step.kind {
                StepKind::Verdict => paint.severity(verdict),
                StepKind::Missing => paint.severity(Severity::Error),
                StepKind::Doubt => paint.severity(Severity::Warning),
                StepKind::Permission => paint.severity(Severity::Note),
                StepKind::Nearest => paint.help(),
                StepKind::Call
                | StepKind::Operation
                | StepKind::Subject
                | StepKind::GrantType
                | StepKind::Grant
                | StepKind::Role
                | StepKind::Origin
                | StepKind::Limit
                | StepKind::Scope => Ink::new(),
            },
            branches: branches(&step.steps, paint, verdict),
        })
        .collect()
}

/// Writes one JSON object.
///
/// # Errors
/// What the writer answers.
pub fn json(derivation: &Derivation, sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    let document = Document {
        head: Head::this(),
        client: &derivation.subject,
        call: Judged::of(derivation, sources),
    };
    write_json(&document, out)
}

/// The schema of the whole document.
#[cfg(feature = "schema")]
pub fn schema(generator: schemars::SchemaGenerator) -> schemars::Schema {
    generator.into_root_schema_for::<Document<'_>>()
}

/// What `grantlint why --format json` writes of an operation.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Document<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    /// The address of the client, permission set or user.
    client: &'a str,
    #[serde(flatten)]
    call: Judged<'a>,
}

/// The verdict on a call, and the way to it.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Judged<'a> {
    /// The operation: `METHOD /path`.
    endpoint: &'a str,
    /// The answer.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["granted", "missing", "undecided"])))]
    verdict: &'a str,
    /// The permissions or scopes that are missing, where it is `missing`.
    missing: &'a [String],
    /// Why it is `undecided`, where it is; finishes "because".
    because: Option<&'a str>,
    /// Under which limits it is granted: a condition, a division.
    limits: &'a [String],
    /// The hops in their order; the last one is the verdict.
    steps: Vec<Hop<'a>>,
}

impl<'a> Judged<'a> {
    pub(super) fn of(derivation: &'a Derivation, sources: &'a Sources) -> Self {
        let (verdict, missing, because) = match &derivation.answer {
            Answer::Granted => ("granted", &[][..], None),
            Answer::Missing(missing) => ("missing", missing.as_slice(), None),
            Answer::Undecided(reason) => ("undecided", &[][..], Some(reason.as_str())),
        };
        Judged {
            endpoint: &derivation.endpoint,
            verdict,
            missing,
            because,
            limits: &derivation.limits,
            steps: hops(&derivation.steps, sources),
        }
    }
}

/// One hop, with those that hang on it. It has a place where a file says it.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Hop<'a> {
    /// What it is about.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = [
        "call", "operation", "subject", "grant-type", "grant", "role", "permission", "origin",
        "limit", "scope", "missing", "nearest", "doubt", "verdict",
    ])))]
    kind: &'a str,
    /// In words.
    message: &'a str,
    #[serde(flatten)]
    place: Option<Place<'a>>,
    /// What it leads to.
    steps: Vec<Hop<'a>>,
}

fn hops<'a>(steps: &'a [Step], sources: &'a Sources) -> Vec<Hop<'a>> {
    let steps = steps.iter();
    steps
        .map(|step| Hop {
            kind: match step.kind {
                StepKind::Call => "call",
                StepKind::Operation => "operation",
                StepKind::Subject => "subject",
                StepKind::GrantType => "grant-type",
                StepKind::Grant => "grant",
                StepKind::Role => "role",
                StepKind::Permission => "permission",
                StepKind::Origin => "origin",
                StepKind::Limit => "limit",
                StepKind::Scope => "scope",
                StepKind::Missing => "missing",
                StepKind::Nearest => "nearest",
                StepKind::Doubt => "doubt",
                StepKind::Verdict => "verdict",
            },
            message: &step.text,
            place: step.at.map(|at| Place::of(sources, at)),
            steps: hops(&step.steps, sources),
        })
        .collect()
}

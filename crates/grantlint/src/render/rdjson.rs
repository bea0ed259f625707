//! `rdjson`: the Reviewdog Diagnostic Format.
//!
//! The fields are those of `reviewdog.proto`. Columns count bytes of the line
//! from 1, and ends are exclusive; paths stay relative to where the command
//! runs, since reviewdog takes them to the repository's root itself.

use std::io::{self, Write};

use grantlint_rules::finding::{Finding, Severity};
use serde::Serialize;

use super::place::{Place, Point};
use super::{Context, escaped, escaped_lines, write_json};

/// Writes the findings.
///
/// # Errors
/// What the writer answers.
pub fn render(context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let findings = context.report.findings.iter();
    let result = DiagnosticResult {
        source: Source { name: "grantlint" },
        diagnostics: findings
            .map(|finding| diagnostic(context, finding))
            .collect(),
    };
    write_json(&result, out)
}

fn diagnostic<'a>(context: &Context<'a>, finding: &'a Finding) -> Diagnostic<'a> {
    let message = escaped(&finding.message);
    let related = finding.related.iter();
    Diagnostic {
        message: match &finding.help {
            Some(help) => format!("{message}\n\n{}", escaped_lines(help)),
            None => message.into_owned(),
        },
        location: location(Place::first_line(context.sources, finding.primary.at)),
        severity: match finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Note => "INFO",
        },
        code: Code {
            value: &finding.rule,
            url: context.rule_url(&finding.rule),
        },
        related_locations: related
            .map(|label| RelatedLocation {
                message: escaped_lines(&label.message),
                location: location(Place::of(context.sources, label.at)),
            })
            .collect(),
    }
}

fn location(place: Place<'_>) -> Location<'_> {
    Location {
        path: place.path,
        range: Range {
            start: place.start.into(),
            end: place.end.into(),
        },
    }
}

#[derive(Serialize)]
struct DiagnosticResult<'a> {
    source: Source,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<RelatedLocation<'a>>,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct RelatedLocation<'a> {
    #[serde(skip_serializing_if = "String::is_empty")]
    message: String,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

impl From<Point> for Position {
    fn from(point: Point) -> Self {
        Position {
            line: point.line,
            column: point.byte_column,
        }
    }
}

//! `gitlab`: a Code Quality report: an array of issues.
//!
//! The fields are those of "Code Quality report format" in GitLab's
//! documentation; it drops issues that share a fingerprint, so each has its
//! own. Paths are relative to the repository's root, without `./`.

use std::borrow::Cow;
use std::io::{self, Write};

use grantlint_rules::finding::Severity;
use serde::Serialize;

use super::place::Place;
use super::{Context, escaped, write_json};

/// Writes the findings.
///
/// # Errors
/// What the writer answers.
pub fn render(context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let findings = context.report.findings.iter();
    let issues: Vec<Issue> = findings
        .zip(context.fingerprints)
        .map(|(finding, fingerprint)| {
            let place = Place::first_line(context.sources, finding.primary.at);
            Issue {
                description: escaped(&finding.message),
                check_name: &finding.rule,
                fingerprint,
                severity: match finding.severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Note => "info",
                },
                location: IssueLocation {
                    path: context.at_root(place.path),
                    lines: Lines {
                        begin: place.start.line,
                        end: place.end.line,
                    },
                },
            }
        })
        .collect();
    write_json(&issues, out)
}

#[derive(Serialize)]
struct Issue<'a> {
    description: Cow<'a, str>,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: IssueLocation,
}

#[derive(Serialize)]
struct IssueLocation {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

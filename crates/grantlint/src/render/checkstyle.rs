//! `checkstyle`: the XML of Checkstyle, which Jenkins and many others read.
//!
//! One `file` with its `error`s; columns count characters from 1. Jenkins takes
//! what stands after the last dot of `source` for the rule.

use std::io::{self, Write};

use grantlint_rules::finding::{Finding, Severity};
use quick_xml::Writer;

use super::place::Place;
use super::{Context, xml};

/// Writes the findings.
///
/// # Errors
/// What the writer answers.
pub fn render(context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let mut document = xml::document(out)?;
    let findings = &context.report.findings;
    let root = document
        .create_element("checkstyle")
        .with_attribute(("version", "4.3"));
    // An element that closes itself where there is nothing: some readers take
    // an empty text for content.
    if findings.is_empty() {
        root.write_empty()?;
    } else {
        root.write_inner_content(|document| {
            findings
                .chunk_by(|a, b| a.primary.at.file == b.primary.at.file)
                .try_for_each(|findings| file(context, findings, document))
        })?;
    }
    writeln!(document.into_inner())
}

fn file(
    context: &Context,
    findings: &[Finding],
    document: &mut Writer<&mut dyn Write>,
) -> io::Result<()> {
    let Some(first) = findings.first() else {
        return Ok(());
    };
    let path = context.sources.path(first.primary.at.file);
    document
        .create_element("file")
        .with_attribute(("name", xml::text(path).as_str()))
        .write_inner_content(|document| {
            findings
                .iter()
                .try_for_each(|finding| error(context, finding, document))
        })?;
    Ok(())
}

fn error(
    context: &Context,
    finding: &Finding,
    document: &mut Writer<&mut dyn Write>,
) -> io::Result<()> {
    let start = Place::of(context.sources, finding.primary.at).start;
    let mut message = xml::text(&finding.message);
    if let Some(help) = &finding.help {
        message.push('\n');
        message.push_str(&xml::text(help));
    }
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "info",
    };
    document
        .create_element("error")
        .with_attribute(("line", start.line.to_string().as_str()))
        .with_attribute(("column", start.column.to_string().as_str()))
        .with_attribute(("severity", severity))
        .with_attribute(("message", message.as_str()))
        .with_attribute(("source", format!("grantlint.{}", finding.rule).as_str()))
        .write_empty()?;
    Ok(())
}

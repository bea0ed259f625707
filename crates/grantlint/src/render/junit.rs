//! `junit`: JUnit XML, for the test reports of Jenkins and GitLab.
//!
//! A file is a test suite. A finding is a test case that failed, a note one
//! that was skipped, since a note is no reason to fail; a file without findings
//! is one that passed. GitLab keeps one test case for each pair of class and
//! name and compares branches by it, so the pair is unique and has no line in
//! it; Jenkins makes package and class of what stands before and after the last
//! dot of `classname`, so that is the rule. Nothing but what Jenkins's schema
//! (`junit-10.xsd`) has is written.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

use grantlint_parser::source::FileId;
use grantlint_rules::finding::{Finding, Severity};
use quick_xml::Writer;
use quick_xml::events::BytesText;

use super::place::Place;
use super::{Context, escaped, escaped_lines, xml};

/// Writes the findings.
///
/// # Errors
/// What the writer answers.
pub fn render(context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let suites = suites(context);
    let tests: usize = suites.iter().map(|suite| suite.cases.len().max(1)).sum();
    let failures: usize = suites.iter().map(Suite::failures).sum();
    let mut document = xml::document(out)?;
    document
        .create_element("testsuites")
        .with_attribute(("name", "grantlint"))
        .with_attribute(("tests", tests.to_string().as_str()))
        .with_attribute(("failures", failures.to_string().as_str()))
        .with_attribute(("errors", "0"))
        .write_inner_content(|document| {
            suites
                .iter()
                .try_for_each(|suite| suite.write(context, document))
        })?;
    writeln!(document.into_inner())
}

struct Suite<'a> {
    /// The file's path.
    name: String,
    cases: Vec<Case<'a>>,
}

struct Case<'a> {
    name: String,
    finding: &'a Finding,
}

/// One suite for each file that was read, in the order of paths; one that passes
/// where none was.
fn suites<'a>(context: &Context<'a>) -> Vec<Suite<'a>> {
    let mut by_file: BTreeMap<(&str, FileId), Vec<&Finding>> = BTreeMap::new();
    for (file, source) in context.sources.iter() {
        by_file.insert((source.path(), file), Vec::new());
    }
    for finding in &context.report.findings {
        let file = finding.primary.at.file;
        let key = (context.sources.path(file), file);
        by_file.entry(key).or_default().push(finding);
    }
    let mut seen = HashMap::new();
    let mut suites: Vec<Suite> = by_file
        .into_iter()
        .map(|((path, _), findings)| {
            let path = xml::text(path);
            let case = |finding: &'a Finding| {
                let name = format!("{path}: {}", xml::text(&finding.message));
                let count = seen
                    .entry((finding.rule.clone(), name.clone()))
                    .or_insert(0);
                *count += 1;
                Case {
                    name: match count {
                        1 => name,
                        count => format!("{name} ({count})"),
                    },
                    finding,
                }
            };
            Suite {
                cases: findings.into_iter().map(case).collect(),
                name: path,
            }
        })
        .collect();
    if suites.is_empty() {
        suites.push(Suite {
            name: "grantlint".into(),
            cases: Vec::new(),
        });
    }
    suites
}

impl Suite<'_> {
    fn failures(&self) -> usize {
        let failed = |case: &&Case| case.finding.severity > Severity::Note;
        self.cases.iter().filter(failed).count()
    }

    fn write(&self, context: &Context, document: &mut Writer<&mut dyn Write>) -> io::Result<()> {
        let skipped = self.cases.len() - self.failures();
        document
            .create_element("testsuite")
            .with_attribute(("name", self.name.as_str()))
            .with_attribute(("tests", self.cases.len().max(1).to_string().as_str()))
            .with_attribute(("failures", self.failures().to_string().as_str()))
            .with_attribute(("errors", "0"))
            .with_attribute(("skipped", skipped.to_string().as_str()))
            .write_inner_content(|document| {
                if self.cases.is_empty() {
                    document
                        .create_element("testcase")
                        .with_attribute(("name", self.name.as_str()))
                        .with_attribute(("classname", "grantlint.check"))
                        .write_empty()?;
                }
                self.cases
                    .iter()
                    .try_for_each(|case| case.write(context, document))
            })?;
        Ok(())
    }
}

impl Case<'_> {
    fn write(&self, context: &Context, document: &mut Writer<&mut dyn Write>) -> io::Result<()> {
        let finding = self.finding;
        let outcome = match finding.severity {
            Severity::Note => "skipped",
            Severity::Warning | Severity::Error => "failure",
        };
        let class = format!("grantlint.{}", finding.rule);
        document
            .create_element("testcase")
            .with_attribute(("name", self.name.as_str()))
            .with_attribute(("classname", class.as_str()))
            .write_inner_content(|document| {
                document
                    .create_element(outcome)
                    .with_attribute(("type", finding.severity.to_string().as_str()))
                    .with_attribute(("message", xml::text(&finding.message).as_str()))
                    .write_text_content(BytesText::new(&details(context, finding)))?;
                Ok(())
            })?;
        Ok(())
    }
}

/// The finding as `compact` has it, with its help and its related places.
fn details(context: &Context, finding: &Finding) -> String {
    let at = |location| {
        let place = Place::of(context.sources, location);
        let (line, column) = (place.start.line, place.start.column);
        format!("{}:{line}:{column}", place.path)
    };
    let mut text = format!(
        "{}: {}: {} [{}]",
        at(finding.primary.at),
        finding.severity,
        escaped(&finding.message),
        finding.rule
    );
    if let Some(help) = &finding.help {
        text.push_str("\nhelp: ");
        text.push_str(&escaped_lines(help));
    }
    for label in &finding.related {
        text.push('\n');
        text.push_str(&at(label.at));
        if !label.message.is_empty() {
            text.push_str(": ");
            text.push_str(&escaped(&label.message));
        }
    }
    xml::text(&text)
}

//! `sarif`: SARIF 2.1.0, as GitHub's code scanning takes it.
//!
//! Columns count characters from 1 (`columnKind` says so) and ends are
//! exclusive. GitHub refuses a run of more than 25,000 results, so that the
//! least severe beyond it are left out and counted in a notification. The
//! fingerprint has a key of its own: `primaryLocationLineHash` is computed on
//! upload, which warns of any other value.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use grantlint_parser::paths;
use grantlint_rules::finding::{Finding, Label, Severity};

use super::place::Place;
use super::{Context, RuleText, escaped, escaped_lines, write_json};

mod text;
mod wire;

use text::{link_text, plain, shortened, uri};
use wire::{
    ArtifactLocation, CodeFlow, Configuration, Driver, Help, Invocation, Level, Location, Log,
    LogicalLocation, Message, Notification, PhysicalLocation, Region, Result, ResultProperties,
    Rule, RuleProperties, Run, ThreadFlow, ThreadFlowLocation, Tool, UriBase,
};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The results that GitHub takes from a run.
const RESULTS: usize = 25_000;

/// The related locations of a result: GitHub takes 1,000 locations, and the
/// primary is one of them.
const RELATED: usize = 999;

/// The tags that GitHub takes from a rule.
const TAGS: usize = 20;

/// The characters that GitHub takes in a rule's short and full description.
const DESCRIPTION: usize = 1024;

/// What all paths are relative to.
const ROOT: &str = "%SRCROOT%";

/// Writes the findings and all rules.
///
/// # Errors
/// What the writer answers.
pub fn render(context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let rules = Rules::new(context);
    let (kept, left_out) = kept(&context.report.findings);
    let notifications = (left_out > 0).then(|| Notification {
        level: Level(Severity::Warning),
        message: Message {
            text: format!(
                "{left_out} of {} left out, the least severe ones: code scanning takes {RESULTS} results",
                super::counted(context.report.findings.len(), "finding"),
            )
            .into(),
        },
    });
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "grantlint",
                    version: context.version,
                    semantic_version: context.version,
                    rules: rules.records(),
                },
            },
            invocations: [Invocation {
                execution_successful: true,
                tool_execution_notifications: notifications.into_iter().collect(),
            }],
            original_uri_base_ids: BTreeMap::from([(
                ROOT,
                UriBase {
                    description: Message {
                        text: "the root of the repository".into(),
                    },
                },
            )]),
            column_kind: "unicodeCodePoints",
            results: kept
                .iter()
                .map(|&(finding, fingerprint)| result(context, &rules, finding, fingerprint))
                .collect(),
        }],
    };
    write_json(&log, out)
}

/// The findings, with their places in the list, that are within the limit, in
/// their order, and how many are not.
fn kept(findings: &[Finding]) -> (Vec<(&Finding, usize)>, usize) {
    let mut kept: Vec<(&Finding, usize)> = findings.iter().zip(0..).collect();
    kept.sort_by_key(|(finding, at)| (std::cmp::Reverse(finding.severity), *at));
    kept.truncate(RESULTS);
    kept.sort_by_key(|(_, at)| *at);
    let left_out = findings.len() - kept.len();
    (kept, left_out)
}

/// The texts of the rules and the number of each.
struct Rules<'a> {
    texts: Vec<Cow<'a, RuleText>>,
    numbers: BTreeMap<&'a str, usize>,
}

impl<'a> Rules<'a> {
    /// The known rules, then those that are only known by a finding.
    fn new(context: &Context<'a>) -> Self {
        let mut rules = Rules {
            texts: Vec::new(),
            numbers: BTreeMap::new(),
        };
        for text in context.rules {
            rules.add(&text.id, || Cow::Borrowed(text));
        }
        for finding in &context.report.findings {
            rules.add(&finding.rule, || {
                Cow::Owned(RuleText {
                    id: finding.rule.to_string(),
                    summary: String::new(),
                    severity: Some(finding.severity),
                    why: String::new(),
                    fix: String::new(),
                    references: Vec::new(),
                    url: String::new(),
                    tags: Vec::new(),
                })
            });
        }
        rules
    }

    fn add(&mut self, id: &'a str, text: impl FnOnce() -> Cow<'a, RuleText>) {
        let next = self.texts.len();
        self.numbers.entry(id).or_insert_with(|| {
            self.texts.push(text());
            next
        });
    }

    fn records(&self) -> Vec<Rule<'_>> {
        self.texts.iter().map(|text| rule(text)).collect()
    }
}

fn rule(text: &RuleText) -> Rule<'_> {
    let summary = or(&text.summary, &text.id);
    let why = or(text.why.trim(), summary);
    let level = text.severity.unwrap_or(Severity::Note);
    let tags = text.tags.iter().take(TAGS);
    Rule {
        id: &text.id,
        short_description: Message {
            text: shortened(summary, DESCRIPTION),
        },
        full_description: Message {
            text: shortened(why, DESCRIPTION),
        },
        help: help(text),
        help_uri: Some(text.url.as_str()).filter(|url| !url.is_empty()),
        default_configuration: Configuration {
            enabled: text.severity.is_some(),
            level: Level(level),
        },
        properties: RuleProperties {
            tags: tags.map(String::as_str).collect(),
            precision: match level {
                Severity::Error => "very-high",
                Severity::Warning => "high",
                Severity::Note => "medium",
            },
            problem_severity: match level {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "recommendation",
            },
            // GitHub takes any rule that has one for a security rule.
            security_severity: text.tags.iter().any(|tag| tag == "security").then_some(
                match level {
                    Severity::Error => "8.0",
                    Severity::Warning => "5.5",
                    Severity::Note => "2.0",
                },
            ),
        },
    }
}

/// The first text, or the second where it is empty: GitHub takes no empty one.
fn or<'a>(text: &'a str, other: &'a str) -> &'a str {
    if text.is_empty() { other } else { text }
}

fn help(text: &RuleText) -> Help {
    let mut plain = String::new();
    let mut markdown = format!("# {}\n", text.id);
    if !text.summary.is_empty() {
        plain.push_str(&text.summary);
        markdown.push_str(&format!("\n{}\n", text.summary));
    }
    for (title, words) in [("Why", &text.why), ("How to fix", &text.fix)] {
        let words = words.trim();
        if !words.is_empty() {
            plain.push_str(&format!("\n\n{title}:\n\n{words}"));
            markdown.push_str(&format!("\n## {title}\n\n{words}\n"));
        }
    }
    if !text.references.is_empty() {
        plain.push_str("\n\nReferences:\n");
        markdown.push_str("\n## References\n\n");
        for url in &text.references {
            plain.push_str(&format!("\n{url}"));
            markdown.push_str(&format!("- {url}\n"));
        }
    }
    Help {
        text: or(plain.trim(), &text.id).to_owned(),
        markdown,
    }
}

fn result<'a>(
    context: &Context<'a>,
    rules: &Rules,
    finding: &'a Finding,
    number: usize,
) -> Result<'a> {
    let labels = finding.related.get(..RELATED).unwrap_or(&finding.related);
    let primary = Location {
        id: None,
        physical_location: physical(
            context,
            Place::first_line(context.sources, finding.primary.at),
        ),
        logical_locations: finding
            .address
            .iter()
            .map(|address| LogicalLocation {
                fully_qualified_name: address.clone(),
                kind: "resource",
            })
            .collect(),
        message: None,
    };
    let related: Vec<Location> = (1..)
        .zip(labels)
        .map(|(id, label)| Location {
            id: Some(id),
            ..step(context, label)
        })
        .collect();
    // The first sentence is the title of an alert, so it gets its stop.
    let mut message = format!("{}.", plain(&escaped(&finding.message)));
    if let Some(help) = &finding.help {
        message.push_str("\n\n");
        message.push_str(&plain(&escaped_lines(help)));
    }
    for (label, id) in labels.iter().zip(1..) {
        message.push_str(if id == 1 { "\n\nSee [" } else { ", [" });
        message.push_str(&format!("{}]({id})", link_text(&escaped(words(label)))));
    }
    if !labels.is_empty() {
        message.push('.');
    }
    // Only a call has a way from the call to the grant; elsewhere related
    // places are beside each other.
    let is_chain = finding.data.contains_key("endpoint") && !labels.is_empty();
    let flow = is_chain.then(|| code_flow(context, finding, labels));
    Result {
        rule_id: &finding.rule,
        rule_index: rules.numbers.get(finding.rule.as_str()).copied(),
        level: Level(finding.severity),
        message: Message {
            text: message.into(),
        },
        locations: [primary],
        related_locations: related,
        code_flows: flow.into_iter().collect(),
        partial_fingerprints: context
            .fingerprints
            .get(number)
            .map(|print| ("genesysFinding/v1", print.as_str()))
            .into_iter()
            .collect(),
        properties: ResultProperties {
            basis: finding.basis.to_string(),
            data: finding
                .data
                .iter()
                .map(|(name, datum)| (*name, datum.into()))
                .collect(),
        },
    }
}

/// The chain from the call to the line to change.
fn code_flow(context: &Context, finding: &Finding, labels: &[Label]) -> CodeFlow {
    let end = Label {
        at: finding.primary.at,
        message: match finding.primary.message.as_str() {
            "" => finding.message.clone(),
            words => words.to_owned(),
        },
    };
    let steps = labels.iter().chain([&end]);
    CodeFlow {
        thread_flows: [ThreadFlow {
            locations: steps
                .map(|label| ThreadFlowLocation {
                    location: step(context, label),
                })
                .collect(),
        }],
    }
}

fn step(context: &Context, label: &Label) -> Location {
    Location {
        id: None,
        physical_location: physical(context, Place::of(context.sources, label.at)),
        logical_locations: Vec::new(),
        message: Some(Message {
            text: plain(&escaped(words(label))).into(),
        }),
    }
}

/// What is said of a place; GitHub wants something.
fn words(label: &Label) -> &str {
    match label.message.as_str() {
        "" => "related place",
        words => words,
    }
}

fn physical(context: &Context, place: Place) -> PhysicalLocation {
    let path = context.at_root(place.path);
    PhysicalLocation {
        artifact_location: ArtifactLocation {
            uri_base_id: (!paths::is_absolute(&path)).then_some(ROOT),
            uri: uri(&path),
        },
        region: Region {
            start_line: place.start.line,
            start_column: place.start.column,
            end_line: place.end.line,
            end_column: place.end.column,
        },
    }
}

//! From a report to bytes: one file for each format, each with one function
//! `render(&Context, &mut dyn Write) -> io::Result<()>`.
//!
//! Only here do lines, columns and wire formats exist. A renderer looks at the
//! [`Context`] alone: no environment, no clock, no terminal, so that the same
//! context always gives the same bytes.

use std::io::{self, Write};

use grantlint_parser::paths;
use grantlint_parser::source::Sources;
use grantlint_rules::finding::{Answer, Report, Severity};
use serde::Serialize;

pub mod can;
pub mod checkstyle;
pub mod compact;
pub mod deployer;
pub mod explain;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod junit;
pub mod page;
mod paint;
mod place;
mod plain;
pub mod profile;
pub mod rdjson;
pub mod sarif;
mod snippet;
pub mod summary;
mod tail;
pub(crate) mod tree;
pub mod why;
mod xml;

/// What a renderer is given.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The findings, verdicts and preconditions, in their order.
    pub report: &'a Report,
    /// The texts that locations point into.
    pub sources: &'a Sources,
    /// The fingerprint of each finding, in the findings' order: lower-case hex,
    /// unique in the run, and the same wherever the lines move.
    pub fingerprints: &'a [String],
    /// The texts of every rule, whether it fired or not, in the order of ids.
    pub rules: &'a [RuleText],
    /// What the run comes to in figures.
    pub summary: Summary,
    /// The tool's version: `0.1.0`.
    pub version: &'a str,
    /// The way from the repository's root to where the command runs, with
    /// forward slashes: `infra/genesys`; empty at the root and outside a
    /// repository. For formats whose reader stands at the root.
    pub prefix: &'a str,
    /// How a person is to see it; formats for machines leave it alone.
    pub style: Style,
}

impl<'a> Context<'a> {
    /// A path as the reader at the repository's root has it.
    fn at_root(&self, path: &str) -> String {
        paths::join(self.prefix, path)
    }

    /// The page about a rule, where there is one.
    fn rule_url(&self, id: &str) -> Option<&'a str> {
        let rule = self.rules.iter().find(|rule| rule.id == id)?;
        Some(rule.url.as_str()).filter(|url| !url.is_empty())
    }
}

/// What is said of a rule wherever rules are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleText {
    /// The id: kebab case.
    pub id: String,
    /// One line: lower case, no stop.
    pub summary: String,
    /// The severity it has by default; `None` for a rule that is off.
    pub severity: Option<Severity>,
    /// Why it matters, in Markdown.
    pub why: String,
    /// How to mend it, in Markdown.
    pub fix: String,
    /// Where to read more: URLs.
    pub references: Vec<String>,
    /// The page about the rule.
    pub url: String,
    /// What the rule is about, in kebab case: `security`, `correctness`.
    pub tags: Vec<String>,
}

/// What a run comes to in figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Terraform files read.
    pub files: usize,
    /// OAuth clients.
    pub clients: usize,
    /// Those of them of which no call is known.
    pub idle: usize,
    /// Roles.
    pub roles: usize,
    /// Verdicts.
    pub calls: usize,
    /// Verdicts that are granted.
    pub granted: usize,
    /// Verdicts that are missing.
    pub missing: usize,
    /// Verdicts that are undecided.
    pub undecided: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are notes.
    pub notes: usize,
    /// Findings that comments hid.
    pub ignored: usize,
    /// Findings that are in the baseline.
    pub baseline: usize,
    /// Findings below the severity that was asked for.
    pub hidden: usize,
}

impl Summary {
    /// The findings that are not shown, each kind with its words, if there are any.
    fn aside(self) -> Vec<String> {
        let kinds = [
            (self.baseline, "in the baseline"),
            (self.ignored, "ignored"),
            (self.hidden, "hidden"),
        ];
        let kinds = kinds.into_iter().filter(|&(count, _)| count > 0);
        kinds
            .map(|(count, what)| format!("{count} {what}"))
            .collect()
    }

    /// The number of clients in words, with those of which no call is known: a
    /// clean answer says nothing of them.
    pub fn clients(&self) -> String {
        let all = counted(self.clients, "client");
        match self.idle {
            0 => all,
            idle if idle == self.clients && idle == 1 => format!("{all} without calls"),
            idle => format!("{all} ({idle} without calls)"),
        }
    }

    /// Counts a report.
    pub fn of(report: &Report) -> Summary {
        let verdicts = |wanted: fn(&Answer) -> bool| {
            let hits = report.verdicts.iter().filter(|v| wanted(&v.answer));
            hits.count()
        };
        let findings = |wanted: Severity| {
            let hits = report.findings.iter().filter(|f| f.severity == wanted);
            hits.count()
        };
        Summary {
            files: report.counts.files,
            clients: report.counts.clients,
            idle: report.counts.idle,
            roles: report.counts.roles,
            calls: report.verdicts.len(),
            granted: verdicts(|answer| matches!(answer, Answer::Granted)),
            missing: verdicts(|answer| matches!(answer, Answer::Missing(_))),
            undecided: verdicts(|answer| matches!(answer, Answer::Undecided(_))),
            errors: findings(Severity::Error),
            warnings: findings(Severity::Warning),
            notes: findings(Severity::Note),
            ignored: report.counts.ignored,
            baseline: 0,
            hidden: 0,
        }
    }
}

/// How a person is to see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether colours may be used.
    pub color: bool,
    /// Whether lines may be drawn with more than ASCII.
    pub unicode: bool,
    /// Whether the source may be drawn with marks and lines; elsewhere places are
    /// told in words, which a screen reader can read.
    pub drawn: bool,
    /// Whether the terminal follows OSC 8 links.
    pub links: bool,
    /// The columns that a line has.
    pub width: usize,
    /// Whether the findings are wanted alone, without summary and advice.
    pub quiet: bool,
}

impl Style {
    /// For files and pipes: no colour, drawn in ASCII, 100 columns.
    pub const PLAIN: Style = Style {
        color: false,
        unicode: false,
        drawn: true,
        links: false,
        width: 100,
        quiet: false,
    };
}

/// A format that findings can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Format {
    /// For a person: the source with what is wrong in it, help, a summary
    Human,
    /// One line for each finding: `path:line:column: severity: message [rule]`
    Compact,
    /// Everything, for programs
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands, for annotations on GitHub
    Github,
    /// Code Quality report of GitLab
    Gitlab,
    /// JUnit XML, for test reports
    Junit,
    /// Checkstyle XML
    Checkstyle,
    /// Reviewdog Diagnostic Format
    Rdjson,
    /// Markdown, for the page of a job
    Summary,
}

impl Format {
    /// Writes the context in this format.
    ///
    /// # Errors
    /// What the writer answers.
    pub fn render(self, context: &Context, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Format::Human => human::render(context, out),
            Format::Compact => compact::render(context, out),
            Format::Json => json::render(context, out),
            Format::Sarif => sarif::render(context, out),
            Format::Github => github::render(context, out),
            Format::Gitlab => gitlab::render(context, out),
            Format::Junit => junit::render(context, out),
            Format::Checkstyle => checkstyle::render(context, out),
            Format::Rdjson => rdjson::render(context, out),
            Format::Summary => summary::render(context, out),
        }
    }
}

/// `1 error`, `2 errors`: a number with its noun.
pub fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Writes a value as JSON of several lines with a line break at the end.
fn write_json(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

/// `text` with its control characters, and those that reorder text, written as
/// `\u{1b}`; a line break is a control character too.
pub fn escaped(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.chars().any(is_unprintable) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_unprintable(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out.into()
}

/// As [`escaped`], but line breaks stay, for texts of several lines.
pub fn escaped_lines(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(escaped).collect();
    lines.join("\n")
}

/// Whether a terminal may act on the character instead of showing it: C0 and C1
/// controls, line and paragraph separators, and the bidirectional controls of
/// Unicode's UAX 9.
pub fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests;

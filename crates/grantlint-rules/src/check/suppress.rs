//! Comments that ignore findings: `# grantlint: ignore[rule-id] reason`, on the line
//! or above a block for the whole block.

use std::collections::HashMap;

use grantlint_parser::directive::{Directive, directives};
use grantlint_parser::load::Loaded;
use grantlint_parser::source::{FileId, Location, SourceFile, Span};
use grantlint_parser::syntax::tree::{Body, File, Item};

use crate::finding::{Basis, Finding};
use crate::nearest::nearest;
use crate::rule::{Check, Level, Rule};
use crate::settings::Settings;

/// Takes out the findings that comments ignore, and reports comments that ignored
/// nothing. Answers how many findings were taken out.
pub(super) fn apply(
    loaded: &Loaded,
    settings: &Settings,
    rules: &[&Rule],
    findings: &mut Vec<Finding>,
) -> usize {
    let mut ignores = Vec::new();
    for file in &loaded.files {
        if let Some(source) = loaded.sources.get(file.id) {
            let found = directives(file, source.text());
            let found = found.iter().filter_map(|it| Ignore::read(it, file, source));
            ignores.extend(found);
        }
    }
    let before = findings.len();
    findings.retain(|finding| {
        let mut kept = true;
        for ignore in &mut ignores {
            kept &= !ignore.hides(finding);
        }
        kept
    });
    let hidden = before - findings.len();
    let unused = rules
        .iter()
        .find(|rule| matches!(rule.check, Check::UnusedIgnore {}));
    if let Some(rule) = unused.filter(|rule| super::level(rule, settings) != Level::Off) {
        let active: HashMap<&str, bool> = rules
            .iter()
            .map(|rule| (rule.id.as_str(), super::level(rule, settings) != Level::Off))
            .collect();
        for ignore in &ignores {
            findings.extend(ignore.faults(rule, &active));
        }
    }
    hidden
}

/// A comment that ignores findings.
struct Ignore {
    /// The words after `grantlint:`.
    at: Location,
    /// What the findings begin in.
    scope: Span,
    /// The rules, with whether each of them hid something.
    rules: Vec<(String, bool)>,
    has_reason: bool,
}

impl Ignore {
    fn read(directive: &Directive, file: &File, source: &SourceFile) -> Option<Ignore> {
        let rest = directive.text.strip_prefix("ignore")?;
        let (list, reason) = match rest.trim_start().strip_prefix('[') {
            Some(rest) => rest.split_once(']').unwrap_or((rest, "")),
            None => ("", rest),
        };
        let rules = list
            .split(',')
            .map(str::trim)
            .filter(|rule| !rule.is_empty());
        let scope = match directive.above {
            Some(start) => item_at(&file.body, start).unwrap_or_else(|| line_of(source, start)),
            None => line_of(source, directive.comment.start),
        };
        Some(Ignore {
            at: directive.at,
            scope,
            rules: rules.map(|rule| (rule.to_owned(), false)).collect(),
            has_reason: reason.chars().any(char::is_alphanumeric),
        })
    }

    fn hides(&mut self, finding: &Finding) -> bool {
        let at = finding.primary.at;
        let start = at.span.start;
        if at.file != self.file() || start < self.scope.start || start >= self.scope.end {
            return false;
        }
        match self
            .rules
            .iter_mut()
            .find(|(rule, _)| finding.rule == *rule)
        {
            Some((_, used)) => {
                *used = true;
                true
            }
            None => false,
        }
    }

    fn file(&self) -> FileId {
        self.at.file
    }

    fn faults(&self, rule: &Rule, active: &HashMap<&str, bool>) -> Vec<Finding> {
        let fault = |message: String, help: Option<String>| {
            let mut finding = Finding::new(rule, self.at, message.clone())
                .on(Basis::Org)
                .identity([message]);
            finding.help = help;
            finding
        };
        let mut faults = Vec::new();
        if self.rules.is_empty() {
            let message = "the comment ignores no rule".to_owned();
            let help = "write `grantlint: ignore[rule-id] reason`".to_owned();
            faults.push(fault(message, Some(help)));
            return faults;
        }
        for (name, used) in &self.rules {
            match active.get(name.as_str()) {
                None => {
                    let near = nearest(
                        name,
                        active
                            .keys()
                            .copied()
                            .collect::<std::collections::BTreeSet<_>>(),
                    );
                    let help = near.map(|near| format!("did you mean `{near}`?"));
                    faults.push(fault(format!("there is no rule `{name}`"), help));
                }
                Some(true) if !used => {
                    let message = format!("the comment ignores `{name}`, which finds nothing here");
                    let help = "remove it".to_owned();
                    faults.push(fault(message, Some(help)));
                }
                // A rule that is off finds nothing anywhere.
                Some(_) => {}
            }
        }
        if !self.has_reason {
            let message = "the comment ignores a finding and does not say why".to_owned();
            let help = "write the reason behind the brackets".to_owned();
            faults.push(fault(message, Some(help)));
        }
        faults
    }
}

/// The attribute or block that begins at a byte.
fn item_at(body: &Body, start: u32) -> Option<Span> {
    body.items.iter().find_map(|item| match item {
        Item::Attribute(attribute) => (attribute.span.start == start).then_some(attribute.span),
        Item::Block(block) if block.span.start == start => Some(block.span),
        Item::Block(block) if block.span.start < start && start < block.span.end => {
            item_at(&block.body, start)
        }
        Item::Block(_) => None,
    })
}

/// The whole line that a byte is on.
fn line_of(source: &SourceFile, byte: u32) -> Span {
    let line = source.position(byte).line;
    match source.line(line) {
        Some((start, text)) => Span::new(start, start + text.len() as u32 + 1),
        None => Span::new(byte, byte + 1),
    }
}

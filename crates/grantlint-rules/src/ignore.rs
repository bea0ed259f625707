//! `# grantlint: ignore[rule-id] reason`: which findings such comments hide, and
//! what is wrong with the comments themselves.
//!
//! A comment behind something is about its line. A comment on a line of its own is
//! about the block or argument directly below it, with all that is inside, and above
//! anything else about the line below. A finding is hidden if its primary place lies
//! there. JSON has no comments, and those in TOML say nothing.

mod comment;
mod needed;

use std::collections::BTreeMap;

use grantlint_parser::directive::{Directive, directives};
use grantlint_parser::load::Loaded;
use grantlint_parser::source::{FileId, Location, Span};
use grantlint_parser::syntax::tree::{Body, File, Format, Item};
use smol_str::SmolStr;

use crate::finding::{Finding, Verdict};
use crate::nearest::nearest;
use crate::rule::{Check, Rule};
use crate::settings::Settings;
use crate::settings::read::ConfigProblem;
use needed::Needed;

const FORM: &str = "write `grantlint: ignore[rule-id] reason`, several rules with commas between";

/// The comments of all files, and which of them hid something.
pub(crate) struct Ignores<'a> {
    loaded: &'a Loaded,
    rules: &'a [&'a Rule],
    entries: Vec<Entry>,
    /// The first entry of a rule about an item, by the item's first byte. Further ones
    /// hide nothing.
    above: BTreeMap<(FileId, u32, SmolStr), usize>,
    /// The first entry of a rule about a line, by the line's number.
    lines: BTreeMap<(FileId, u32, SmolStr), usize>,
    problems: Vec<ConfigProblem>,
}

/// One rule that one comment names.
struct Entry {
    rule: SmolStr,
    at: Location,
    /// Whether the comment says why; said of its first rule alone.
    lacks_reason: Option<Location>,
    hid: bool,
    /// What the comment is about.
    about: Option<Location>,
}

impl<'a> Ignores<'a> {
    /// Reads the comments. `rules` are all that there are.
    pub(crate) fn read(loaded: &'a Loaded, rules: &'a [&'a Rule]) -> Ignores<'a> {
        let mut ignores = Ignores {
            loaded,
            rules,
            entries: Vec::new(),
            above: BTreeMap::new(),
            lines: BTreeMap::new(),
            problems: Vec::new(),
        };
        for file in loaded
            .files
            .iter()
            .filter(|file| file.format == Format::Hcl)
        {
            let text = loaded
                .sources
                .get(file.id)
                .map_or("", |source| source.text());
            for directive in directives(file, text) {
                ignores.take(file, &directive);
            }
        }
        ignores
    }

    /// Parts the findings into those that stay and those that a comment hides.
    pub(crate) fn parted(&mut self, findings: Vec<Finding>) -> (Vec<Finding>, Vec<Finding>) {
        if self.entries.is_empty() {
            return (findings, Vec::new());
        }
        let files: BTreeMap<FileId, &File> = self
            .loaded
            .files
            .iter()
            .map(|file| (file.id, file))
            .collect();
        findings.into_iter().partition(|finding| {
            let file = files.get(&finding.primary.at.file);
            !file.is_some_and(|file| self.hides(file, finding))
        })
    }

    /// What is wrong with the comments, after everything was parted.
    pub(crate) fn problems(self, settings: &Settings, verdicts: &[Verdict]) -> Vec<ConfigProblem> {
        let mut problems = self.problems;
        let idle: Vec<&Entry> = self.entries.iter().filter(|entry| !entry.hid).collect();
        let places = idle.iter().filter_map(|entry| entry.about);
        let needed = Needed::new(self.loaded, verdicts, places);
        for entry in &self.entries {
            let rule = self.rules.iter().find(|rule| rule.id == entry.rule);
            let idle =
                !entry.hid && rule.is_some_and(|rule| !needed.may_be(rule, settings, entry.about));
            if idle {
                problems.push(ConfigProblem {
                    at: entry.at,
                    message: format!("`ignore[{}]` hides no finding", entry.rule),
                    help: Some(
                        "remove it, or put it on the line that the finding points at or directly \
                         above the block or argument around that line"
                            .to_owned(),
                    ),
                });
            } else if let Some(at) = entry.lacks_reason {
                problems.push(ConfigProblem {
                    at,
                    message: format!("`ignore[{}]` gives no reason", entry.rule),
                    help: Some(format!(
                        "say behind the bracket why `{}` is wrong here or can wait",
                        entry.rule
                    )),
                });
            }
        }
        problems
    }

    fn take(&mut self, file: &File, directive: &Directive) {
        let said = match comment::parse(&directive.text) {
            None => return,
            Some(Ok(said)) => said,
            Some(Err(message)) => {
                return self.problem(directive.at, message.to_owned(), Some(FORM.to_owned()));
            }
        };
        let scope = self.scope(file, directive);
        let about = match scope {
            Scope::Item(span) => Some(span.in_file(file.id)),
            Scope::Line(_) => Some(directive.comment.in_file(file.id)),
            Scope::Nothing => None,
        };
        let mut lacks_reason = (!said.has_reason).then_some(directive.at);
        for range in said.rules {
            let start = directive.at.span.start;
            let at = Span::new(start + range.start as u32, start + range.end as u32);
            let at = at.in_file(file.id);
            let id = directive.text.get(range).unwrap_or_default();
            if !self.may_name(id, at) {
                continue;
            }
            let number = self.entries.len();
            self.entries.push(Entry {
                rule: id.into(),
                at,
                lacks_reason: lacks_reason.take(),
                hid: false,
                about,
            });
            let rule = SmolStr::from(id);
            match scope {
                Scope::Item(span) => {
                    let place = (file.id, span.start, rule);
                    self.above.entry(place).or_insert(number);
                }
                Scope::Line(line) => {
                    let place = (file.id, line, rule);
                    self.lines.entry(place).or_insert(number);
                }
                Scope::Nothing => {}
            }
        }
    }

    /// Whether there is such a rule and it may be ignored.
    fn may_name(&mut self, id: &str, at: Location) -> bool {
        match self.rules.iter().find(|rule| rule.id == id) {
            None => {
                let ids = self.rules.iter().map(|rule| rule.id.as_str());
                let help = nearest(id, ids).map(|near| format!("did you mean `{near}`?"));
                self.problem(at, format!("there is no rule `{id}`"), help);
                false
            }
            Some(rule) if matches!(rule.check, Check::UnusedIgnore {}) => {
                let help = "mend or remove the comment that it is about".to_owned();
                self.problem(at, format!("`{id}` cannot be ignored"), Some(help));
                false
            }
            Some(_) => true,
        }
    }

    fn problem(&mut self, at: Location, message: String, help: Option<String>) {
        self.problems.push(ConfigProblem { at, message, help });
    }

    fn scope(&self, file: &File, directive: &Directive) -> Scope {
        let line = |byte| match self.line(file.id, byte) {
            Some(line) => Scope::Line(line),
            None => Scope::Nothing,
        };
        if directive.is_behind {
            return line(directive.comment.start);
        }
        let Some(byte) = directive.above else {
            return Scope::Nothing;
        };
        let mut found = Scope::Nothing;
        way_down(file.body(), byte, |span| {
            if span.start == byte {
                found = Scope::Item(span);
            }
        });
        match found {
            Scope::Nothing => line(byte),
            found => found,
        }
    }

    fn line(&self, file: FileId, byte: u32) -> Option<u32> {
        let source = self.loaded.sources.get(file)?;
        Some(source.line_of(byte))
    }

    /// Whether a comment hides the finding; each that does is marked.
    fn hides(&mut self, file: &File, finding: &Finding) -> bool {
        let Location { file: id, span } = finding.primary.at;
        let mut hiding: Vec<usize> = Vec::new();
        way_down(file.body(), span.start, |item| {
            if item.contains(span) {
                let place = (id, item.start, finding.rule.clone());
                hiding.extend(self.above.get(&place));
            }
        });
        let last = span.end.saturating_sub(1).max(span.start);
        if let (Some(first), Some(last)) = (self.line(id, span.start), self.line(id, last)) {
            let all = (id, first, SmolStr::default())..(id, last + 1, SmolStr::default());
            let lines = self.lines.range(all);
            hiding.extend(
                lines
                    .filter(|((.., rule), _)| *rule == finding.rule)
                    .map(|(_, number)| number),
            );
        }
        for &number in &hiding {
            if let Some(entry) = self.entries.get_mut(number) {
                entry.hid = true;
            }
        }
        !hiding.is_empty()
    }
}

/// What a comment is about.
#[derive(Clone, Copy)]
enum Scope {
    Item(Span),
    Line(u32),
    Nothing,
}

/// Calls `visit` with the span of each item that the byte lies in, outermost first.
fn way_down(body: &Body, byte: u32, mut visit: impl FnMut(Span)) {
    let mut body = body;
    loop {
        let behind = body.items.partition_point(|item| item.span().start <= byte);
        let Some(item) = behind.checked_sub(1).and_then(|at| body.items.get(at)) else {
            return;
        };
        let span = item.span();
        if byte >= span.end {
            return;
        }
        visit(span);
        match item {
            Item::Block(block) => body = &block.body,
            Item::Attribute(_) => return,
        }
    }
}

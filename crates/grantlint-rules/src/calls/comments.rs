//! Calls that comments name: `# grantlint: calls GET /api/v2/…` at a client, a data
//! action or a permission set.

use grantlint_parser::directive::Directive;
use grantlint_parser::model::ResourceId;
use grantlint_parser::source::{Location, Span};

use super::Gather;
use crate::finding::CallSource;
use crate::holdings::Subject;
use crate::settings::call_text::{CallText, split};
use crate::settings::read::ConfigProblem;

impl Gather<'_> {
    pub(super) fn comments(&mut self) {
        let model = self.callers.model;
        let clients = model.clients.iter().map(|client| client.resource);
        let sets = model.permission_sets.iter().map(|set| set.resource);
        let subjects: Vec<(Subject, ResourceId)> = clients
            .enumerate()
            .map(|(number, resource)| (Subject::Client(number), resource))
            .chain(
                sets.enumerate()
                    .map(|(number, resource)| (Subject::PermissionSet(number), resource)),
            )
            .collect();
        for (subject, resource) in &subjects {
            for (call, at) in self.directives(*resource) {
                self.text(subject.clone(), &call, CallSource::Comment, at, Vec::new());
            }
        }
        let actions = model.actions.iter().map(|action| action.resource);
        let understood: Vec<ResourceId> = subjects
            .into_iter()
            .map(|(_, resource)| resource)
            .chain(actions)
            .collect();
        for (number, resource) in model.resources.iter().enumerate() {
            if understood.contains(&ResourceId(number)) {
                continue;
            }
            for directive in &resource.directives {
                self.misplaced(directive);
            }
        }
    }

    /// A comment at a resource that calls nothing.
    fn misplaced(&mut self, directive: &Directive) {
        let message = match directive.text.split_once(char::is_whitespace) {
            Some(("calls", _)) => {
                "`calls` belongs to an OAuth client, a data action or a permission set"
            }
            _ => return self.unknown_directive(directive),
        };
        self.problems.push(ConfigProblem {
            at: directive.at,
            message: message.to_owned(),
            help: None,
        });
    }

    fn unknown_directive(&mut self, directive: &Directive) {
        let word: &str = directive
            .text
            .split([' ', '\t', '['])
            .next()
            .unwrap_or_default();
        if word == "ignore" || word == "calls" {
            return;
        }
        self.problems.push(ConfigProblem {
            at: directive.at,
            message: format!("unknown comment `grantlint: {word}`"),
            help: Some("known are `grantlint: calls …` and `grantlint: ignore[…] …`".to_owned()),
        });
    }

    /// The calls that the comments of a resource name, each with its place.
    pub(super) fn directives(&mut self, resource: ResourceId) -> Vec<(CallText, Location)> {
        let model = self.callers.model;
        let Some(resource) = model.resource(resource) else {
            return Vec::new();
        };
        let mut calls = Vec::new();
        for directive in &resource.directives {
            let text = directive.text.as_str();
            let Some(list) = text.strip_prefix("calls").filter(|rest| {
                rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == ':')
            }) else {
                self.unknown_directive(directive);
                continue;
            };
            let list = list.trim_start_matches(':');
            let offset = text.len() - list.len();
            for range in split(list) {
                let start = directive.at.span.start + (offset + range.start) as u32;
                let end = directive.at.span.start + (offset + range.end) as u32;
                let at = Span::new(start, end).in_file(directive.at.file);
                match CallText::parse(list.get(range).unwrap_or_default()) {
                    Ok(call) => calls.push((call, at)),
                    Err(message) => self.problems.push(ConfigProblem {
                        at: if start == end { directive.at } else { at },
                        message,
                        help: Some(CALL_FORM.to_owned()),
                    }),
                }
            }
        }
        calls
    }
}

const CALL_FORM: &str = "write `METHOD /api/v2/…` or `profile:NAME`, several with commas between";

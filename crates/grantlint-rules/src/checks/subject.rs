//! What the checks of a team's own policy share: whom a rule is about, and the facts
//! that its messages may use.

use grantlint_parser::resource::Resource;

use crate::checks::condition::Condition;
use crate::checks::condition::facts::Subject;
use crate::checks::template;
use crate::finding::Label;
use crate::own::claim::Claims;
use crate::settings::address::AddressGlob;

/// The addresses that a rule leaves out; faulty ones are told where the rule is read.
pub(super) fn globs(texts: &[String]) -> Vec<AddressGlob> {
    let globs = texts.iter();
    globs
        .filter_map(|text| AddressGlob::parse(text).ok())
        .collect()
}

/// Tells the claims of a message and a help that may use the facts of the conditions,
/// and these others.
pub(super) fn templates<'c>(
    conditions: impl Iterator<Item = &'c Condition>,
    others: &[&str],
    message: &str,
    help: Option<&String>,
    claims: &mut Claims,
) {
    let mut names: Vec<String> = Facts::ALWAYS
        .iter()
        .chain(others)
        .map(|&name| name.to_owned())
        .collect();
    for condition in conditions {
        condition.fact_names(&mut names);
    }
    let mut known: Vec<&str> = Vec::new();
    for name in &names {
        if !known.contains(&name.as_str()) {
            known.push(name);
        }
    }
    claims.templates(message, help, &known);
}

/// Why a condition that holds does so, as labels; its facts are added. Arguments at the
/// path that the finding itself is about are left out.
pub(super) fn reasons(
    condition: &Condition,
    subject: Subject<'_, '_>,
    about: Option<&str>,
    facts: &mut Facts,
) -> Vec<Label> {
    let witness = condition.explain(subject, true);
    condition.facts(subject, &witness, facts);
    let mut labels = Vec::new();
    if let (Some(path), Some(spot)) = (&witness.path, witness.spots.first())
        && Some(path.as_str()) != about
    {
        let at = subject.context.one_line(spot.at.argument);
        labels.push(Label::new(at, format!("`{path}` is set here")));
    }
    if let Some(call) = witness.call.and_then(|call| call.places.first()) {
        labels.push(Label::new(subject.context.one_line(call.at), "called here"));
    }
    labels
}

/// Facts for messages, by name; the first of a name counts.
#[derive(Debug, Default)]
pub(super) struct Facts(Vec<(String, Vec<String>)>);

impl Facts {
    /// The facts that every resource has.
    pub(super) fn of(resource: &Resource) -> Facts {
        let mut facts = Facts::default();
        facts.add("address", resource.address.to_string());
        facts
    }

    /// The names of those.
    pub(super) const ALWAYS: [&'static str; 1] = ["address"];

    pub(super) fn add(&mut self, name: &str, value: impl Into<String>) {
        self.add_all(name, vec![value.into()]);
    }

    pub(super) fn add_all(&mut self, name: &str, values: Vec<String>) {
        if self.get(name).is_none() {
            self.0.push((name.to_owned(), values));
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<Vec<String>> {
        let mut facts = self.0.iter();
        let (_, values) = facts.find(|(known, _)| known == name)?;
        Some(values.clone())
    }

    /// A template with the facts put in. What is not known here is said to be so.
    pub(super) fn fill(&self, template: &str) -> String {
        template::fill(template, |name| {
            Some(
                self.get(name)
                    .unwrap_or_else(|| vec!["(not known)".to_owned()]),
            )
        })
    }
}

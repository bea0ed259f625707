//! Runs the examples of a rule: the bad one has to break it, the good one must not.

use std::collections::BTreeMap;
use std::sync::Arc;

use grantlint_parser::load::{self, Files, Inputs, Loaded, ReadError};
use grantlint_parser::source::Sources;

use crate::check::{check, level};
use crate::finding::{Finding, Report, Severity};
use crate::matrix::Matrix;
use crate::rule::{ExampleText, Level, Rule, Shows};
use crate::settings::Settings;
use crate::settings::read::Text;

/// The name of the configuration among the files of an example.
pub const SETTINGS: &str = "grantlint.toml";

/// Rules that say that an example itself cannot be understood.
const BROKEN: [&str; 3] = ["syntax-error", "invalid-configuration", "budget-exceeded"];

/// Files in memory, by path.
#[derive(Clone, Debug, Default)]
pub struct Memory(pub BTreeMap<String, String>);

impl Memory {
    /// One text that holds them all: each begins with a line `-- path`; what stands
    /// before the first such line is `main.tf`.
    pub fn parse(text: &str) -> Memory {
        Memory::parse_from("main.tf", text)
    }

    /// The same, where what stands before the first such line is another file.
    pub fn parse_from(first: &str, text: &str) -> Memory {
        let mut files = BTreeMap::new();
        let mut path = first.to_owned();
        for line in text.split_inclusive('\n') {
            match line.strip_prefix("-- ") {
                Some(name) => path = name.trim().to_owned(),
                None => files
                    .entry(path.clone())
                    .or_insert_with(String::new)
                    .push_str(line),
            }
        }
        Memory(files)
    }

    /// The files of one of a rule's examples.
    pub fn of(example: &ExampleText<'_>) -> Memory {
        let first = match example.json {
            true => "main.tf.json",
            false => "main.tf",
        };
        Memory::parse_from(first, example.text)
    }

    /// The folders with Terraform files.
    pub fn folders(&self) -> Vec<String> {
        let terraform = self.0.keys().filter(|path| !path.ends_with(".toml"));
        let mut folders: Vec<String> = terraform
            .map(|path| {
                let folder = path.rsplit_once('/').map_or(".", |(folder, _)| folder);
                folder.to_owned()
            })
            .collect();
        folders.dedup();
        folders
    }
}

impl Files for Memory {
    fn list(&self, folder: &str) -> Vec<String> {
        let inside = self.0.keys().filter_map(|path| {
            let (at, name) = path.rsplit_once('/').unwrap_or((".", path));
            (at == folder).then(|| name.to_owned())
        });
        inside.collect()
    }

    fn read(&self, path: &str) -> Result<Arc<[u8]>, ReadError> {
        let text = self.0.get(path).ok_or(ReadError::Missing)?;
        Ok(text.as_bytes().into())
    }
}

/// What is wrong with the examples of a rule of a team's own, a line for each; none
/// where they show what they should. What other rules find in them counts only where
/// `also` names it.
pub fn faults(rule: &Rule, own: &[Rule], packs: &[Text], matrix: &Matrix) -> Vec<String> {
    let mut faults = Vec::new();
    for text in rule.example.texts() {
        let (loaded, report) = match run(&text, rule, own, packs, matrix) {
            Ok(checked) => checked,
            Err(fault) => {
                faults.push(format!("the {text} example: {fault}"));
                continue;
            }
        };
        faults.extend(broken(rule, &text, &loaded, &report));
        if text.shows == Shows::Bad {
            let wanted = std::iter::once(&rule.id).chain(&rule.example.also);
            let missing = wanted.filter(|id| {
                let mut findings = report.findings.iter();
                !findings.any(|finding| finding.rule == **id)
            });
            faults.extend(missing.map(|id| format!("the {text} example does not break `{id}`")));
            continue;
        }
        let own = report.findings.iter();
        let own = own.filter(|finding| finding.rule == rule.id);
        faults.extend(own.map(|finding| {
            let found = told(&loaded, finding);
            format!("the {text} example breaks it: {found}")
        }));
    }
    faults
}

fn run(
    example: &ExampleText<'_>,
    rule: &Rule,
    own: &[Rule],
    packs: &[Text],
    matrix: &Matrix,
) -> Result<(Loaded, Report), String> {
    let text = example.settings.unwrap_or_default();
    let mut sources = Sources::default();
    let file = sources.add(SETTINGS, text);
    let mut settings = Settings::parse(file, text)
        .map_err(|error| format!("its settings cannot be used: {error}"))?;
    if let Some(files) = settings.rule_files.first() {
        let name = &files.value;
        return Err(format!(
            "its settings name rule files, `{name}`, which examples cannot have"
        ));
    }
    let named = |packs: &[Text]| {
        packs
            .iter()
            .map(|pack| pack.value.clone())
            .collect::<Vec<_>>()
    };
    if !settings.packs.is_empty() && named(&settings.packs) != named(packs) {
        let message = "its settings name other packs than `grantlint.toml`";
        return Err(message.to_owned());
    }
    settings.rules = own.to_vec();
    if level(rule, &settings) == Level::Off {
        let id = Text {
            value: rule.id.clone(),
            at: grantlint_parser::source::Span::default().in_file(file),
        };
        settings.severity.push((id, Level::At(Severity::Note)));
    }
    let needed = load::Settings {
        permission_sets: matrix
            .permission_sets()
            .map(|set| (set.name.into(), set.attribute.into()))
            .collect(),
    };
    let files = Memory::of(example);
    let loaded = load::load_after(
        sources,
        &files.folders(),
        &files,
        &Inputs::default(),
        &needed,
    );
    let report = check(&loaded, &settings, matrix);
    Ok((loaded, report))
}

/// What keeps an example from being understood.
fn broken(rule: &Rule, which: &ExampleText<'_>, loaded: &Loaded, report: &Report) -> Vec<String> {
    let unread = report.findings.iter().filter(|finding| {
        let id = finding.rule.as_str();
        BROKEN.contains(&id) && id != rule.id && !rule.example.also.iter().any(|also| also == id)
    });
    unread
        .map(|finding| format!("the {which} example: {}", told(loaded, finding)))
        .collect()
}

fn told(loaded: &Loaded, finding: &Finding) -> String {
    let at = finding.primary.at;
    let line = loaded
        .sources
        .get(at.file)
        .map_or(0, |file| file.position(at.span.start).line);
    let path = loaded.sources.path(at.file);
    format!("{path}:{line}: {} [{}]", finding.message, finding.rule)
}

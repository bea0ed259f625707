//! The one place where the parser and the rules are put to work.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use grantlint_parser::load::{self, Files, Inputs, Loaded, Unchecked};
use grantlint_parser::source::{Location, Sources};
use grantlint_rules::finding::{Finding, Report};
use grantlint_rules::matrix::Matrix;
use grantlint_rules::own::Own;
use grantlint_rules::rule::{Level, Rule, built_in};
use grantlint_rules::settings::Settings;
use grantlint_rules::suggest::{self, Suggestions};
use smol_str::SmolStr;

use crate::config::Config;
use crate::git;
use crate::paths::repository;
use crate::render::RuleText;
use crate::rule_files;

/// What a check depends on beside the files.
pub struct Options<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// `--var`, `--var-file` and `--plan`.
    pub inputs: &'a Inputs,
    /// Whether the rules that are off by default speak too.
    pub pedantic: bool,
    /// Packs in place of those of the configuration; none leaves those.
    pub packs: &'a [String],
}

/// What came of a check.
pub struct Checked {
    /// The texts.
    pub sources: Sources,
    /// What was found.
    pub report: Report,
    /// The rules of the team's own files.
    pub rules: Vec<Rule>,
    /// The folders of the root modules.
    pub roots: Vec<SmolStr>,
    /// What a plan keeps from being checked.
    pub unchecked: Unchecked,
    /// The variables that `--var` names and that none of the modules declares.
    pub undeclared: Vec<SmolStr>,
}

/// Checks the modules in the folders, adding to the sources.
pub fn check(
    sources: Sources,
    folders: &[String],
    files: &dyn Files,
    options: &Options,
) -> Checked {
    let (loaded, mut settings, matrix) = read(sources, folders, files, options);
    settings.untracked = untracked(&loaded.sources);
    let report = grantlint_rules::check::check(&loaded, &settings, &matrix);
    Checked {
        sources: loaded.sources,
        report,
        rules: settings.rules,
        unchecked: loaded.unchecked,
        undeclared: loaded.undeclared,
        roots: loaded.models.into_iter().map(|model| model.root).collect(),
    }
}

/// What a configuration could say that the modules in the folders do not.
pub fn suggest(folders: &[String], files: &dyn Files, options: &Options) -> Suggestions {
    let (loaded, settings, matrix) = read(Sources::default(), folders, files, options);
    suggest::suggest(&loaded, &settings, &matrix)
}

/// Reads the modules in the folders, the team's own files, and the packs.
pub fn read(
    mut sources: Sources,
    folders: &[String],
    files: &dyn Files,
    options: &Options,
) -> (Loaded, Settings, Matrix) {
    let mut settings = options.config.settled(files);
    settings.pedantic |= options.pedantic;
    let matrix = own(&mut settings, &mut sources, options);
    let sets = matrix.permission_sets();
    let needed = load::Settings {
        permission_sets: sets
            .map(|set| (set.name.into(), set.attribute.into()))
            .collect(),
    };
    let loaded = load::load_after(sources, folders, files, options.inputs, &needed);
    (loaded, settings, matrix)
}

/// The files of values that lie in a repository which does not have them.
fn untracked(sources: &Sources) -> Vec<String> {
    let mut known: HashMap<PathBuf, Option<HashSet<Vec<u8>>>> = HashMap::new();
    let mut untracked = Vec::new();
    for (_, file) in sources.iter() {
        let is_values = [".tfvars", ".tfvars.json"];
        if !is_values.iter().any(|ending| file.path().ends_with(ending)) {
            continue;
        }
        let Ok(path) = Path::new(file.path()).canonicalize() else {
            continue;
        };
        let Some(root) = path.parent().and_then(repository) else {
            continue;
        };
        let tracked = known
            .entry(root.clone())
            .or_insert_with(|| git::tracked(&root));
        let name = path.strip_prefix(&root).unwrap_or(&path).to_string_lossy();
        let name = name.replace('\\', "/").into_bytes();
        // A repository without an index has no files yet.
        if !tracked
            .as_ref()
            .is_some_and(|tracked| tracked.contains(&name))
        {
            untracked.push(file.path().to_owned());
        }
    }
    untracked
}

/// Reads the files of the team's own into the settings, and gives the matrix of the
/// packs and of these files.
pub fn own(settings: &mut Settings, sources: &mut Sources, options: &Options) -> Matrix {
    let packs = match options.packs {
        [] => settings.pack_names(),
        named => named.iter().map(SmolStr::from).collect(),
    };
    let mut own = Own::default();
    settings
        .problems
        .extend(rule_files::read(options.config, sources, &mut own));
    let matrix = own.matrix(&packs);
    settings.problems.append(&mut own.problems);
    settings.rules = own.rules;
    matrix
}

/// A configuration that can't be used at all, as a finding.
pub fn unusable(at: Location, why: &str) -> Option<Finding> {
    let rule = rule("invalid-configuration")?;
    let finding = Finding::new(rule, at, why).identity([why]);
    Some(finding.help("nothing that this file governs was checked"))
}

/// The rule of that id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    built_in().iter().find(|rule| rule.id == id)
}

/// The texts of all rules: those that are built in, then the team's own.
pub fn rules(own: &[Rule]) -> Vec<RuleText> {
    let built_in = built_in().iter().map(|rule| (rule, url(&rule.id)));
    let own = own.iter().map(|rule| (rule, String::new()));
    let texts = built_in.chain(own).map(|(rule, url)| RuleText {
        id: rule.id.clone(),
        summary: rule.summary.clone(),
        severity: match rule.severity {
            Level::At(severity) => Some(severity),
            Level::Off => None,
        },
        why: rule.why.clone(),
        fix: rule.fix.clone(),
        references: rule.references.clone(),
        url,
        tags: rule.tags.clone(),
    });
    texts.collect()
}

/// The page about a rule; empty as long as the project has no home.
fn url(id: &str) -> String {
    match env!("CARGO_PKG_REPOSITORY") {
        "" => String::new(),
        home => format!("{home}/blob/main/docs/rules/{id}.md"),
    }
}

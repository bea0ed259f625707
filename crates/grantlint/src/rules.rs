//! `grantlint rules`: the list of all rules, and the examples of the team's own;
//! [`crate::new_rule`] begins one.

use std::fmt::Write as _;
use std::path::Path;

use grantlint_parser::load::Inputs;
use grantlint_parser::source::Sources;
use grantlint_rules::matrix::Matrix;
use grantlint_rules::own::{Own, example};
use grantlint_rules::rule::{Level, Rule, built_in};
use grantlint_rules::settings::Settings;
use grantlint_rules::settings::read::ConfigProblem;

use crate::args::RulesCommand;
use crate::config::{Config, FILE_NAME};
use crate::discover::governing;
use crate::engine::{self, Options};
use crate::exit::Exit;
use crate::files::reason;
use crate::paths::{Here, repository};
use crate::render::counted;
use crate::render::tree::place;
use crate::{answer, new_rule, rule_files, say};

/// The team's own rules, and what they are read with.
pub struct Rules {
    /// The texts.
    pub sources: Sources,
    /// The settings of the configuration that governs the path.
    pub settings: Settings,
    /// The packs and the team's own data.
    pub matrix: Matrix,
    /// The rules that the path means, each with its file.
    pub chosen: Vec<(Rule, String)>,
    /// What is wrong in the files, or with the globs that name them.
    pub problems: Vec<ConfigProblem>,
    /// Whether any file is named.
    pub any: bool,
}

/// Does what was asked for.
pub fn run(here: &Here, command: &RulesCommand) -> Exit {
    let done = match command {
        RulesCommand::List(arguments) => read(here, &arguments.path).map(|rules| list(&rules)),
        RulesCommand::Test(arguments) => {
            let all = arguments.paths.iter().map(|path| read(here, path));
            all.collect::<Result<Vec<Rules>, String>>()
                .map(|all| test(&all))
        }
        RulesCommand::New(arguments) => return new_rule::run(here, arguments),
    };
    done.unwrap_or_else(|failure| {
        say::error(&failure);
        Exit::Failed
    })
}

/// Reads the rules that a path means: a rule file, or those of the configuration that
/// governs a folder.
///
/// # Errors
/// Why there is nothing to read, or it can't be.
pub fn read(here: &Here, path: &Path) -> Result<Rules, String> {
    let named = path.display();
    if !path.exists() {
        return Err(format!("`{named}` is not there"));
    }
    let is_whole = path.is_dir() || path.file_name().is_some_and(|name| name == FILE_NAME);
    let folder = match path.is_dir() {
        true => path,
        false => match path.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        },
    };
    let mut sources = Sources::default();
    let config = governing(here, folder, &mut sources)?.unwrap_or_else(Config::none);
    if let Some(refusal) = config.refusal(&sources) {
        return Err(refusal);
    }
    let mut settings = config.settings.clone();
    let before = settings.problems.len();
    let options = Options {
        config: &config,
        inputs: &Inputs::default(),
        pedantic: false,
        packs: &[],
    };
    let mut any = !settings.rule_files.is_empty();
    let matrix = engine::own(&mut settings, &mut sources, &options);
    let mut problems = settings.problems.split_off(before);
    let chosen = if is_whole {
        settings.rules.clone()
    } else {
        let shown = here.shown(path).unwrap_or_default();
        let real = folder
            .canonicalize()
            .map_err(|error| format!("cannot read `{named}`: {}", reason(&error)))?;
        let root = repository(&real).unwrap_or(real);
        let mut own = Own::default();
        rule_files::add(&root, path, &shown, &mut Vec::new(), &mut sources, &mut own)
            .map_err(|why| format!("cannot read `{named}`: {why}"))?;
        problems = own.problems;
        any = !own.rules.is_empty() || !problems.is_empty();
        settings
            .rules
            .retain(|rule| own.rules.iter().all(|one| one.id != rule.id));
        settings.rules.extend(own.rules.iter().cloned());
        own.rules
    };
    let chosen = chosen.into_iter().map(|rule| {
        let file = sources.iter().find(|(_, file)| {
            let own = Rule::parse(file.text());
            own.is_ok_and(|own| own.id == rule.id)
        });
        let file = file.map_or(String::new(), |(_, file)| file.path().to_owned());
        (rule, file)
    });
    let chosen: Vec<(Rule, String)> = chosen.collect();
    Ok(Rules {
        chosen,
        sources,
        settings,
        matrix,
        problems,
        any,
    })
}

fn list(rules: &Rules) -> Exit {
    let built_in = built_in().iter().map(|rule| (rule, "built-in"));
    let own = rules
        .chosen
        .iter()
        .map(|(rule, file)| (rule, file.as_str()));
    let mut all: Vec<(&Rule, &str)> = built_in.chain(own).collect();
    all.sort_by_key(|(rule, _)| &rule.id);
    let width = |text: &dyn Fn(&(&Rule, &str)) -> usize| all.iter().map(text).max().unwrap_or(0);
    let ids = width(&|(rule, _)| rule.id.chars().count());
    let files = width(&|(_, file)| file.chars().count());
    let mut text = String::new();
    for (rule, file) in &all {
        let level = match grantlint_rules::check::level(rule, &rules.settings) {
            Level::Off => "off".to_owned(),
            Level::At(severity) => severity.to_string(),
        };
        let (id, summary) = (&rule.id, &rule.summary);
        let _ = writeln!(text, "{id:ids$}  {level:7}  {file:files$}  {summary}");
    }
    let exit = match tell_problems(rules) {
        true => Exit::Failed,
        false => Exit::Clean,
    };
    answer::lines(exit, &text)
}

fn test(all: &[Rules]) -> Exit {
    if !all.iter().any(|rules| rules.any) {
        say::error("no rule files are named");
        say::help(
            "name them in `grantlint.toml`, as in `rules = [\"policies/*.toml\"]`, or here: \
             `grantlint rules test policies/*.toml`",
        );
        return Exit::Failed;
    }
    let mut told = false;
    let mut text = String::new();
    let mut tested = 0;
    let mut failed = 0;
    for rules in all {
        told |= tell_problems(rules);
        let settings = &rules.settings;
        for (rule, file) in &rules.chosen {
            let faults = example::faults(rule, &settings.rules, &settings.packs, &rules.matrix);
            let answer = if faults.is_empty() { "ok" } else { "FAILED" };
            tested += 1;
            failed += usize::from(!faults.is_empty());
            let _ = writeln!(text, "{answer:6}  {}  {file}", rule.id);
            for fault in faults {
                let _ = writeln!(text, "        {fault}");
            }
        }
    }
    let _ = writeln!(text, "{} tested, {failed} failed", counted(tested, "rule"));
    let exit = match told || failed > 0 {
        true => Exit::Findings,
        false => Exit::Clean,
    };
    answer::lines(exit, &text)
}

/// Says what is wrong in the files; whether anything is.
fn tell_problems(rules: &Rules) -> bool {
    for problem in &rules.problems {
        let place = place(&rules.sources, problem.at);
        say::error(&format!("{place}: {}", problem.message));
        if let Some(help) = &problem.help {
            say::help(help);
        }
    }
    !rules.problems.is_empty()
}

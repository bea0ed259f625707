//! `grantlint check`: from paths to a report, and from the report to what is
//! written.

mod baselines;
mod write;

use std::path::Path;
use std::sync::Arc;

use grantlint_parser::load::Inputs;
use grantlint_parser::paths;
use grantlint_parser::source::Sources;
use grantlint_rules::check::fingerprints;
use grantlint_rules::finding::{Finding, Report, Severity};
use grantlint_rules::rule::Rule;
use smol_str::SmolStr;

use crate::args::CheckArguments;
use crate::baseline::set::Baselines;
use crate::config::Config;
use crate::discover::discover;
use crate::exit::Exit;
use crate::files::Disk;
use crate::paths::Here;
use crate::progress::Progress;
use crate::render::{Style, Summary};
use crate::{engine, plan, say};

/// Checks, writes and says how it ended.
pub fn run(here: &Here, arguments: &CheckArguments, inputs: &Inputs, style: Style) -> Exit {
    let named = arguments.variable_files.iter().chain(&arguments.config);
    let mut missing = named.chain(&arguments.plan);
    if let Some(file) = missing.find(|file| !file.exists()) {
        say::error(&format!("`{}` is not there", file.display()));
        return Exit::Failed;
    }
    let baselines = Baselines::new(arguments.baseline.as_deref(), arguments.write_baseline);
    let mut baselines = match baselines {
        Ok(baselines) => baselines,
        Err(failure) => {
            say::error(&failure);
            return Exit::Failed;
        }
    };
    let progress = Arc::new(Progress::default());
    let wanted = !arguments.quiet;
    let gathered = progress.shown_during(wanted, || {
        gather(here, arguments, inputs, &mut baselines, &progress)
    });
    for failure in &gathered.failures {
        say::error(failure);
    }
    if !arguments.quiet {
        gathered.notes.iter().for_each(|note| say::note(note));
        say::undeclared(&gathered.undeclared);
    }
    if gathered.is_empty {
        return Exit::Failed;
    }
    let is_whole = !gathered.failed && gathered.failures.is_empty();
    if arguments.write_baseline && is_whole {
        return baselines::write(here, &gathered, &baselines);
    }
    // A plan leaves out whatever other modules there are.
    if is_whole && !arguments.quiet && arguments.plan.is_none() {
        baselines::tell_gone(here, arguments, &gathered, &baselines);
    }
    let outcome = select(arguments, gathered, &baselines);
    let written = write::all(here, arguments, style, &outcome);
    if let Err(failure) = &written {
        say::error(failure);
    }
    if written.is_err() || !is_whole {
        Exit::Failed
    } else if outcome.failing {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

/// What came of the check, before anything is left out.
struct Gathered {
    /// All but the findings.
    report: Report,
    /// The findings in their order.
    found: Vec<Found>,
    /// The rules of the teams' own files.
    rules: Vec<Rule>,
    sources: Sources,
    /// What could not be done and has no place in a file.
    failures: Vec<String>,
    /// What is worth to be said besides.
    notes: Vec<String>,
    /// The variables that `--var` names and that no module declares.
    undeclared: Vec<SmolStr>,
    /// Whether something with a place could not be done.
    failed: bool,
    /// Whether nothing was checked and there is nothing to show.
    is_empty: bool,
}

impl Gathered {
    /// Nothing but why.
    fn failed(failures: impl Into<Vec<String>>) -> Gathered {
        Gathered {
            report: Report::default(),
            found: Vec::new(),
            rules: Vec::new(),
            sources: Sources::default(),
            failures: failures.into(),
            notes: Vec::new(),
            undeclared: Vec::new(),
            failed: true,
            is_empty: true,
        }
    }
}

/// A finding with what decides about it.
struct Found {
    finding: Finding,
    /// The number of the configuration that governs it.
    config: usize,
    /// The severity that its configuration fails on.
    fail_on: Option<Severity>,
    /// Its own fingerprint, then those of the instances that it is about too.
    prints: Vec<String>,
}

/// What is shown.
struct Outcome {
    report: Report,
    /// The rules of the teams' own files.
    rules: Vec<Rule>,
    sources: Sources,
    fingerprints: Vec<String>,
    summary: Summary,
    /// Whether a finding is at or above what its configuration fails on.
    failing: bool,
}

fn gather(
    here: &Here,
    arguments: &CheckArguments,
    inputs: &Inputs,
    baselines: &mut Baselines,
    progress: &Arc<Progress>,
) -> Gathered {
    let mut disk = Disk::new(Arc::clone(progress));
    for file in &arguments.variable_files {
        disk.allow_file(file);
    }
    let mut discovery = discover(
        here,
        &mut disk,
        &arguments.paths,
        arguments.config.as_deref(),
    );
    let mut inputs = inputs.clone();
    if let Some(file) = &arguments.plan {
        match plan::read(here, file, &arguments.paths, &mut discovery) {
            Ok(plan) => inputs.plan = Some(Arc::new(plan)),
            Err(failure) => return Gathered::failed([failure]),
        }
    }
    progress.found(
        discovery
            .folders
            .values()
            .map(|folders| folders.len())
            .sum(),
    );

    let mut sources = discovery.sources;
    let mut whole = Report::default();
    let mut found = Vec::new();
    let mut rules = Vec::new();
    let mut notes = Vec::new();
    let mut undeclared: Option<Vec<SmolStr>> = None;
    let mut failed = false;
    let fail_on = arguments.fail_on.map(Option::<Severity>::from);
    for (number, folders) in &discovery.folders {
        let Some(config) = discovery.configs.get(*number) else {
            continue;
        };
        let usable = match &config.failure {
            Some(failure) => Err(failure.clone()),
            None => baselines.take(*number, config),
        };
        let mut report = if let Err((at, why)) = usable {
            failed = true;
            Report {
                findings: engine::unusable(at, &why).into_iter().collect(),
                ..Report::default()
            }
        } else {
            let folders: Vec<String> = folders.iter().cloned().collect();
            let options = engine::Options {
                config,
                inputs: &inputs,
                pedantic: arguments.pedantic,
                packs: &arguments.packs,
            };
            let checked = engine::check(sources, &folders, &disk, &options);
            if let Some(failure) = plan::ambiguity(&inputs, &checked.roots) {
                return Gathered::failed([failure]);
            }
            notes.extend(plan::unchecked(&checked.unchecked));
            undeclared = Some(in_all(undeclared, checked.undeclared));
            sources = checked.sources;
            add_rules(&mut rules, checked.rules);
            checked.report
        };
        let findings = report.findings.drain(..);
        let findings = findings.filter(|finding| !is_excluded(config, &sources, finding));
        found.extend(findings.map(|finding| Found {
            finding,
            config: *number,
            fail_on: fail_on.unwrap_or(config.settings.fail_on),
            prints: Vec::new(),
        }));
        merge(&mut whole, report);
    }
    sort(&mut whole, &mut found, &sources);
    identify(here, &mut found, &sources);
    if let Some(plan) = &inputs.plan {
        let findings = found.iter().map(|found| &found.finding);
        whole.secrets.extend(plan::hidden(plan, &sources, findings));
    }
    Gathered {
        is_empty: discovery.folders.is_empty() && !discovery.failures.is_empty(),
        report: whole,
        found,
        rules,
        sources,
        failures: discovery.failures,
        notes,
        undeclared: undeclared.unwrap_or_default(),
        failed,
    }
}

/// What one configuration's modules do not declare may be declared by another's.
pub(crate) fn in_all(known: Option<Vec<SmolStr>>, mut more: Vec<SmolStr>) -> Vec<SmolStr> {
    if let Some(known) = known {
        more.retain(|name| known.contains(name));
    }
    more
}

/// Several configurations may name the same file.
fn add_rules(rules: &mut Vec<Rule>, more: Vec<Rule>) {
    for rule in more {
        if !rules.iter().any(|known| known.id == rule.id) {
            rules.push(rule);
        }
    }
}

/// Gives the findings their fingerprints, before any is left out, so that what is left
/// out does not change those of the others.
fn identify(here: &Here, found: &mut [Found], sources: &Sources) {
    let prefix = here.prefix();
    let findings: Vec<&Finding> = found.iter().map(|found| &found.finding).collect();
    let prints = fingerprints(&findings, |file| paths::join(&prefix, sources.path(file)));
    for (found, prints) in found.iter_mut().zip(prints) {
        found.prints = prints;
    }
}

/// Leaves out what the baseline has and what is below the severity that is wanted.
fn select(arguments: &CheckArguments, gathered: Gathered, baselines: &Baselines) -> Outcome {
    let least = arguments.min_severity.map(Severity::from);
    let mut report = gathered.report;
    let mut fingerprints = Vec::new();
    let mut failing = false;
    let mut baseline = 0;
    let mut hidden = 0;
    for found in gathered.found {
        let severity = found.finding.severity;
        if baselines.has(found.config, &found.prints) {
            baseline += 1;
        } else if least.is_some_and(|least| severity < least) {
            hidden += 1;
        } else {
            failing |= found.fail_on.is_some_and(|level| severity >= level);
            fingerprints.extend(found.prints.into_iter().next());
            report.findings.push(found.finding);
        }
    }
    Outcome {
        summary: Summary {
            baseline,
            hidden,
            ..Summary::of(&report)
        },
        report,
        rules: gathered.rules,
        sources: gathered.sources,
        fingerprints,
        failing,
    }
}

/// Modules that are called are read wherever they are, but nothing is reported
/// in files that the configuration leaves out.
fn is_excluded(config: &Config, sources: &Sources, finding: &Finding) -> bool {
    if !config.has_excludes() {
        return false;
    }
    let path = Path::new(sources.path(finding.primary.at.file)).canonicalize();
    path.is_ok_and(|path| config.excludes(&path))
}

fn merge(whole: &mut Report, mut part: Report) {
    whole.verdicts.append(&mut part.verdicts);
    whole.secrets.append(&mut part.secrets);
    for item in part.checklist {
        let same = whole
            .checklist
            .iter_mut()
            .find(|known| known.text == item.text && known.source == item.source);
        match same {
            Some(known) => {
                known.endpoints.extend(item.endpoints);
                known.endpoints.sort_unstable();
                known.endpoints.dedup();
            }
            None => whole.checklist.push(item),
        }
    }
    whole.counts.files += part.counts.files;
    whole.counts.clients += part.counts.clients;
    whole.counts.idle += part.counts.idle;
    whole.counts.roles += part.counts.roles;
    whole.counts.ignored += part.counts.ignored;
}

/// File, start, rule; client, endpoint.
fn sort(report: &mut Report, found: &mut [Found], sources: &Sources) {
    found.sort_by(|Found { finding: a, .. }, Found { finding: b, .. }| {
        let key = |finding: &Finding| finding.primary.at.span.start;
        let path = |finding: &Finding| sources.path(finding.primary.at.file);
        let by_place = path(a).cmp(path(b)).then(key(a).cmp(&key(b)));
        by_place.then_with(|| a.rule.cmp(&b.rule))
    });
    report
        .verdicts
        .sort_by(|a, b| (&a.subject, &a.endpoint).cmp(&(&b.subject, &b.endpoint)));
    report.checklist.sort();
}

/// How a path that the user named is shown, for the loader.
pub fn input_path(here: &Here, path: &Path) -> String {
    let shown = here.shown(path);
    shown.unwrap_or_else(|| path.to_string_lossy().into_owned())
}

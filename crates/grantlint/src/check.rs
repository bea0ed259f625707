//! `grantlint check`: from paths to a report, and from the report to what is
//! written.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use grantlint_parser::load::Inputs;
use grantlint_parser::paths;
use grantlint_parser::source::Sources;
use grantlint_rules::check::fingerprints;
use grantlint_rules::finding::{Finding, Report, Severity};

use crate::args::CheckArguments;
use crate::config::Config;
use crate::discover::discover;
use crate::exit::Exit;
use crate::files::{Disk, reason};
use crate::paths::Here;
use crate::progress::Progress;
use crate::render::{Context, Format, RuleText, Style, Summary};
use crate::{engine, say};

/// Checks, writes and says how it ended.
pub fn run(here: &Here, arguments: &CheckArguments, inputs: &Inputs, style: Style) -> Exit {
    let mut missing = arguments.variable_files.iter().chain(&arguments.config);
    if let Some(file) = missing.find(|file| !file.exists()) {
        say::error(&format!("`{}` is not there", file.display()));
        return Exit::Failed;
    }
    let progress = Arc::new(Progress::default());
    let wanted = !arguments.quiet;
    let outcome = progress.shown_during(wanted, || gather(here, arguments, inputs, &progress));
    for failure in &outcome.failures {
        say::error(failure);
    }
    if outcome.is_empty {
        return Exit::Failed;
    }
    let written = write(here, arguments, style, &outcome);
    if let Err(failure) = &written {
        say::error(failure);
    }
    if written.is_err() || outcome.failed || !outcome.failures.is_empty() {
        Exit::Failed
    } else if outcome.failing {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

/// What came of the check.
struct Outcome {
    report: Report,
    sources: Sources,
    summary: Summary,
    rules: Vec<RuleText>,
    /// What could not be done and has no place in a file.
    failures: Vec<String>,
    /// Whether something with a place could not be done.
    failed: bool,
    /// Whether a finding is at or above what its configuration fails on.
    failing: bool,
    /// Whether nothing was checked and there is nothing to show.
    is_empty: bool,
}

fn gather(
    here: &Here,
    arguments: &CheckArguments,
    inputs: &Inputs,
    progress: &Arc<Progress>,
) -> Outcome {
    let mut disk = Disk::new(Arc::clone(progress));
    for file in &arguments.variable_files {
        disk.allow_file(file);
    }
    let discovery = discover(
        here,
        &mut disk,
        &arguments.paths,
        arguments.config.as_deref(),
    );
    progress.found(
        discovery
            .folders
            .values()
            .map(|folders| folders.len())
            .sum(),
    );

    let mut sources = discovery.sources;
    let mut whole = Report::default();
    let mut hidden = 0;
    let mut failing = false;
    let mut failed = false;
    let least = arguments.min_severity.map(Severity::from);
    for (number, folders) in &discovery.folders {
        let Some(config) = discovery.configs.get(*number) else {
            continue;
        };
        let mut report = if let Some((at, why)) = &config.failure {
            failed = true;
            Report {
                findings: engine::unusable(*at, why).into_iter().collect(),
                ..Report::default()
            }
        } else {
            let folders: Vec<String> = folders.iter().cloned().collect();
            let options = engine::Options {
                config,
                inputs,
                pedantic: arguments.pedantic,
                packs: &arguments.packs,
            };
            let (read, report) = engine::check(sources, &folders, &disk, &options);
            sources = read;
            report
        };
        report
            .findings
            .retain(|finding| !is_excluded(config, &sources, finding));
        let before = report.findings.len();
        report
            .findings
            .retain(|finding| least.is_none_or(|least| finding.severity >= least));
        hidden += before - report.findings.len();
        let fail_on = arguments.fail_on.map(Option::<Severity>::from);
        if let Some(level) = fail_on.unwrap_or(config.settings.fail_on) {
            failing |= report.findings.iter().any(|f| f.severity >= level);
        }
        merge(&mut whole, report);
    }
    sort(&mut whole, &sources);
    let summary = Summary {
        hidden,
        ..Summary::of(&whole)
    };
    Outcome {
        is_empty: discovery.folders.is_empty() && !discovery.failures.is_empty(),
        report: whole,
        sources,
        summary,
        rules: engine::rules(),
        failures: discovery.failures,
        failed,
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
    whole.findings.append(&mut part.findings);
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
    whole.counts.roles += part.counts.roles;
    whole.counts.ignored += part.counts.ignored;
}

/// File, start, rule; client, endpoint.
fn sort(report: &mut Report, sources: &Sources) {
    report.findings.sort_by(|a, b| {
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

/// Files first, so that a reader who closes the pipe early loses none.
fn write(
    here: &Here,
    arguments: &CheckArguments,
    style: Style,
    outcome: &Outcome,
) -> Result<(), String> {
    let prefix = here.prefix();
    let path = |file| paths::join(&prefix, outcome.sources.path(file));
    let fingerprints = fingerprints(&outcome.report.findings, path);
    let context = Context {
        report: &outcome.report,
        sources: &outcome.sources,
        fingerprints: &fingerprints,
        rules: &outcome.rules,
        summary: outcome.summary,
        version: env!("CARGO_PKG_VERSION"),
        prefix: &prefix,
        style,
    };
    for (format, file) in &arguments.outputs {
        let plain = Context {
            style: Style {
                quiet: style.quiet,
                ..Style::PLAIN
            },
            ..context
        };
        write_file(*format, &plain, file)
            .map_err(|error| format!("cannot write `{}`: {}", file.display(), reason(&error)))?;
    }
    let mut out = BufWriter::new(io::stdout().lock());
    let written = arguments.format.render(&context, &mut out);
    match written.and_then(|()| out.flush()) {
        // Whoever read along has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(format!("cannot write: {}", reason(&error))),
        Ok(()) => Ok(()),
    }
}

fn write_file(format: Format, context: &Context, file: &PathBuf) -> io::Result<()> {
    let mut bytes = Vec::new();
    format.render(context, &mut bytes)?;
    fs::write(file, bytes)
}

/// How a path that the user named is shown, for the loader.
pub fn input_path(here: &Here, path: &Path) -> String {
    let shown = here.shown(path);
    shown.unwrap_or_else(|| path.to_string_lossy().into_owned())
}

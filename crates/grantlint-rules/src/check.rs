//! The whole way from what was read to what is reported.

mod broken;
mod configuration;
mod fingerprint;
mod merge;

use std::borrow::Cow;
use std::collections::BTreeSet;

use grantlint_parser::load::Loaded;
use grantlint_parser::model::Model;
use grantlint_parser::parallel;

use crate::calls::{Callers, Calls};
use crate::checks::{self, Attachments, Context, Repeats, Standings};
use crate::finding::{Counts, Finding, Precondition, Report, Verdict};
use crate::holdings::Subject;
use crate::ignore::Ignores;
use crate::judge::{Judgement, judge};
use crate::matrix::Matrix;
use crate::rule::{Check, Level, Rule, built_in};
use crate::settings::Settings;
use crate::settings::read::ConfigProblem;

pub use fingerprint::fingerprints;

/// Checks everything that was read.
pub fn check(loaded: &Loaded, settings: &Settings, matrix: &Matrix) -> Report {
    let rules: Vec<&Rule> = built_in().iter().chain(&settings.rules).collect();
    let is_on = |rule: &&Rule| level(rule, settings) != Level::Off;
    let speaking: Vec<&Rule> = rules.iter().copied().filter(is_on).collect();
    let mut config: Vec<ConfigProblem> = settings.problems.clone();
    config.extend(configuration::problems(loaded, settings, &rules));
    let mut report = Report {
        counts: Counts {
            files: loaded.files.len(),
            ..Counts::default()
        },
        ..Report::default()
    };
    let broken = broken::folders(loaded);
    let checked = parallel::map(&loaded.models, WORTH_THREADS, |model| {
        let unread = broken::is_unread(model, &broken);
        check_model(model, unread, loaded, settings, matrix, &speaking)
    });
    for (part, problems) in checked {
        report.findings.extend(part.findings);
        report.verdicts.extend(part.verdicts);
        report.checklist.extend(part.checklist);
        report.secrets.extend(part.secrets);
        report.counts.clients += part.counts.clients;
        report.counts.idle += part.counts.idle;
        report.counts.roles += part.counts.roles;
        config.extend(problems);
    }
    config.sort_by(|one, other| (one.at, &one.message).cmp(&(other.at, &other.message)));
    config.dedup();
    for rule in &speaking {
        let found = checks::run_once(rule, loaded, &config);
        report.findings.extend(found);
    }
    let mut ignores = Ignores::read(loaded, &rules);
    let (mut findings, hidden) = ignores.parted(report.findings);
    report.counts.ignored = merge::merged(&loaded.sources, hidden).len();
    let problems = ignores.problems(settings, &report.verdicts);
    let on_ignores = |rule: &&&Rule| matches!(rule.check, Check::UnusedIgnore {});
    for rule in speaking.iter().filter(on_ignores) {
        findings.extend(checks::told(rule, &problems));
    }
    report.findings = findings;
    for finding in &mut report.findings {
        let rule = rules.iter().find(|rule| rule.id == finding.rule);
        overrule(finding, rule.copied(), settings);
    }
    report.findings = merge::merged(&loaded.sources, report.findings);
    report.verdicts.sort_by(|one, other| {
        (&one.subject, &one.endpoint).cmp(&(&other.subject, &other.endpoint))
    });
    report.checklist = gathered(report.checklist);
    report.secrets.sort();
    report.secrets.dedup();
    report
}

/// With fewer root modules than this, one thread checks them all.
const WORTH_THREADS: usize = 4;

/// Checks one root module by those of the rules that look at one: what that adds to the
/// report, and the mistakes in the configuration that only calls bring to light.
fn check_model(
    model: &Model,
    unread: bool,
    loaded: &Loaded,
    settings: &Settings,
    matrix: &Matrix,
    rules: &[&Rule],
) -> (Report, Vec<ConfigProblem>) {
    let (model, broken) = broken::opened(model, &loaded.problems);
    let model = model.as_ref();
    let callers = Callers {
        sources: &loaded.sources,
        model,
        settings,
        matrix,
    };
    let standings = Standings::new(model, matrix);
    let calls = callers.calls();
    let judgements = judge(callers, &calls);
    let secrets = checks::secrets(model);
    let attachments = Attachments::default();
    let repeats = Repeats::default();
    let mut findings = Vec::new();
    for rule in rules {
        findings.extend(checks::run(&Context {
            sources: &loaded.sources,
            model,
            broken: &broken,
            unread,
            settings,
            matrix,
            standings: &standings,
            calls: &calls,
            judgements: &judgements,
            secrets: &secrets,
            attachments: &attachments,
            repeats: &repeats,
            rule,
        }));
    }
    let report = Report {
        findings,
        verdicts: verdicts(model, &calls, &judgements),
        checklist: checklist(&calls, &judgements),
        counts: Counts {
            clients: model.clients.len(),
            idle: idle(model, &calls),
            roles: model.roles.len(),
            ..Counts::default()
        },
        secrets,
    };
    (report, calls.problems)
}

/// The models of what was read, as a check takes them: whatever a syntax error may
/// hide is open.
pub fn models(loaded: &Loaded) -> Vec<Cow<'_, Model>> {
    let models = loaded.models.iter();
    models
        .map(|model| broken::opened(model, &loaded.problems).0)
        .collect()
}

/// How many clients make no call that is known.
fn idle(model: &Model, calls: &Calls<'_>) -> usize {
    let calling: BTreeSet<&Subject> = calls.calls.iter().map(|call| &call.subject).collect();
    let clients = (0..model.clients.len()).map(Subject::Client);
    clients.filter(|client| !calling.contains(client)).count()
}

/// The rule of that id: built in, or the team's own.
pub fn rule<'s>(id: &str, settings: &'s Settings) -> Option<&'s Rule> {
    let mut all = built_in().iter().chain(&settings.rules);
    all.find(|rule| rule.id == id)
}

/// How much a rule's findings weigh, the configuration considered.
pub fn level(rule: &Rule, settings: &Settings) -> Level {
    if let Some(level) = settings.level(&rule.id) {
        return level;
    }
    match (rule.severity, rule.pedantic) {
        (Level::Off, Some(pedantic)) if settings.pedantic => pedantic,
        (severity, _) => severity,
    }
}

/// The configuration has the last word on the weight of a finding.
fn overrule(finding: &mut Finding, rule: Option<&Rule>, settings: &Settings) {
    if let Some(Level::At(severity)) = settings.level(&finding.rule) {
        finding.severity = severity;
    } else if let Some(rule) = rule
        && rule.severity == Level::Off
        && let Level::At(severity) = level(rule, settings)
    {
        finding.severity = severity;
    }
}

fn verdicts(model: &Model, calls: &Calls<'_>, judgements: &[Judgement<'_>]) -> Vec<Verdict> {
    let each = judgements.iter().filter_map(|judgement| {
        let call = calls.calls.get(judgement.call)?;
        let resource = call.subject.resource(model)?;
        let address = model.resource(resource)?.address.to_string();
        Some(judgement.verdict(address, call))
    });
    each.collect()
}

/// What must hold outside of Terraform for the calls that are made.
fn checklist(calls: &Calls<'_>, judgements: &[Judgement<'_>]) -> Vec<Precondition> {
    let mut found = Vec::new();
    for judgement in judgements {
        let Some(call) = calls.calls.get(judgement.call) else {
            continue;
        };
        for requirement in &judgement.requirements {
            let texts = requirement.preconditions.iter();
            found.extend(texts.map(|text| Precondition {
                text: (*text).to_owned(),
                endpoints: vec![call.endpoint.clone()],
                source: requirement.source.to_owned(),
            }));
        }
    }
    found
}

/// Each text once, with all the operations that it concerns.
fn gathered(mut found: Vec<Precondition>) -> Vec<Precondition> {
    found.sort_by(|one, other| (&one.source, &one.text).cmp(&(&other.source, &other.text)));
    let mut gathered: Vec<Precondition> = Vec::new();
    for one in found {
        match gathered.last_mut() {
            Some(last) if last.text == one.text && last.source == one.source => {
                last.endpoints.extend(one.endpoints);
            }
            _ => gathered.push(one),
        }
    }
    for one in &mut gathered {
        let distinct: BTreeSet<String> = one.endpoints.drain(..).collect();
        one.endpoints.extend(distinct);
    }
    gathered
}

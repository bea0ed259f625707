//! What could not be read or understood: Terraform's text, the configuration.

use grantlint_parser::load::{Loaded, ProblemKind};

use crate::finding::{Basis, Finding};
use crate::rule::{ProblemOf, Rule};
use crate::settings::read::ConfigProblem;

pub(super) fn run(
    rule: &Rule,
    of: ProblemOf,
    loaded: &Loaded,
    config: &[ConfigProblem],
) -> Vec<Finding> {
    let kind = match of {
        ProblemOf::Configuration => return told(rule, config),
        ProblemOf::Syntax => ProblemKind::Syntax,
        ProblemOf::Budget => ProblemKind::Budget,
    };
    let problems = loaded.problems.iter();
    problems
        .filter(|problem| problem.kind == kind)
        .map(|problem| finding(rule, problem.at, &problem.message, &problem.help))
        .collect()
}

/// One finding for each of the problems.
pub(crate) fn told(rule: &Rule, problems: &[ConfigProblem]) -> Vec<Finding> {
    let problems = problems.iter();
    problems
        .map(|problem| finding(rule, problem.at, &problem.message, &problem.help))
        .collect()
}

fn finding(
    rule: &Rule,
    at: grantlint_parser::source::Location,
    message: &str,
    help: &Option<String>,
) -> Finding {
    let mut finding = Finding::new(rule, at, message)
        .on(Basis::Org)
        .identity([message]);
    finding.help = help.clone();
    finding
}

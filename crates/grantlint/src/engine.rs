//! The one place where the parser and the rules are put to work.

use grantlint_parser::load::{self, Files, Inputs};
use grantlint_parser::source::Sources;
use grantlint_rules::finding::{Basis, Counts, Finding, Label, Report, Severity};

use crate::config::Config;
use crate::render::RuleText;

/// What a check depends on beside the files.
pub struct Options<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// `--var` and `--var-file`.
    pub inputs: &'a Inputs,
    /// Whether the rules that are off by default speak too.
    pub pedantic: bool,
    /// Packs beside those of the configuration.
    pub packs: &'a [String],
}

/// Checks the modules in the folders, adding to the sources.
pub fn check(
    sources: Sources,
    folders: &[String],
    files: &dyn Files,
    options: &Options,
) -> (Sources, Report) {
    let loaded = load::load(
        folders,
        files,
        options.inputs,
        &load::Settings::default(),
        sources,
    );
    let findings = loaded.problems.iter().map(|problem| Finding {
        rule: "syntax-error".into(),
        severity: Severity::Error,
        basis: Basis::Published,
        message: problem.message.clone(),
        help: problem.help.clone(),
        primary: Label {
            at: problem.at,
            message: String::new(),
        },
        related: vec![],
        address: None,
        data: Default::default(),
        identity: vec![],
    });
    let report = Report {
        findings: findings.collect(),
        counts: Counts {
            files: 1,
            ..Default::default()
        },
        ..Report::default()
    };
    (loaded.sources, report)
}

/// The texts of all rules.
pub fn rules() -> Vec<RuleText> {
    Vec::new()
}

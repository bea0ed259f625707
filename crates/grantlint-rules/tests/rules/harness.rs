//! Checks configurations in memory.

use grantlint_parser::load::{self, Inputs, Loaded};
use grantlint_parser::source::Sources;
use grantlint_rules::check::check;
use grantlint_rules::finding::{Finding, Report};
use grantlint_rules::matrix::Matrix;
use grantlint_rules::own::Own;
pub(crate) use grantlint_rules::own::example::{Memory, SETTINGS};
use grantlint_rules::settings::{Settings, roles_file};

/// What was read and what was reported.
pub(crate) struct Checked {
    pub(crate) loaded: Loaded,
    pub(crate) report: Report,
    pub(crate) settings: Settings,
    pub(crate) matrix: Matrix,
}

/// The team's own files among them, rules and data.
fn own(files: &Memory, sources: &mut Sources) -> Own {
    let mut own = Own::default();
    let toml = files.0.iter();
    for (path, text) in toml.filter(|(path, _)| path.ends_with(".toml") && *path != SETTINGS) {
        let file = sources.add(path, text.as_str());
        own.add(file, path, text);
    }
    own
}

/// Checks the files, with the configuration and the team's own files among them.
#[track_caller]
pub(crate) fn check_files(files: &Memory) -> Checked {
    let text = files.0.get(SETTINGS);
    // The packs say which types are permission sets, so the configuration is read
    // before the files are; its place among the sources is taken afterwards.
    let parse = |sources: &mut Sources| {
        text.map_or_else(Settings::default, |text| {
            let file = sources.add(SETTINGS, text.as_str());
            Settings::parse(file, text).expect("a configuration that can be used")
        })
    };
    let packs = parse(&mut Sources::default()).pack_names();
    let matrix = own(files, &mut Sources::default()).matrix(&packs);
    let settings = load::Settings {
        permission_sets: matrix
            .permission_sets()
            .map(|set| (set.name.into(), set.attribute.into()))
            .collect(),
    };
    let mut loaded = load::load(&files.folders(), files, &Inputs::default(), &settings);
    let mut settings = parse(&mut loaded.sources);
    for role in &mut settings.external_roles {
        if let Some(file) = &role.file {
            let text = files.0.get(&file.value).expect("the file with the roles");
            role.roles = roles_file::parse(text.as_bytes()).expect("roles");
        }
    }
    let mut own = own(files, &mut loaded.sources);
    own.matrix(&packs);
    settings.rules = own.rules;
    settings.problems.extend(own.problems);
    let report = check(&loaded, &settings, &matrix);
    Checked {
        loaded,
        report,
        settings,
        matrix,
    }
}

impl Checked {
    /// The path and line of a finding's primary place.
    pub(crate) fn line(&self, finding: &Finding) -> (String, u32) {
        let at = finding.primary.at;
        let file = self
            .loaded
            .sources
            .get(at.file)
            .expect("a file of this run");
        (file.path().to_owned(), file.position(at.span.start).line)
    }

    /// All findings, one a line, for the message of a failing test.
    pub(crate) fn listing(&self) -> String {
        let lines = self.report.findings.iter().map(|finding| {
            let (path, line) = self.line(finding);
            let under = self.loaded.sources.slice(finding.primary.at);
            format!(
                "{path}:{line}: {}: {} [{}] at `{under}`\n",
                finding.severity, finding.message, finding.rule
            )
        });
        lines.collect()
    }
}

//! Checks configurations in memory.

use grantlint_parser::load::{self, Inputs, Loaded};
use grantlint_rules::check::check;
use grantlint_rules::finding::{Finding, Report};
use grantlint_rules::matrix::Matrix;
pub(crate) use grantlint_rules::own::example::{Memory, SETTINGS};
use grantlint_rules::settings::Settings;

/// What was read and what was reported.
pub(crate) struct Checked {
    pub(crate) loaded: Loaded,
    pub(crate) report: Report,
    pub(crate) settings: Settings,
    pub(crate) matrix: Matrix,
}

/// Checks the files, with the configuration among them.
#[track_caller]
pub(crate) fn check_files(files: &Memory) -> Checked {
    let text = files.0.get(SETTINGS);
    // The packs say which types are permission sets, so the configuration is read
    // before the files are; its place among the sources is taken afterwards.
    let parse = |sources: &mut grantlint_parser::source::Sources| {
        text.map_or_else(Settings::default, |text| {
            let file = sources.add(SETTINGS, text.as_str());
            Settings::parse(file, text).expect("a configuration that can be used")
        })
    };
    let packs = parse(&mut grantlint_parser::source::Sources::default()).pack_names();
    let (matrix, problems) = Matrix::new(&packs, &[]);
    assert!(problems.is_empty(), "{problems:?}");
    let settings = load::Settings {
        permission_sets: matrix
            .permission_sets()
            .map(|set| (set.name.into(), set.attribute.into()))
            .collect(),
    };
    let mut loaded = load::load(&files.folders(), files, &Inputs::default(), &settings);
    let settings = parse(&mut loaded.sources);
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

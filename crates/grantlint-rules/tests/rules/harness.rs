//! Checks configurations in memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use grantlint_parser::load::{self, Files, Inputs, Loaded, ReadError};
use grantlint_rules::check::check;
use grantlint_rules::finding::{Finding, Report};
use grantlint_rules::matrix::Matrix;
use grantlint_rules::settings::Settings;

/// The name of the configuration among the files.
pub(crate) const SETTINGS: &str = "grantlint.toml";

/// Files in memory, by path.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory(pub(crate) BTreeMap<String, String>);

impl Memory {
    /// One text that holds them all: each begins with a line `-- path`; what stands
    /// before the first such line is `main.tf`.
    pub(crate) fn parse(text: &str) -> Memory {
        let mut files = BTreeMap::new();
        let mut path = "main.tf".to_owned();
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

    fn folders(&self) -> Vec<String> {
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

/// What was read and what was reported.
pub(crate) struct Checked {
    pub(crate) loaded: Loaded,
    pub(crate) report: Report,
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
    Checked { loaded, report }
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

//! A baseline: the findings that a team knows of and has not mended yet, in a file
//! of JSON with one finding a line, so that a change of it is a small diff.

pub mod set;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use grantlint_rules::finding::{Datum, Finding};
use serde::{Deserialize, Serialize};

use crate::files::{read_file, reason};

/// The name of the file where none is given.
pub const FILE_NAME: &str = "grantlint-baseline.json";

/// The form of the file. Another one is not read.
const VERSION: u32 = 1;

/// The findings that are known.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: Vec<Entry>,
    prints: BTreeSet<String>,
}

/// A finding that is known, through one of the instances that it is about. The
/// fingerprint decides; the rest is for whoever reads the file.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The file of the primary place, from the root of the repository.
    path: String,
    rule: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    message: String,
    fingerprint: String,
}

/// The file as a whole, its version aside.
#[derive(Deserialize)]
struct Document {
    findings: Vec<Entry>,
}

impl Baseline {
    /// Of these findings, in whatever order.
    pub fn of(mut entries: Vec<Entry>) -> Baseline {
        entries.sort();
        entries.dedup();
        let prints = entries.iter().map(|entry| entry.fingerprint.clone());
        Baseline {
            prints: prints.collect(),
            entries,
        }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// Why it can't be used; finishes "`FILE` cannot be used: …".
    pub fn read(path: &Path) -> Result<Baseline, String> {
        if !path.exists() {
            return Err("it is not there; --write-baseline writes it".to_owned());
        }
        Baseline::parse(&read_file(path)?)
    }

    fn parse(bytes: &[u8]) -> Result<Baseline, String> {
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        // The version is asked first: another form may differ in all the rest.
        let wrong = |error: serde_json::Error| format!("it is no baseline: {error}");
        let Versioned { version } = serde_json::from_slice(bytes).map_err(wrong)?;
        if version != VERSION {
            return Err(format!(
                "its version is {version}, and only {VERSION} is known"
            ));
        }
        let document: Document = serde_json::from_slice(bytes).map_err(wrong)?;
        Ok(Baseline::of(document.findings))
    }

    /// How many findings it has; one that is about several instances counts as often.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether it has a finding with all its fingerprints: one that is found through a
    /// new instance too is news.
    pub fn has(&self, prints: &[String]) -> bool {
        prints.iter().all(|print| self.prints.contains(print))
    }

    /// How many of its findings in these paths are not among the fingerprints.
    pub fn gone(&self, found: &BTreeSet<&str>, checked: impl Fn(&str) -> bool) -> usize {
        let gone = self.entries.iter().filter(|entry| {
            !found.contains(entry.fingerprint.as_str()) && checked(entry.path.as_str())
        });
        gone.count()
    }

    /// Writes the file anew, all of it or nothing: a reader never sees a half.
    ///
    /// # Errors
    /// Why it can't be written; finishes "cannot write `FILE`: …".
    pub fn write(&self, path: &Path) -> Result<(), String> {
        // A link in a repository could lead anywhere, so none is written through.
        let old = fs::symlink_metadata(path).ok();
        if old.as_ref().is_some_and(|old| !old.is_file()) {
            return Err("it is no regular file; name the file itself".to_owned());
        }
        let folder = path.parent().filter(|folder| *folder != Path::new(""));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".grantlint-");
        if let Some(permissions) = permissions(old.as_ref()) {
            builder.permissions(permissions);
        }
        let written = || -> io::Result<()> {
            let mut file = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
            file.write_all(&self.bytes()?)?;
            file.as_file().sync_all()?;
            file.persist(path)?;
            Ok(())
        };
        written().map_err(|error| reason(&error))
    }

    fn bytes(&self) -> io::Result<Vec<u8>> {
        let mut bytes = format!("{{\n\"version\": {VERSION},\n\"findings\": [").into_bytes();
        for (number, entry) in self.entries.iter().enumerate() {
            bytes.extend_from_slice(if number == 0 { b"\n" } else { b",\n" });
            serde_json::to_writer(&mut bytes, entry)?;
        }
        bytes.extend_from_slice(b"\n]\n}\n");
        Ok(bytes)
    }
}

/// A finding as a baseline has it: an entry for each of its fingerprints. `path` is
/// from the root of the repository.
pub fn entries(finding: &Finding, path: &str, prints: &[String]) -> Vec<Entry> {
    let others = match finding.data.get("instances") {
        Some(Datum::List(others)) => others.as_slice(),
        _ => &[],
    };
    let addresses = finding.address.iter().chain(others).map(Some);
    let addresses = addresses.chain(std::iter::repeat(None));
    let entries = prints.iter().zip(addresses).map(|(print, address)| Entry {
        path: path.to_owned(),
        rule: finding.rule.to_string(),
        address: address.cloned(),
        message: finding.message.clone(),
        fingerprint: print.clone(),
    });
    entries.collect()
}

/// Those of the old file, or those that any new file has: a temporary file would keep
/// everybody else from reading it.
#[cfg(unix)]
fn permissions(old: Option<&fs::Metadata>) -> Option<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt;
    let usual = || fs::Permissions::from_mode(0o666);
    Some(old.map_or_else(usual, fs::Metadata::permissions))
}

#[cfg(not(unix))]
fn permissions(_: Option<&fs::Metadata>) -> Option<fs::Permissions> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, print: &str) -> Entry {
        Entry {
            path: path.to_owned(),
            rule: "some-rule".to_owned(),
            address: None,
            message: "a \"message\"".to_owned(),
            fingerprint: print.to_owned(),
        }
    }

    #[test]
    fn what_is_written_is_read_again_in_one_order_and_a_line_each() {
        let one = Baseline::of(vec![entry("b.tf", "2"), entry("a.tf", "1")]);
        let other = Baseline::of(vec![
            entry("a.tf", "1"),
            entry("b.tf", "2"),
            entry("a.tf", "1"),
        ]);
        let bytes = one.bytes().unwrap();
        assert_eq!(bytes, other.bytes().unwrap());
        assert_eq!(Baseline::parse(&bytes), Ok(one));
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            concat!(
                "{\n\"version\": 1,\n\"findings\": [\n",
                r#"{"path":"a.tf","rule":"some-rule","message":"a \"message\"","fingerprint":"1"},"#,
                "\n",
                r#"{"path":"b.tf","rule":"some-rule","message":"a \"message\"","fingerprint":"2"}"#,
                "\n]\n}\n"
            )
        );
    }

    #[test]
    fn an_empty_one_is_read_again() {
        let bytes = Baseline::default().bytes().unwrap();
        assert_eq!(Baseline::parse(&bytes), Ok(Baseline::default()));
    }

    #[test]
    fn a_finding_is_known_with_all_its_fingerprints_only() {
        let known = Baseline::of(vec![entry("a.tf", "1"), entry("a.tf", "2")]);
        let has = |prints: &[&str]| {
            let prints: Vec<String> = prints.iter().map(|&print| print.to_owned()).collect();
            known.has(&prints)
        };
        assert!(has(&["1"]));
        assert!(has(&["1", "2"]));
        assert!(!has(&["1", "3"]));
        assert!(!has(&["3"]));
    }

    #[test]
    fn what_is_gone_is_counted_where_it_was_looked_for() {
        let known = Baseline::of(vec![
            entry("a/x.tf", "1"),
            entry("a/y.tf", "2"),
            entry("b/x.tf", "3"),
        ]);
        let found = BTreeSet::from(["1"]);
        assert_eq!(known.gone(&found, |_| true), 2);
        assert_eq!(known.gone(&found, |path| path.starts_with("a/")), 1);
    }

    #[test]
    fn other_files_are_refused_with_the_reason() {
        for (text, why) in [
            ("", "it is no baseline"),
            ("[]", "it is no baseline"),
            ("{\"version\": 2}", "its version is 2"),
            ("{\"version\": 1}", "missing field `findings`"),
            ("{\"version\": 1, \"findings\": [{}]}", "missing field"),
        ] {
            let error = Baseline::parse(text.as_bytes()).unwrap_err();
            assert!(error.contains(why), "{text}: {error}");
        }
    }
}

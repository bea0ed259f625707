//! Which baseline is for which findings: the one of the command line for all, else
//! each configuration's own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use grantlint_parser::source::Location;

use super::{Baseline, Entry, FILE_NAME};
use crate::config::Config;

/// The baselines of a run, by the configurations that they go with.
#[derive(Debug, Default)]
pub struct Baselines {
    files: Vec<(PathBuf, Baseline)>,
    /// The place of a configuration's baseline in `files`, by its number.
    of_config: BTreeMap<usize, usize>,
    /// Whether the command line names the one for all.
    is_given: bool,
    /// Whether they are to be written, and what they say now does not matter.
    writing: bool,
    /// Whether one is written that nothing names, under the usual name.
    is_unnamed: bool,
}

impl Baselines {
    /// With what the command line says.
    ///
    /// # Errors
    /// What keeps the file from being used.
    pub fn new(given: Option<&Path>, writing: bool) -> Result<Baselines, String> {
        let mut baselines = Baselines {
            is_given: given.is_some(),
            writing,
            ..Baselines::default()
        };
        if let Some(path) = given {
            baselines.read(path)?;
        }
        Ok(baselines)
    }

    /// Takes in a configuration by its number.
    ///
    /// # Errors
    /// What keeps the file from being used that it names, and where it names it.
    pub fn take(&mut self, number: usize, config: &Config) -> Result<(), (Location, String)> {
        let file = if self.is_given {
            0
        } else {
            match config.baseline() {
                Some((at, path)) => {
                    let read = path.and_then(|path| self.read(&path));
                    read.map_err(|why| (at, why))?
                }
                None if self.writing => {
                    self.is_unnamed = true;
                    self.place(Path::new(FILE_NAME), Baseline::default())
                }
                None => return Ok(()),
            }
        };
        self.of_config.insert(number, file);
        Ok(())
    }

    /// The place of a file, read if it has to be.
    fn read(&mut self, path: &Path) -> Result<usize, String> {
        let baseline = if self.writing {
            Baseline::default()
        } else {
            Baseline::read(path).map_err(|why| {
                let path = path.display();
                format!("`{path}` cannot be used: {why}")
            })?
        };
        Ok(self.place(path, baseline))
    }

    fn place(&mut self, path: &Path, baseline: Baseline) -> usize {
        let known = self.files.iter().position(|(known, _)| known == path);
        known.unwrap_or_else(|| {
            self.files.push((path.to_owned(), baseline));
            self.files.len() - 1
        })
    }

    /// Whether one is written that neither a configuration nor the command line names,
    /// so that nothing will read it yet.
    pub fn is_unnamed(&self) -> bool {
        self.is_unnamed
    }

    /// Whether the baseline of that configuration has a finding with these
    /// fingerprints.
    pub fn has(&self, number: usize, prints: &[String]) -> bool {
        let file = self.of_config.get(&number);
        let file = file.and_then(|&file| self.files.get(file));
        file.is_some_and(|(_, baseline)| baseline.has(prints))
    }

    /// The files with entries for what was checked that match none of the
    /// fingerprints, each with their number.
    pub fn gone<'a>(
        &'a self,
        found: &'a BTreeSet<&str>,
        checked: impl Fn(&str) -> bool + 'a,
    ) -> impl Iterator<Item = (&'a Path, usize)> {
        let counts = self
            .files
            .iter()
            .map(move |(path, baseline)| (path.as_path(), baseline.gone(found, &checked)));
        counts.filter(|&(_, count)| count > 0)
    }

    /// Writes all files anew, and gives the number of entries in each. An entry comes
    /// with the number of its configuration.
    ///
    /// # Errors
    /// Which file can't be written and why.
    pub fn write(
        &self,
        entries: impl IntoIterator<Item = (usize, Entry)>,
    ) -> Result<Vec<(&Path, usize)>, String> {
        let mut parts: Vec<Vec<Entry>> = vec![Vec::new(); self.files.len()];
        for (number, entry) in entries {
            let file = self.of_config.get(&number);
            if let Some(part) = file.and_then(|&file| parts.get_mut(file)) {
                part.push(entry);
            }
        }
        let files = self.files.iter().zip(parts).map(|((path, _), part)| {
            let baseline = Baseline::of(part);
            baseline
                .write(path)
                .map_err(|why| format!("cannot write `{}`: {why}", path.display()))?;
            Ok((path.as_path(), baseline.len()))
        });
        files.collect()
    }
}

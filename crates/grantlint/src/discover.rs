//! From the paths of the command line to the module folders that are checked,
//! grouped by the configuration that governs them.
//!
//! A folder is governed by the nearest `grantlint.toml`, its own or one above
//! it, up to the root of its repository; outside of a repository up to the
//! folder where the command runs or, where that is not above, the checked path.
//! So a module gets the same answer whether it is checked by itself or with the
//! whole tree.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use grantlint_parser::load::is_configuration;
use grantlint_parser::paths;
use grantlint_parser::source::Sources;

use crate::callers::Callers;
use crate::config::{Config, FILE_NAME};
use crate::files::{Area, Disk, is_folder, reason};
use crate::paths::{Here, repository};

/// What there is to check.
#[derive(Debug)]
pub struct Discovery {
    /// The texts of the configurations.
    pub sources: Sources,
    /// The configurations in the order in which they were met; the first is the
    /// one that holds where there is none.
    pub configs: Vec<Config>,
    /// The number of the configuration that governs each path, in their order.
    pub governing: Vec<usize>,
    /// The module folders, by the number of their configuration.
    pub folders: BTreeMap<usize, BTreeSet<String>>,
    /// What could not be done.
    pub failures: Vec<String>,
    /// Those of the failures that only say that a path holds no Terraform file.
    pub empty: Vec<String>,
}

/// Finds the modules of the paths, and lets `disk` read there. With a `config`,
/// no other configuration is looked for.
pub fn discover(
    here: &Here,
    disk: &mut Disk,
    paths: &[PathBuf],
    config: Option<&Path>,
) -> Discovery {
    let mut starts = Vec::new();
    let mut failures = Vec::new();
    for path in paths {
        match start(here, path) {
            Ok(start) => {
                start.areas(here).for_each(|area| disk.allow(area));
                starts.push(start);
            }
            Err(failure) => failures.push(failure),
        }
    }
    let mut walk = Walk {
        here,
        disk,
        fixed: None,
        known: BTreeMap::new(),
        callers: BTreeMap::new(),
        discovery: Discovery {
            sources: Sources::default(),
            configs: vec![Config::none()],
            governing: Vec::new(),
            folders: BTreeMap::new(),
            failures,
            empty: Vec::new(),
        },
    };
    walk.fixed = config.map(|file| walk.read(file, here.shown(file)));
    for start in &starts {
        walk.from(start);
    }
    walk.discovery
}

/// The configuration that governs a folder; `None` where there is none. Its texts are
/// added to the sources.
///
/// # Errors
/// Why the folder can't be read.
pub fn governing(
    here: &Here,
    folder: &Path,
    sources: &mut Sources,
) -> Result<Option<Config>, String> {
    let shown = here.shown(folder);
    let shown = shown.ok_or_else(|| format!("`{}` is not written in Unicode", folder.display()))?;
    let real = folder
        .canonicalize()
        .map_err(|error| format!("cannot read `{shown}`: {}", reason(&error)))?;
    let start = Start {
        path: shown.clone(),
        folder: shown,
        real,
        deep: false,
        is_file: false,
    };
    let mut walk = Walk {
        here,
        disk: &Disk::default(),
        fixed: None,
        known: BTreeMap::new(),
        callers: BTreeMap::new(),
        discovery: Discovery {
            sources: std::mem::take(sources),
            configs: vec![Config::none()],
            governing: Vec::new(),
            folders: BTreeMap::new(),
            failures: Vec::new(),
            empty: Vec::new(),
        },
    };
    let number = walk.governing(&start.real, &start);
    *sources = walk.discovery.sources;
    let mut configs = walk.discovery.configs;
    Ok((number > 0 && number < configs.len()).then(|| configs.swap_remove(number)))
}

/// A path of the command line.
struct Start {
    /// As it is shown.
    path: String,
    /// The folder, as it is shown.
    folder: String,
    /// The folder without symbolic links.
    real: PathBuf,
    /// Whether the folders below are meant too.
    deep: bool,
    /// Whether it names a file, and so the modules that its module is part of.
    is_file: bool,
}

fn start(here: &Here, path: &Path) -> Result<Start, String> {
    let named = path.display();
    let shown = here
        .shown(path)
        .ok_or_else(|| format!("`{named}` is not written in Unicode"))?;
    let failed = |error| format!("cannot read `{named}`: {}", reason(&error));
    let metadata = fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => format!("`{named}` is not there"),
        _ => failed(error),
    })?;
    let (folder, deep) = if metadata.is_dir() {
        (shown.clone(), true)
    } else {
        let (folder, name) = shown.rsplit_once('/').unwrap_or((".", &shown));
        let is_values = [".tfvars", ".tfvars.json"];
        let is_values = is_values.iter().any(|end| name.ends_with(end));
        if !is_configuration(name) && !is_values && name != FILE_NAME {
            return Err(format!("`{named}` is no Terraform file"));
        }
        let folder = if folder.is_empty() { "/" } else { folder };
        // A configuration governs what lies below it.
        (folder.to_owned(), name == FILE_NAME)
    };
    let real = Path::new(&folder).canonicalize().map_err(failed)?;
    Ok(Start {
        path: shown,
        folder,
        real,
        deep,
        is_file: !metadata.is_dir() && !deep,
    })
}

impl Start {
    fn areas(&self, here: &Here) -> impl Iterator<Item = Area> + use<> {
        let area = |root: &Path, modules_only| Area {
            root: root.to_owned(),
            modules_only,
        };
        let areas = match repository(&self.real) {
            Some(root) => [Some(area(&root, false)), None],
            None => {
                let around = self.real.starts_with(here.real());
                let around = around.then(|| area(here.real(), true));
                [Some(area(&self.real, false)), around]
            }
        };
        areas.into_iter().flatten()
    }
}

struct Walk<'a> {
    here: &'a Here,
    disk: &'a Disk,
    fixed: Option<usize>,
    /// The configuration of each folder that was asked for one.
    known: BTreeMap<PathBuf, usize>,
    /// Who calls whom in each repository that was asked about.
    callers: BTreeMap<PathBuf, Callers>,
    discovery: Discovery,
}

impl Walk<'_> {
    fn from(&mut self, start: &Start) {
        let config = self.governing(&start.real, start);
        self.discovery.governing.push(config);
        // Folders to look at, the next one last.
        let mut pending = vec![(start.folder.clone(), start.real.clone(), config)];
        let mut found = false;
        while let Some((folder, real, config)) = pending.pop() {
            let entries = match fs::read_dir(&real) {
                Ok(entries) => entries,
                Err(error) => {
                    let failure = format!("cannot read `{folder}`: {}", reason(&error));
                    self.discovery.failures.push(failure);
                    found = true;
                    continue;
                }
            };
            let mut below = Vec::new();
            let mut is_module = false;
            let mut is_excluded = true;
            for entry in entries.flatten() {
                let (Ok(name), Ok(kind)) = (entry.file_name().into_string(), entry.file_type())
                else {
                    continue;
                };
                if kind.is_dir() {
                    if start.deep && self.is_wanted(&real, &name, config) {
                        below.push(name);
                    }
                } else if is_configuration(&name)
                    && !self.disk.is_ignored(&real, &name, false)
                    && !is_folder(&entry)
                {
                    is_module = true;
                    let path = real.join(&name);
                    is_excluded &= self.excludes(config, &path);
                }
            }
            found |= is_module;
            if is_module && !is_excluded && !(start.is_file && self.called(start, &real)) {
                let folders = self.discovery.folders.entry(config).or_default();
                folders.insert(folder.clone());
            }
            below.sort_unstable_by(|a, b| b.cmp(a));
            for name in below {
                let real = real.join(&name);
                let config = self.own(&real, start).unwrap_or(config);
                pending.push((paths::join(&folder, &name), real, config));
            }
        }
        if !found {
            let failure = format!("no Terraform file in `{}`", start.path);
            self.discovery.empty.push(failure.clone());
            self.discovery.failures.push(failure);
        }
    }

    /// Whether other modules call the one in that folder; they are then checked,
    /// and it with them.
    fn called(&mut self, start: &Start, folder: &Path) -> bool {
        let Some(top) = repository(folder) else {
            return false;
        };
        let disk = self.disk;
        let callers = self.callers.entry(top);
        let callers = callers.or_insert_with_key(|top| Callers::below(top, disk));
        let mut found = false;
        for caller in callers.of(folder) {
            let config = self.governing(&caller, start);
            let Some(shown) = self.shown(&caller, start) else {
                continue;
            };
            if !self.excludes(config, &caller) {
                let folders = self.discovery.folders.entry(config).or_default();
                folders.insert(shown);
                found = true;
            }
        }
        found
    }

    fn is_wanted(&self, real: &Path, name: &str, config: usize) -> bool {
        !name.starts_with('.')
            && !self.disk.is_ignored(real, name, true)
            && !self.excludes(config, &real.join(name))
    }

    fn excludes(&self, config: usize, path: &Path) -> bool {
        let config = self.discovery.configs.get(config);
        config.is_some_and(|config| config.excludes(path))
    }

    /// The configuration that governs a folder: its own, or that of the nearest
    /// folder above.
    fn governing(&mut self, folder: &Path, start: &Start) -> usize {
        if let Some(fixed) = self.fixed {
            return fixed;
        }
        let top = repository(folder).unwrap_or_else(|| {
            if folder.starts_with(self.here.real()) {
                self.here.real().to_owned()
            } else {
                start.real.clone()
            }
        });
        let candidates: Vec<PathBuf> = folder
            .ancestors()
            .take_while(|at| at.starts_with(&top))
            .map(Path::to_owned)
            .collect();
        let own = candidates.iter().find_map(|at| self.own(at, start));
        own.unwrap_or(0)
    }

    /// The configuration in the folder itself.
    fn own(&mut self, folder: &Path, start: &Start) -> Option<usize> {
        if let Some(fixed) = self.fixed {
            return Some(fixed);
        }
        if let Some(&known) = self.known.get(folder) {
            return Some(known);
        }
        let file = folder.join(FILE_NAME);
        if !file.is_file() {
            return None;
        }
        let number = self.read(&file, self.shown(&file, start));
        self.known.insert(folder.to_owned(), number);
        Some(number)
    }

    /// How a path without symbolic links is shown that lies around a path of the command
    /// line: as that is written.
    fn shown(&self, real: &Path, start: &Start) -> Option<String> {
        match Path::new(&start.folder).is_absolute() {
            true => self.here.shown(real),
            false => self.here.relative(real),
        }
    }

    fn read(&mut self, file: &Path, shown: Option<String>) -> usize {
        let shown = shown.unwrap_or_else(|| file.display().to_string());
        let config = Config::read(&mut self.discovery.sources, file, &shown);
        self.discovery.configs.push(config);
        self.discovery.configs.len() - 1
    }
}

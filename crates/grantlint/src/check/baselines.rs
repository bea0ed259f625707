//! The baselines of a check: written anew, and what of them is done with.

use std::collections::BTreeSet;

use grantlint_parser::paths;

use super::Gathered;
use crate::args::CheckArguments;
use crate::baseline;
use crate::baseline::set::Baselines;
use crate::exit::Exit;
use crate::paths::Here;
use crate::render::counted;
use crate::say;

/// Lists the findings in the baselines that govern them.
pub(super) fn write(here: &Here, gathered: &Gathered, baselines: &Baselines) -> Exit {
    let prefix = here.prefix();
    let entries = gathered.found.iter().flat_map(|found| {
        let file = found.finding.primary.at.file;
        let path = paths::join(&prefix, gathered.sources.path(file));
        let entries = baseline::entries(&found.finding, &path, &found.prints);
        entries.into_iter().map(|entry| (found.config, entry))
    });
    match baselines.write(entries) {
        Ok(files) => {
            for (path, count) in files {
                let path = path.display();
                say::note(&format!(
                    "{} written to `{path}`",
                    counted(count, "finding")
                ));
            }
            if baselines.is_unnamed() {
                say::help(&format!(
                    "name it in grantlint.toml, or check with --baseline: `baseline = \"{}\"`",
                    baseline::FILE_NAME
                ));
            }
            Exit::Clean
        }
        Err(failure) => {
            say::error(&failure);
            Exit::Failed
        }
    }
}

/// Says how much of a baseline is done with, as far as that was looked at.
pub(super) fn tell_gone(
    here: &Here,
    arguments: &CheckArguments,
    gathered: &Gathered,
    baselines: &Baselines,
) {
    let prefix = here.prefix();
    let folders = arguments.paths.iter().filter(|path| path.is_dir());
    let folders = folders.filter_map(|path| Some(paths::join(&prefix, &here.shown(path)?)));
    let folders: Vec<String> = folders.collect();
    let checked = |path: &str| {
        folders.iter().any(|folder| {
            let inside = path.strip_prefix(folder.as_str());
            folder == "." || inside.is_some_and(|rest| rest.starts_with('/'))
        })
    };
    let prints = gathered.found.iter().flat_map(|found| &found.prints);
    let prints: BTreeSet<&str> = prints.map(String::as_str).collect();
    for (path, count) in baselines.gone(&prints, checked) {
        let (entries, match_) = match count {
            1 => ("entry", "matches"),
            _ => ("entries", "match"),
        };
        say::note(&format!(
            "{count} {entries} of `{}` {match_} nothing any more; write it anew with \
             --write-baseline",
            path.display()
        ));
    }
}

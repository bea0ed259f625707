//! `grantlint matrix`: what the matrix holds, and the organisation's own catalogue of
//! permissions as a data file.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use grantlint_rules::matrix::{Basis, Matrix, Stats};
use grantlint_rules::settings::permissions_file::{self, Permissions};

use crate::args::MatrixCommand;
use crate::exit::Exit;
use crate::files::read_file;
use crate::paths::Here;
use crate::render::counted;
use crate::{answer, rules, say};

/// Does what was asked for.
pub fn run(here: &Here, command: &MatrixCommand) -> Exit {
    match command {
        MatrixCommand::Permissions(arguments) => permissions(&arguments.files),
        MatrixCommand::Stats(arguments) => stats(here, &arguments.path),
    }
}

fn permissions(paths: &[PathBuf]) -> Exit {
    let mut files = Vec::new();
    for path in paths {
        match read_file(path) {
            Ok(bytes) => files.push(bytes),
            Err(why) => return failed(&format!("cannot read `{}`: {why}", path.display())),
        }
    }
    let permissions = match permissions_file::parse(&files) {
        Ok(permissions) => permissions,
        Err((number, why)) => {
            let path = paths.get(number).map_or(Path::new(""), PathBuf::as_path);
            say::error(&format!("`{}` cannot be used: {why}", path.display()));
            say::help("give all pages of the answer, each in a file, or ask for one with them all");
            return Exit::Failed;
        }
    };
    let (published, _) = Matrix::new(&[grantlint_rules::matrix::GENESYS_CLOUD], &[]);
    for line in summary(&permissions, &published) {
        say::note(&line);
    }
    answer::lines(Exit::Clean, &format!("{HEAD}{}", permissions.data_file()))
}

const HEAD: &str = "\
# The permissions that the organisation has. Written by `grantlint matrix permissions`;
# it counts where `rules` in grantlint.toml names this file.
";

/// How many domains the summary names.
const SHOWN: usize = 8;

/// What the answer has, and what it has not that the published operations require.
fn summary(permissions: &Permissions, published: &Matrix) -> Vec<String> {
    let flagged = |wanted: &dyn Fn(&permissions_file::Flags) -> bool| {
        permissions.0.values().filter(|flags| wanted(flags)).count()
    };
    let mut lines = vec![format!(
        "{} in {}: {} division-aware, {} with conditions",
        counted(permissions.0.len(), "permission"),
        counted(permissions.domains().len(), "domain"),
        flagged(&|flags| flags.0 == Some(true)),
        flagged(&|flags| flags.1 == Some(true)),
    )];
    let known: BTreeSet<&str> = published
        .all_permissions()
        .filter(|known| !known.general && known.name.split(':').count() == 3)
        .map(|known| known.name)
        .collect();
    let mut lacking: BTreeMap<&str, usize> = BTreeMap::new();
    for name in known
        .iter()
        .filter(|name| !permissions.0.contains_key(**name))
    {
        let domain = name.split(':').next().unwrap_or_default();
        *lacking.entry(domain).or_default() += 1;
    }
    let all: usize = lacking.values().sum();
    if all > 0 {
        let mut most: Vec<(&str, usize)> = lacking.into_iter().collect();
        most.sort_by_key(|&(domain, count)| (usize::MAX - count, domain));
        let named = most.iter().take(SHOWN);
        let named: Vec<String> = named
            .map(|(domain, count)| format!("{domain} {count}"))
            .collect();
        let more = if most.len() > SHOWN { ", …" } else { "" };
        lines.push(format!(
            "{all} of the {} published names are not among them ({}{more})",
            known.len(),
            named.join(", ")
        ));
    }
    let new = permissions
        .0
        .keys()
        .filter(|name| !known.contains(name.as_str()))
        .count();
    if new > 0 {
        lines.push(format!("{} not known before", counted(new, "permission")));
    }
    lines
}

fn stats(here: &Here, path: &Path) -> Exit {
    match rules::read(here, path) {
        Ok(rules) => answer::lines(Exit::Clean, &stats_text(&rules.matrix.stats())),
        Err(why) => failed(&why),
    }
}

fn stats_text(stats: &Stats<'_>) -> String {
    let mut text = String::new();
    let operations = stats.any + stats.all + stats.free + stats.undocumented;
    let mut line = |name: &str, count: usize, more: String| {
        let line = format!("{name:15}{count:6}  {more}");
        let _ = writeln!(text, "{}", line.trim_end());
    };
    line(
        "operations",
        operations,
        format!(
            "any {}, all {}, none {}, undocumented {}",
            stats.any, stats.all, stats.free, stats.undocumented
        ),
    );
    line(
        "permissions",
        stats.permissions,
        match stats.catalogue {
            0 => "no catalogue of the organisation".to_owned(),
            count => format!("{count} in the catalogue of the organisation"),
        },
    );
    line("general", stats.general, String::new());
    line("scopes", stats.scopes, String::new());
    line("resource types", stats.resources, String::new());
    line("data sources", stats.data_sources, String::new());
    line("profiles", stats.profiles, String::new());
    text.push('\n');
    let rows = stats.sources.iter().map(|source| {
        let basis = match source.basis {
            Basis::Published => "published",
            Basis::Reported => "reported",
            Basis::Org => "org",
        };
        [
            source.pack.to_owned(),
            basis.to_owned(),
            counted(source.operations, "operation"),
            counted(source.permissions, "permission"),
            source.source.to_owned(),
        ]
    });
    let rows: Vec<[String; 5]> = rows.collect();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    for row in &rows {
        let cells = row.iter().enumerate();
        let cells: Vec<String> = cells
            .map(|(column, cell)| format!("{cell:0$}", width(column)))
            .collect();
        let _ = writeln!(text, "{}", cells.join("  ").trim_end());
    }
    text
}

fn failed(message: &str) -> Exit {
    say::error(message);
    Exit::Failed
}

//! `--plan`: reading the plan, and which of the modules it is of.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use grantlint_parser::address::Address;
use grantlint_parser::load::{Inputs, Plan, Unchecked};
use grantlint_parser::source::{Location, Sources, Span};
use grantlint_rules::finding::Finding;

use crate::check::input_path;
use crate::discover::Discovery;
use crate::files::read_up_to;
use crate::paths::Here;

/// Plans larger than this are not read: 512 MiB. They repeat the whole
/// configuration and what was there before.
const LARGEST: u64 = 512 << 20;

/// Reads the plan, and leaves of what was discovered the module that it is of:
/// the one in the path itself, where there is one. A path without Terraform
/// files will do; the plan is then checked alone.
///
/// # Errors
/// Why it cannot be done, and what to do about it.
pub fn read(
    here: &Here,
    file: &Path,
    paths: &[PathBuf],
    discovery: &mut Discovery,
) -> Result<Plan, String> {
    let [path] = paths else {
        return Err("a plan is of one root module: give one PATH with --plan".to_owned());
    };
    let shown = input_path(here, file);
    let bytes = read_up_to(file, LARGEST).map_err(|why| format!("cannot read `{shown}`: {why}"))?;
    let plan = Plan::read(&mut discovery.sources, &shown, &bytes)?;

    let own = input_path(here, path);
    let has_own = |folders: &BTreeSet<String>| folders.contains(&own);
    let is_empty = !discovery.empty.is_empty();
    if is_empty && let Some(&config) = discovery.governing.first() {
        let empty = std::mem::take(&mut discovery.empty);
        discovery
            .failures
            .retain(|failure| !empty.contains(failure));
        discovery.folders.insert(config, BTreeSet::from([own]));
    } else if discovery.folders.values().any(has_own) {
        for folders in discovery.folders.values_mut() {
            folders.retain(|folder| *folder == own);
        }
        discovery.folders.retain(|_, folders| !folders.is_empty());
    } else if discovery.folders.len() > 1 {
        let folders = discovery.folders.values().flatten();
        return Err(several(folders.map(String::as_str)));
    }
    Ok(plan)
}

/// The stretches of the plan's text that nothing was found in. A plan holds secrets in
/// clear anywhere, next to what a finding points at on the same line, so that only
/// this is shown.
pub fn hidden<'f>(
    plan: &Plan,
    sources: &Sources,
    findings: impl Iterator<Item = &'f Finding>,
) -> Vec<Location> {
    let labels =
        findings.flat_map(|finding| [&finding.primary].into_iter().chain(&finding.related));
    let places = labels
        .map(|label| label.at)
        .filter(|at| at.file == plan.file());
    let places: BTreeSet<Location> = places.collect();
    let end = sources
        .get(plan.file())
        .map_or(0, |file| file.text().len() as u32);
    let mut hidden = Vec::new();
    let mut from = 0;
    for at in places {
        if from < at.span.start {
            hidden.push(Span::new(from, at.span.start).in_file(plan.file()));
        }
        from = from.max(at.span.end);
    }
    if from < end {
        hidden.push(Span::new(from, end).in_file(plan.file()));
    }
    hidden
}

/// Why a plan cannot be used with these root modules.
pub fn ambiguity(inputs: &Inputs, roots: &[impl AsRef<str>]) -> Option<String> {
    let is_ambiguous = inputs.plan.is_some() && roots.len() > 1;
    is_ambiguous.then(|| several(roots.iter().map(AsRef::as_ref)))
}

/// What to say of resources that the plan keeps from being checked.
pub fn unchecked(unchecked: &Unchecked) -> impl Iterator<Item = String> {
    let of = |addresses: &[Address], why: &str| {
        let (first, rest) = addresses.split_first()?;
        let (more, are) = match rest.len() {
            0 => (String::new(), "is"),
            count => (format!(" and {count} more"), "are"),
        };
        Some(format!("`{first}`{more} {are} not checked: {why}"))
    };
    let unplanned = "not in the plan; the files have changed since, or it was made with -target";
    let untold = "the plan has the values, but its `configuration` does not say which are set";
    let notes = [
        of(&unchecked.unplanned, unplanned),
        of(&unchecked.untold, untold),
    ];
    notes.into_iter().flatten()
}

fn several<'r>(roots: impl Iterator<Item = &'r str>) -> String {
    let roots: Vec<String> = roots.map(|root| format!("`{root}`")).collect();
    let shown = roots.get(..3).unwrap_or(&roots).join(", ");
    let more = if roots.len() > 3 { ", …" } else { "" };
    format!(
        "a plan is of one root module, and there are several: {shown}{more}; name the folder \
         where `terraform plan` ran: `grantlint check --plan FILE FOLDER`"
    )
}

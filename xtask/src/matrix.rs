//! `cargo xtask matrix FOLDER`: writes the published part of the matrix as TOML.
//!
//! FOLDER holds four tables: `endpoints.tsv`, `oauth-scopes.txt`,
//! `provider-types.tsv` and `names-beyond-the-matrix.tsv`. What is written is
//! sorted, so that a new set of tables shows as a small difference in review.
//! The files in the same folder that people keep by hand are left alone.

mod tables;
mod write;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::Outcome;
use tables::{Operation, ProviderType};
use write::Writer;

const DESCRIPTION: &str = "the published descriptions of the Platform API, August 2026";
const ROLES: &str = "exported roles of real organisations, August 2026";
const PROVIDER: &str = "documentation of the Terraform provider genesyscloud, v1.84.1, July 2026";

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let [folder] = arguments else {
        return Err("`matrix` takes one folder, the one with endpoints.tsv".to_owned());
    };
    let folder = Path::new(folder);
    let pack = crate::root().join("rules/genesys-cloud");
    operations(&read(folder, "endpoints.tsv")?, &pack.join("operations"))?;
    scopes(&read(folder, "oauth-scopes.txt")?, &pack)?;
    names(&read(folder, "names-beyond-the-matrix.tsv")?, &pack)?;
    types(
        &read(folder, "provider-types.tsv")?,
        &pack.join("provider-types"),
    )
}

fn operations(table: &str, folder: &Path) -> Outcome {
    let mut groups: BTreeMap<String, Vec<Operation>> = BTreeMap::new();
    let mut spellings: BTreeMap<String, String> = BTreeMap::new();
    for operation in tables::operations(table)? {
        let key = tables::spelling_key(&operation.group);
        let spelling = spellings.entry(key.clone()).or_default();
        // The spelling with spaces is the one that people read in the documentation.
        if spelling.len() < operation.group.len() {
            spelling.clone_from(&operation.group);
        }
        groups.entry(key).or_default().push(operation);
    }
    empty(folder)?;
    for (key, mut operations) in groups {
        operations.sort_by(|a, b| (&a.path, &a.method).cmp(&(&b.path, &b.method)));
        let group = spellings.get(&key).cloned().unwrap_or(key);
        let mut file = Writer::new(&format!("The operations of the API group {group}."));
        file.text("basis", "published");
        file.text("source", DESCRIPTION);
        file.text("group", &group);
        for operation in &operations {
            operation.write(&mut file);
        }
        file.save(&folder.join(format!("{}.toml", tables::slug(&group))))?;
    }
    Ok(())
}

fn scopes(table: &str, pack: &Path) -> Outcome {
    let mut scopes: Vec<&str> = table.lines().filter(|line| !line.is_empty()).collect();
    scopes.sort_unstable();
    let mut file = Writer::new("Every OAuth scope that the platform publishes.");
    file.text("basis", "published");
    file.text("source", DESCRIPTION);
    file.table("names");
    file.list("scopes", &scopes, true);
    file.save(&pack.join("scopes.toml"))
}

fn names(table: &str, pack: &Path) -> Outcome {
    let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in tables::rows::<2>(table)? {
        let [kind, name] = row;
        kinds.entry(kind).or_default().push(name);
    }
    let mut file = Writer::new(
        "Names that roles of real organisations hold and that no published operation requires.",
    );
    file.text("basis", "published");
    file.text("source", ROLES);
    file.table("names");
    for (kind, key) in [
        ("permission", "permissions"),
        ("general", "general"),
        ("domain", "domains"),
        ("entity", "entities"),
    ] {
        let mut names = kinds.remove(kind).unwrap_or_default();
        names.sort_unstable();
        file.list(key, &names, true);
    }
    if let Some(kind) = kinds.keys().next() {
        return Err(format!("no kind of name is called `{kind}`"));
    }
    file.save(&pack.join("names.toml"))
}

fn types(table: &str, folder: &Path) -> Outcome {
    let mut types = tables::provider_types(table)?;
    types.sort_by(|a, b| a.name.cmp(&b.name));
    empty(folder)?;
    for (kind, file, title) in [
        ("resource", "resources.toml", "Resource types"),
        ("data", "data-sources.toml", "Data sources"),
    ] {
        let mut writer = Writer::new(&format!(
            "{title} of the Terraform provider, and what each needs of the client that runs Terraform."
        ));
        writer.text("basis", "published");
        writer.text("source", PROVIDER);
        let (of_kind, rest): (Vec<ProviderType>, Vec<ProviderType>) =
            types.into_iter().partition(|entry| entry.kind == kind);
        types = rest;
        for entry in &of_kind {
            entry.write(&mut writer);
        }
        writer.save(&folder.join(file))?;
    }
    match types.first() {
        Some(entry) => Err(format!("`{}` is neither a resource nor data", entry.name)),
        None => Ok(()),
    }
}

fn read(folder: &Path, name: &str) -> Result<String, String> {
    let path = folder.join(name);
    fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Removes the TOML files of an earlier run, so that a group that is gone leaves none.
fn empty(folder: &Path) -> Outcome {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    fs::create_dir_all(folder).map_err(failed)?;
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            fs::remove_file(&path).map_err(failed)?;
        }
    }
    Ok(())
}

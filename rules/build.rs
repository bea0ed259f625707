//! Compiles the TOML files of this package into tables.

#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "the modules are the library's, which has uses for all of them"
)]

#[path = "src/compile/mod.rs"]
mod compile;
#[path = "src/constants.rs"]
mod constants;
#[path = "src/files.rs"]
mod files;
#[path = "src/format.rs"]
mod format;
#[path = "src/pool.rs"]
mod pool;
#[path = "src/tables.rs"]
mod tables;

use std::path::{Path, PathBuf};
use std::{env, fs};

/// The folder with the rule files.
const RULES: &str = "checks";

fn main() -> Result<(), String> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("no manifest folder")?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("no output folder")?);
    println!("cargo::rerun-if-changed=src");
    for folder in files::FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
    }
    let inputs = files::read(&root)?;
    let (tables, problems) = compile::compile(&inputs);
    if let Some(problem) = problems.first() {
        return Err(format!("{}: {}", problem.file, problem.message));
    }
    println!("cargo::rerun-if-changed={}", RULES);
    write(&out.join("rules.rs"), &rules(&root)?)?;
    write(&out.join("text.txt"), &tables.text)?;
    write(&out.join("tables.rs"), &tables.borrow().to_rust())
}

/// Every rule file as one constant, in the order of the rules' ids.
fn rules(root: &Path) -> Result<String, String> {
    let mut rust = String::from("&[");
    for (path, text) in files::texts(&root.join(RULES))? {
        let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let table: toml::Table = toml::from_str(&text).map_err(|error| failed(&error))?;
        rust.push_str(&constants::to_rust(&table.into()).map_err(|error| failed(&error))?);
        rust.push(',');
    }
    rust.push(']');
    Ok(rust)
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

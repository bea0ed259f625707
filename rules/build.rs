//! Compiles the TOML files of this package into tables.

#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "the modules are the library's, which has uses for all of them"
)]

#[path = "src/compile/mod.rs"]
mod compile;
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
    write(&out.join("text.txt"), &tables.text)?;
    write(&out.join("tables.rs"), &tables.borrow().to_rust())
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

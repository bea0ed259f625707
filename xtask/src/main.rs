//! Chores of the workspace, run as `cargo xtask CHORE`. Each chore is a module
//! and a line of the table below; a chore reads and writes the repository only,
//! and whatever folder it is told on the command line.

mod dist_assets;
mod generate;
mod instructions;
mod man;
mod matrix;
mod picture;
mod reference;
mod rule_pages;
mod schemas;
mod undecided;
mod versions;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What a chore gives: nothing, or a message for the person who ran it.
type Outcome = Result<(), String>;

/// A chore: its name, its arguments in words, what it does, and the function.
struct Chore {
    name: &'static str,
    arguments: &'static str,
    summary: &'static str,
    run: fn(&[String]) -> Outcome,
}

const CHORES: &[Chore] = &[
    Chore {
        name: "dist-assets",
        arguments: "FOLDER",
        summary: "write the man pages and the completions of the shells",
        run: dist_assets::run,
    },
    Chore {
        name: "generate",
        arguments: "[--check]",
        summary: "write the files that are made from others, or say which are out of date",
        run: generate::run,
    },
    Chore {
        name: "instructions",
        arguments: "",
        summary: "count what a check of each example takes, and hold it to the limits",
        run: instructions::run,
    },
    Chore {
        name: "matrix",
        arguments: "FOLDER",
        summary: "write rules/genesys-cloud anew from the tables in FOLDER",
        run: matrix::run,
    },
    Chore {
        name: "undecided",
        arguments: "PATH...",
        summary: "count how much of what the modules below the paths say is known, and why the rest is not",
        run: undecided::run,
    },
    Chore {
        name: "versions",
        arguments: "[VERSION | --check]",
        summary: "write a version, else the workspace's, wherever it must stand; or say where another stands",
        run: versions::run,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.split_first() {
        Some((name, rest)) => match CHORES.iter().find(|chore| chore.name == name) {
            Some(chore) => (chore.run)(rest),
            None => Err(format!("no chore is called `{name}`\n{}", usage())),
        },
        None => Err(usage()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            #[expect(clippy::print_stderr, reason = "a chore talks to a person")]
            {
                eprintln!("{message}");
            }
            ExitCode::FAILURE
        }
    }
}

fn usage() -> String {
    let lines = CHORES.iter().map(|chore| {
        format!("  {} {}: {}", chore.name, chore.arguments, chore.summary).replace(" :", ":")
    });
    format!(
        "cargo xtask CHORE, where CHORE is one of\n{}",
        lines.collect::<Vec<_>>().join("\n")
    )
}

/// The root of the repository, whatever folder the chore runs in.
fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

//! The man pages and the shell completions that archives and packages carry,
//! made from the command line's own definition.

use std::fs;
use std::path::Path;

use clap::{CommandFactory, ValueEnum};
use clap_complete::Shell;
use grantlint::args::Arguments;
use grantlint::completions;

use crate::{Outcome, man};

/// Writes `man/*.1` and `completions/*` below the folder that is named.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let [folder] = arguments else {
        return Err("cargo xtask dist-assets FOLDER".to_owned());
    };
    write(Path::new(folder)).map_err(|error| format!("{folder}: {error}"))
}

fn write(folder: &Path) -> std::io::Result<()> {
    man::write(Arguments::command(), &folder.join("man"))?;

    let scripts = folder.join("completions");
    fs::create_dir_all(&scripts)?;
    for &shell in Shell::value_variants() {
        // Where each shell looks for it, it wants a name of its own kind.
        let name = match shell {
            Shell::Bash => "grantlint.bash",
            Shell::Elvish => "grantlint.elv",
            Shell::Fish => "grantlint.fish",
            Shell::PowerShell => "_grantlint.ps1",
            _ => "_grantlint",
        };
        fs::write(scripts.join(name), completions::script(shell))?;
    }
    Ok(())
}

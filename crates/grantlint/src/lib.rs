//! The command as a library: what touches files, environment and terminal, and
//! what knows the formats. `main.rs` only calls it; tests call its parts.

pub mod answer;
pub mod args;
pub mod ask;
pub mod baseline;
pub mod callers;
pub mod can;
pub mod check;
pub mod completions;
pub mod config;
pub mod deployer;
pub mod discover;
pub mod engine;
pub mod eval;
pub mod exit;
pub mod explain;
pub mod files;
pub mod git;
pub mod init;
pub mod matrix;
pub mod new_rule;
pub mod paths;
pub mod plan;
pub mod progress;
pub mod render;
pub mod rule_files;
pub mod rules;
pub mod say;
pub mod terminal;
pub mod why;

use clap::{CommandFactory, FromArgMatches};
use grantlint_parser::load::Inputs;

use args::{Arguments, Command};
use exit::Exit;
use paths::Here;

/// Does what the command line says. A wrong command line, `--help` and
/// `--version` end the process.
pub fn run() -> Exit {
    let matches = Arguments::command().get_matches();
    let arguments = match Arguments::from_arg_matches(&matches) {
        Ok(arguments) => arguments,
        Err(error) => error.exit(),
    };
    let here = match Here::new() {
        Ok(here) => here,
        Err(error) => {
            say::error(&format!(
                "cannot read the folder here: {}",
                files::reason(&error)
            ));
            return Exit::Failed;
        }
    };
    let inputs = |command| {
        let given = matches
            .subcommand_matches(command)
            .map(|matches| args::inputs(matches, |path| check::input_path(&here, path)));
        Inputs {
            given: given.unwrap_or_default(),
            ..Inputs::default()
        }
    };
    match &arguments.command {
        Command::Check(check) => {
            let inputs = inputs("check");
            let style = terminal::style(arguments.color, check.quiet);
            check::run(&here, check, &inputs, style)
        }
        Command::Init(arguments) => init::run(&here, arguments),
        Command::Explain(explain) => {
            explain::run(&here, explain, terminal::style(arguments.color, false))
        }
        Command::Rules(arguments) => rules::run(&here, &arguments.command),
        Command::Matrix(arguments) => matrix::run(&here, &arguments.command),
        Command::Eval(eval) => eval::run(&here, eval, &inputs("eval")),
        Command::Why(why) => {
            let style = terminal::style(arguments.color, false);
            why::run(&here, why, &inputs("why"), style)
        }
        Command::Can(can) => {
            let style = terminal::style(arguments.color, false);
            can::run(&here, can, &inputs("can"), style)
        }
        Command::Deployer(deployer) => {
            let style = terminal::style(arguments.color, false);
            deployer::run(&here, deployer, &inputs("deployer"), style)
        }
        Command::Completions(completions) => completions::run(completions.shell),
    }
}

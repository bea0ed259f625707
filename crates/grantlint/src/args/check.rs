//! What `check` takes. The comments here are the help that users read.

use std::path::PathBuf;

use clap::{ArgMatches, Args, ValueEnum};
use grantlint_parser::load::Input;
use grantlint_rules::finding::Severity;

use super::{PACKS, variable};
use crate::render::Format;

/// What `check` takes.
#[derive(Debug, Args)]
#[command(after_help = check_help())]
pub struct CheckArguments {
    /// Files and folders to check; a file means its whole module and those that call it
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,

    /// Use this configuration instead of the nearest grantlint.toml
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub config: Option<PathBuf>,

    /// Use these packs in place of the configuration's; may be given several times
    #[arg(long = "pack", value_name = "PACK", value_parser = PACKS, help_heading = "Input")]
    pub packs: Vec<String>,

    /// Give an input variable of the root modules a value
    #[arg(long = "var", value_name = "NAME=VALUE", value_parser = variable, help_heading = "Input")]
    pub variables: Vec<(String, String)>,

    /// Read values of input variables from this file
    #[arg(long = "var-file", value_name = "FILE", help_heading = "Input")]
    pub variable_files: Vec<PathBuf>,

    /// Take the values from this plan, as `terraform show -json` writes it
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["variables", "variable_files"],
        help_heading = "Input"
    )]
    pub plan: Option<PathBuf>,

    /// Leave out findings below this severity: note, warning, error
    #[arg(
        long,
        value_name = "SEVERITY",
        hide_possible_values = true,
        help_heading = "What counts"
    )]
    pub min_severity: Option<Level>,

    /// Exit with 1 from this severity on: note, warning, error, or never [default: error]
    #[arg(
        long,
        value_name = "SEVERITY",
        hide_possible_values = true,
        help_heading = "What counts"
    )]
    pub fail_on: Option<FailOn>,

    /// Leave out the findings that are listed in this file
    #[arg(long, value_name = "FILE", help_heading = "What counts")]
    pub baseline: Option<PathBuf>,

    /// List all findings in the baseline, grantlint-baseline.json by default, and exit with 0
    #[arg(long, help_heading = "What counts")]
    pub write_baseline: bool,

    /// Also run the rules that are off by default, as notes
    #[arg(long, help_heading = "What counts")]
    pub pedantic: bool,

    /// How to write to standard output; the formats are below
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "human",
        hide_possible_values = true,
        help_heading = "Output"
    )]
    pub format: Format,

    /// Also write to a file in that format; may be repeated
    #[arg(long = "output", value_name = "FORMAT=FILE", value_parser = output, help_heading = "Output")]
    pub outputs: Vec<(Format, PathBuf)>,

    /// Write findings alone: no summary, no advice, no progress
    #[arg(short, long, help_heading = "Output")]
    pub quiet: bool,
}

const CHECK_HELP: &str = "\
Examples:
  grantlint check                      the folder here and all below it
  grantlint check envs/prod            one module and the modules that it calls
  grantlint check --var-file prod.tfvars --fail-on warning
  grantlint check --plan plan.json envs/prod
  grantlint check --output sarif=grantlint.sarif --output json=grantlint.json

Exit status:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  the check could not be done: a path that is not there, a configuration that
     cannot be read, no Terraform file

With --plan, PATH is the folder that `terraform plan` ran in.

A module is governed by the nearest grantlint.toml: in its own folder or above, up
to the root of the repository. `grantlint init` writes one.

For a screen reader, `--format compact` is plain lines without drawings, and
`--format human` draws nothing either where TERM is dumb.";

/// The formats with what each is for, and [`CHECK_HELP`].
fn check_help() -> String {
    let formats = Format::value_variants().iter();
    let lines = formats.filter_map(|format| {
        let value = format.to_possible_value()?;
        let help = value.get_help().map(ToString::to_string);
        let help = help.unwrap_or_default();
        Some(format!("  {:10}  {help}\n", value.get_name()))
    });
    format!("Formats:\n{}\n{CHECK_HELP}", lines.collect::<String>())
}

/// A severity, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Level {
    /// Everything
    Note,
    /// Warnings and errors
    Warning,
    /// Errors alone
    Error,
}

/// A severity to fail on, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// On any finding
    Note,
    /// On warnings and errors
    Warning,
    /// On errors alone
    Error,
    /// On no finding
    Never,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Severity {
        match level {
            Level::Note => Severity::Note,
            Level::Warning => Severity::Warning,
            Level::Error => Severity::Error,
        }
    }
}

impl From<FailOn> for Option<Severity> {
    fn from(level: FailOn) -> Option<Severity> {
        match level {
            FailOn::Note => Some(Severity::Note),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Error => Some(Severity::Error),
            FailOn::Never => None,
        }
    }
}

/// `--var` and `--var-file` in the order in which they were written, which
/// decides which of two values counts. `path` says how a path is shown.
pub fn inputs(check: &ArgMatches, path: impl Fn(&PathBuf) -> String) -> Vec<Input> {
    let variables = check.get_many::<(String, String)>("variables");
    let variables = variables.into_iter().flatten();
    let variables = variables.map(|(name, value)| Input::Variable {
        name: name.clone(),
        value: value.clone(),
    });
    let files = check.get_many::<PathBuf>("variable_files");
    let files = files
        .into_iter()
        .flatten()
        .map(|file| Input::File(path(file)));
    let at = |name| check.indices_of(name).into_iter().flatten();
    let mut inputs: Vec<(usize, Input)> = at("variables")
        .zip(variables)
        .chain(at("variable_files").zip(files))
        .collect();
    inputs.sort_by_key(|&(at, _)| at);
    inputs.into_iter().map(|(_, input)| input).collect()
}

fn output(text: &str) -> Result<(Format, PathBuf), String> {
    let (format, file) = text
        .split_once('=')
        .filter(|(_, file)| !file.is_empty())
        .ok_or("it has to be `format=file`")?;
    let format = Format::from_str(format, false).map_err(|_| {
        let formats = Format::value_variants().iter();
        let names: Vec<String> = formats
            .filter_map(|format| format.to_possible_value())
            .map(|value| value.get_name().to_owned())
            .collect();
        format!("`{format}` is no format; known are {}", names.join(", "))
    })?;
    Ok((format, file.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_are_split_at_the_first_equals_sign() {
        assert_eq!(
            output("json=a=b").unwrap(),
            (Format::Json, PathBuf::from("a=b"))
        );
        assert!(output("json=").is_err());
        assert!(output("xml=a").unwrap_err().contains("known are human"));
    }
}

//! The command line. The comments here are the help that users read.

mod ask;

use std::path::PathBuf;

use clap::{ArgMatches, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use grantlint_parser::load::Input;
use grantlint_rules::finding::Severity;
use grantlint_rules::matrix::{FIELD_REPORTS, GENESYS_CLOUD};
use grantlint_rules::own::skeleton::Kind;

use crate::render::Format;

pub use ask::{
    AnswerFormat, CanArguments, DeployerArguments, NeedFormat, TreeArguments, WhyArguments,
};

/// The packs that are built in.
const PACKS: [&str; 2] = [GENESYS_CLOUD, FIELD_REPORTS];

/// Finds the grants that Genesys Cloud clients lack, from Terraform files alone
#[derive(Debug, Parser)]
#[command(
    name = "grantlint",
    version,
    max_term_width = 100,
    disable_help_subcommand = true,
    after_help = HELP
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// When to use colours: auto (on a terminal, unless NO_COLOR is set), always, never
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = true,
        help_heading = "Output"
    )]
    pub color: ColorChoice,
}

const HELP: &str = "\
grantlint reads OAuth clients, roles and permission sets from Terraform files,
works out which API operations each client is meant to call, and says which
permissions are missing, where, and what to write instead. It runs offline and
executes nothing.

Examples:
  grantlint check                       check the folder here and all below it
  grantlint init                        write a grantlint.toml for this folder
  grantlint why CLIENT \"GET /api/v2/routing/queues\"
                                        why a client may call that, or may not
  grantlint explain missing-permission  read what a rule is about

`grantlint COMMAND --help` tells more of a command.";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check Terraform files for missing and mistaken grants
    Check(CheckArguments),
    /// Write a grantlint.toml with what the Terraform files leave open
    Init(InitArguments),
    /// Explain a rule, or tell what is known of an operation or a permission
    Explain(ExplainArguments),
    /// List the rules, run the examples of your own, or begin one
    Rules(RulesArguments),
    /// Tell what the matrix holds, or take the organisation's own permissions into it
    Matrix(MatrixArguments),
    /// Print what an expression means in a module, or why that is not known
    Eval(EvalArguments),
    /// Tell why a client may make a call, or may not, hop by hop
    Why(WhyArguments),
    /// List every operation that a client may call
    Can(CanArguments),
    /// List what whoever runs Terraform on a tree needs
    Deployer(DeployerArguments),
    /// Write the completions of a shell to standard output
    Completions(CompletionsArguments),
}

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

/// What `init` takes.
#[derive(Debug, Args)]
#[command(after_help = INIT_HELP)]
pub struct InitArguments {
    /// The folder that it is for
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub path: PathBuf,

    /// Print it instead of writing it, also where there is one
    #[arg(long)]
    pub stdout: bool,
}

const INIT_HELP: &str = "\
The file has every setting at its default, each with a line on what it is for,
and a place to fill in for whatever the Terraform files leave open:
  - clients and permission sets whose calls are not known
  - values that stand for a client, where a data action cannot be followed to it
  - clients that act for users who are not known
  - granted roles that are defined elsewhere

A file that is there is never changed. Where one holds for the folder already,
--stdout prints what that one leaves open.

Examples:
  grantlint init                       write grantlint.toml here
  grantlint init envs/prod --stdout    print what envs/prod leaves open

Exit status:
  0  written or printed
  2  not: a grantlint.toml holds there already, no Terraform file";

/// What `explain` takes.
#[derive(Debug, Args)]
#[command(after_help = EXPLAIN_HELP)]
pub struct ExplainArguments {
    /// A rule's id, METHOD PATH, or a permission
    #[arg(
        value_name = "RULE|OPERATION|PERMISSION",
        required = true,
        num_args = 1..=2
    )]
    pub subject: Vec<String>,
}

const EXPLAIN_HELP: &str = "\
Of a rule it tells why it is there, how to mend what it finds, and an example. Of an
operation: what it requires and who says so, scopes, the kind of token, what must
hold outside of Terraform, and which types of the provider call it. Of a permission:
what it opens, alone or with others, and which types of the provider need it.

A path may be concrete, a template or a URL, with or without its method. A permission
may be written as the admin UI shows it, or with `*`. The packs and files of your own
that grantlint.toml names count.

Examples:
  grantlint explain missing-permission
  grantlint explain GET /api/v2/routing/queues
  grantlint explain recording:recording:view
  grantlint explain \"Recording > Screen Recording > View\"

Exit status:
  0  explained
  2  there is nothing of that name; the nearest is named";

/// What `rules` takes.
#[derive(Debug, Args)]
pub struct RulesArguments {
    /// What to do with them.
    #[command(subcommand)]
    pub command: RulesCommand,
}

/// What can be done with rules.
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// List all rules with severity and summary, and whose they are
    #[command(after_help = LIST_HELP)]
    List(RulesPath),
    /// Run the examples in your own rule files
    #[command(after_help = TEST_HELP)]
    Test(RulesPath),
    /// Write a first rule file, commented, whose examples hold
    #[command(after_help = NEW_HELP)]
    New(NewRule),
}

/// Which rules are meant.
#[derive(Debug, Args)]
pub struct RulesPath {
    /// A rule file, or a folder: the files that `rules` names in the grantlint.toml of it
    #[arg(value_name = "PATH", default_value = ".")]
    pub path: PathBuf,
}

/// Which rule is begun, and where.
#[derive(Debug, Args)]
pub struct NewRule {
    /// Its id: lower-case letters, digits and hyphens, such as no-long-tokens
    #[arg(value_name = "ID")]
    pub id: String,

    /// What it looks for: attribute, nobody-holds, also-holds, calls
    #[arg(
        long,
        value_name = "KIND",
        default_value = "attribute",
        hide_possible_values = true
    )]
    pub kind: RuleKind,

    /// The folder of the file, instead of the one that `rules` in grantlint.toml names
    #[arg(long = "in", value_name = "FOLDER")]
    pub folder: Option<PathBuf>,
}

/// A kind of check, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RuleKind {
    /// What single resources must or must not be
    Attribute,
    /// Permissions that nobody may hold
    NobodyHolds,
    /// Permissions that whoever holds others must hold too
    AlsoHolds,
    /// Operations that clients may or may not be meant to use
    Calls,
}

impl From<RuleKind> for Kind {
    fn from(kind: RuleKind) -> Kind {
        match kind {
            RuleKind::Attribute => Kind::Attribute,
            RuleKind::NobodyHolds => Kind::NobodyHolds,
            RuleKind::AlsoHolds => Kind::AlsoHolds,
            RuleKind::Calls => Kind::Calls,
        }
    }
}

const NEW_HELP: &str = "\
Kinds:
  attribute     what single resources must or must not be, what must refer to them
  nobody-holds  permissions that nobody may hold, or only within limits
  also-holds    permissions that whoever holds others must hold too
  calls         operations that clients may or may not be meant to use

A file that is there is never changed.

Examples:
  grantlint rules new no-long-tokens
  grantlint rules new four-eyes --kind nobody-holds --in policies

Exit status:
  0  written
  2  not: the id is taken or none, the file is there already";

const LIST_HELP: &str = "\
Each line has the id, the severity, whose the rule is (`built-in`, or the file)
and the summary.

Examples:
  grantlint rules list
  grantlint rules list policies/no-token.toml

Exit status:
  0  listed
  2  a rule file has mistakes, or is not there";

const TEST_HELP: &str = "\
The bad example of a rule has to break it; the good one must not, nor the unknown
one, where there is one; likewise those in JSON. Several files in one example begin
with a line `-- path` each.

Examples:
  grantlint rules test
  grantlint rules test policies/no-token.toml

Exit status:
  0  every example shows what it should
  1  an example does not, or a rule file has mistakes
  2  there are no rule files";

/// What `matrix` takes.
#[derive(Debug, Args)]
pub struct MatrixArguments {
    /// What to do with it.
    #[command(subcommand)]
    pub command: MatrixCommand,
}

/// What can be done with the matrix.
#[derive(Debug, Subcommand)]
pub enum MatrixCommand {
    /// Write the organisation's own permissions as a data file, from the platform's answer
    #[command(after_help = PERMISSIONS_HELP)]
    Permissions(MatrixPermissions),
    /// Tell how much the matrix holds, and from where
    #[command(after_help = STATS_HELP)]
    Stats(MatrixStats),
}

/// What `matrix permissions` takes.
#[derive(Debug, Args)]
pub struct MatrixPermissions {
    /// What GET /api/v2/authorization/permissions answers, as JSON: all of its pages
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
}

/// What `matrix stats` takes.
#[derive(Debug, Args)]
pub struct MatrixStats {
    /// A folder: the packs and data files that its grantlint.toml names count
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub path: PathBuf,
}

const PERMISSIONS_HELP: &str = "\
The file goes to standard output, and what it holds is told on standard error. Name
it in `rules` of grantlint.toml. From then on
  - a permission that it has not is an error, and a slip is told from a permission
    that the organisation has not
  - what is not division-aware counts in every division
  - conditions on a permission that takes none are reported

Each file holds one page or several. Fewer than all pages are refused: what they
leave out would be called wrong.

Examples:
  grantlint matrix permissions permissions.json > policies/permissions.toml

Exit status:
  0  written
  2  not: a file that cannot be read, is no such answer, or lacks pages";

const STATS_HELP: &str = "\
Examples:
  grantlint matrix stats

Exit status:
  0  told
  2  not: a configuration that cannot be used";

/// What `eval` takes.
#[derive(Debug, Args)]
#[command(after_help = EVAL_HELP)]
pub struct EvalArguments {
    /// The expression; without one, each line of standard input is one
    #[arg(value_name = "EXPR", allow_hyphen_values = true)]
    pub expression: Option<String>,

    /// The folder of the module, which is read as a root module
    #[arg(long = "in", value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,

    /// Give an input variable of the module a value
    #[arg(long = "var", value_name = "NAME=VALUE", value_parser = variable)]
    pub variables: Vec<(String, String)>,

    /// Read values of input variables from this file
    #[arg(long = "var-file", value_name = "FILE")]
    pub variable_files: Vec<PathBuf>,
}

const EVAL_HELP: &str = "\
The answer to each expression is one line of JSON:
  {\"value\": ...}     the value, as jsonencode gives it
  {\"unknown\": \"...\"}  it is not known, or not all of it, and why
  {\"error\": \"...\"}    Terraform would refuse the expression, and why

Nothing is hidden: a secret that the files hold is printed if it is asked for.

Examples:
  grantlint eval 'local.role_names'
  grantlint eval --in envs/prod --var-file prod.tfvars 'var.client_id'
  grantlint eval < expressions.txt

Exit status:
  0  answered, whatever the answers are
  2  not: a folder or file that is not there, no Terraform file, or one that
     cannot be read whole";

/// What `completions` takes.
#[derive(Debug, Args)]
#[command(after_help = COMPLETIONS_HELP)]
pub struct CompletionsArguments {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}

const COMPLETIONS_HELP: &str = "\
Where each shell looks for them:
  bash        ~/.local/share/bash-completion/completions/grantlint
  elvish      ~/.config/elvish/lib/grantlint.elv, then `use grantlint` in rc.elv
  fish        ~/.config/fish/completions/grantlint.fish
  powershell  the end of the file that $PROFILE names
  zsh         _grantlint, in a folder of $fpath";

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
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

fn variable(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.to_owned()))
        }
        _ => Err("it has to be `name=value`".to_owned()),
    }
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
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn variables_and_outputs_are_split_at_the_first_equals_sign() {
        assert_eq!(
            variable("a=b=c").unwrap(),
            ("a".to_owned(), "b=c".to_owned())
        );
        assert_eq!(variable("a=").unwrap(), ("a".to_owned(), String::new()));
        assert!(variable("a").is_err());
        assert!(variable("=b").is_err());
        assert_eq!(
            output("json=a=b").unwrap(),
            (Format::Json, PathBuf::from("a=b"))
        );
        assert!(output("json=").is_err());
        assert!(output("xml=a").unwrap_err().contains("known are human"));
    }
}

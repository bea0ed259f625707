//! The command line. The comments here are the help that users read.

mod ask;
mod check;
mod matrix;
mod rules;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use grantlint_rules::matrix::{FIELD_REPORTS, GENESYS_CLOUD};

pub use ask::{
    AnswerFormat, CanArguments, DeployerArguments, NeedFormat, TreeArguments, WhyArguments,
};
pub use check::{CheckArguments, inputs};
pub use matrix::{MatrixArguments, MatrixCommand, MatrixPermissions, MatrixStats};
pub use rules::{NewRule, RulesArguments, RulesCommand, RulesPath, RulesPaths};

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

    /// When to use colours: auto (on a terminal, or as NO_COLOR and CLICOLOR_FORCE say), always, never
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
    /// Explain a rule, or tell what is known of an operation, a permission or a scope
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
    /// A rule's id, METHOD PATH, a permission or a scope
    #[arg(
        value_name = "RULE|OPERATION|PERMISSION|SCOPE",
        required = true,
        num_args = 1..=2
    )]
    pub subject: Vec<String>,

    /// How to write to standard output: human, json
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "human",
        hide_possible_values = true,
        help_heading = "Output"
    )]
    pub format: AnswerFormat,
}

const EXPLAIN_HELP: &str = "\
Of a rule it tells why it is there, how to mend what it finds, and an example. Of an
operation: what it requires and who says so, scopes, the kind of token, what must
hold outside of Terraform, and which types of the provider call it. Of a permission:
what it opens, alone or with others, and which types of the provider need it. Of a
scope: which operations accept it.

A path may be concrete, a template or a URL, with or without its method. A permission
may be written as the admin UI shows it, or with `*`. The packs and files of your own
that grantlint.toml names count.

--format json is one object: version (1) and answers, each with its kind (rule,
operation, permission, wildcard, scope); docs/json.md has the fields.

Examples:
  grantlint explain missing-permission
  grantlint explain GET /api/v2/routing/queues
  grantlint explain recording:recording:view
  grantlint explain routing:readonly
  grantlint explain \"Recording > Screen Recording > View\"

Exit status:
  0  explained
  2  there is nothing of that name; the nearest is named";

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
    /// On a terminal, or as NO_COLOR and CLICOLOR_FORCE say
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

fn variable(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.to_owned()))
        }
        _ => Err("it has to be `name=value`".to_owned()),
    }
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
    fn variables_are_split_at_the_first_equals_sign() {
        assert_eq!(
            variable("a=b=c").unwrap(),
            ("a".to_owned(), "b=c".to_owned())
        );
        assert_eq!(variable("a=").unwrap(), ("a".to_owned(), String::new()));
        assert!(variable("a").is_err());
        assert!(variable("=b").is_err());
    }
}

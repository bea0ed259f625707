//! What `rules` takes. The comments here are the help that users read.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use grantlint_rules::own::skeleton::Kind;

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
    Test(RulesPaths),
    /// Write a first rule file, commented, whose examples hold
    #[command(after_help = NEW_HELP)]
    New(NewRule),
}

/// Which rules are listed.
#[derive(Debug, Args)]
pub struct RulesPath {
    /// A rule file, or a folder: the files that `rules` names in the grantlint.toml of it
    #[arg(value_name = "PATH", default_value = ".")]
    pub path: PathBuf,
}

/// Which rules are tested.
#[derive(Debug, Args)]
pub struct RulesPaths {
    /// Rule files, or folders: the files that `rules` names in the grantlint.toml of each
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,
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
  grantlint rules test policies/*.toml

Exit status:
  0  every example shows what it should
  1  an example does not, or a rule file has mistakes
  2  there are no rule files";

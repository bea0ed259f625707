//! What the questions take: `why`, `can` and `deployer`. The comments here are the help
//! that users read.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{PACKS, variable};

/// What is read to answer a question.
#[derive(Debug, Args)]
pub struct TreeArguments {
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
}

/// What `why` takes.
#[derive(Debug, Args)]
#[command(after_help = WHY_HELP)]
pub struct WhyArguments {
    /// The client's address, the end of it, or how its label begins; a permission set or a
    /// user too
    #[arg(value_name = "CLIENT")]
    pub client: String,

    /// The operation: METHOD PATH, as in "GET /api/v2/routing/queues"; or profile:NAME
    #[arg(value_name = "OPERATION", required = true, num_args = 1..=2)]
    pub operation: Vec<String>,

    /// The file or folder to look in
    #[arg(
        long = "in",
        value_name = "PATH",
        default_value = ".",
        help_heading = "Input"
    )]
    pub path: PathBuf,

    /// What is read.
    #[command(flatten)]
    pub tree: TreeArguments,

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

const WHY_HELP: &str = "\
The answer is a tree: where the call is declared, what the operation requires and
who says so, the client, each role that it is given with its division, the literal
in that role that grants the permission and the way it took, and the verdict. For
what is missing it is where grantlint looked, and what may have been meant. Nothing
needs to declare the call. Of a profile it is the verdict on each of its calls.

--format json is one object: version (1), client, endpoint, verdict (granted,
missing, undecided), missing, because, limits, and steps, each with kind, message,
file, start, end and steps of its own. Of a profile: version, client, profile, and
calls, each with endpoint and what follows it.

Examples:
  grantlint why exporter GET /api/v2/routing/queues
  grantlint why exporter profile:authenticx
  grantlint why module.eu.genesyscloud_oauth_client.exporter \\
    \"GET /api/v2/conversations/{conversationId}/recordings\" --in envs/prod

Exit status:
  0  granted, with or without limits
  1  missing or undecided, it or a call of the profile
  2  the question could not be answered: no such client, several of that name, a
     path that is not there, no such profile, a configuration that cannot be read";

/// What `can` takes.
#[derive(Debug, Args)]
#[command(after_help = CAN_HELP)]
pub struct CanArguments {
    /// The client's address, the end of it, or how its label begins; a permission set or a
    /// user too
    #[arg(value_name = "CLIENT")]
    pub client: String,

    /// The file or folder to look in
    #[arg(
        long = "in",
        value_name = "PATH",
        default_value = ".",
        help_heading = "Input"
    )]
    pub path: PathBuf,

    /// What is read.
    #[command(flatten)]
    pub tree: TreeArguments,

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

const CAN_HELP: &str = "\
Every published operation is weighed against what the client holds, and those that
are granted are listed by API group, with their limits. What a role that is defined
elsewhere adds is not known and is counted apart. Operations that need no permission
are counted too; --format json lists them.

--format json is one object: version (1), client, acts-for-users, users, operations
(each with group, endpoint, permissions, lacking-scopes, limits), needs-user (what
only a user may call), and undecided (each with because, file, start, end, endpoints
and beyond-scopes, which is how many of them its scopes do not cover).

Examples:
  grantlint can exporter
  grantlint can genesyscloud_oauth_client.exporter --in envs/prod --format json

Exit status:
  0  answered
  2  not: no such client, several of that name, a path that is not there, a
     configuration that cannot be read";

/// What `deployer` takes.
#[derive(Debug, Args)]
#[command(after_help = DEPLOYER_HELP)]
pub struct DeployerArguments {
    /// Files and folders: the tree that Terraform is run on
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,

    /// What is read.
    #[command(flatten)]
    pub tree: TreeArguments,

    /// How to write to standard output: list, json, hcl
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "list",
        hide_possible_values = true,
        help_heading = "Output"
    )]
    pub format: NeedFormat,
}

const DEPLOYER_HELP: &str = "\
The provider calls the platform as whoever runs Terraform. What it needs is read off
the operations that it calls for each type of resource and data source in the tree,
as its documentation lists them: `terraform plan` reads, `terraform apply` does
everything. Where one of several permissions suffices, --format hcl takes the fewest,
but none that sweeps, such as `admin`, where a narrower one does, and says so. Types
that the provider does not document are named. With a [deployer] in grantlint.toml,
what it lacks is told too.

--format json is one object: version (1), types, needs (each with permissions, of
which one suffices, phase, types and operations), chosen (what --format hcl takes:
permission, phase, only-choice), unknown-types (type, reason), unpublished (operation,
types), and lacking (each with deployer, file, start, end, missing and undecided).

Examples:
  grantlint deployer
  grantlint deployer envs/prod --format hcl > deployer.tf

Exit status:
  0  answered
  1  the declared [deployer] lacks something
  2  not answered: a path that is not there, no Terraform file, a configuration
     that cannot be read";

/// The formats of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AnswerFormat {
    /// For a person
    Human,
    /// For programs
    Json,
}

/// The formats of a list of permissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NeedFormat {
    /// For a person
    List,
    /// For programs
    Json,
    /// A role
    Hcl,
}

//! What `matrix` takes. The comments here are the help that users read.

use std::path::PathBuf;

use clap::{Args, Subcommand};

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

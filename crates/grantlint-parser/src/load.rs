//! From a folder to its modules: which files make up a module, which modules it
//! calls, and what could not be read.

use std::sync::Arc;

use smol_str::SmolStr;

use crate::model::Model;
use crate::source::{Location, Sources};
use crate::syntax::tree::File;

/// The files that may be read. Paths are relative to where the command runs,
/// with forward slashes and without `.` and `..` parts where possible.
pub trait Files {
    /// The names of the files in a folder, sorted by bytes; nothing of hidden
    /// files. Empty where the folder is not there.
    fn list(&self, folder: &str) -> Vec<String>;

    /// The bytes of a file.
    ///
    /// # Errors
    /// Why it can't be read, in the system's words; `None` where it is not
    /// there.
    fn read(&self, path: &str) -> Result<Arc<[u8]>, Option<String>>;
}

/// Values that the command line gives: `--var` and `--var-file`, in order.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// `name=value` of each `--var`.
    pub variables: Vec<(String, String)>,
    /// The path of each `--var-file`.
    pub files: Vec<String>,
}

/// All that was read.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The texts.
    pub sources: Sources,
    /// The parsed files, each once, in the order of their paths.
    pub files: Vec<File>,
    /// One model for each root module, in the order of their folders.
    pub models: Vec<Model>,
    /// What could not be read or understood.
    pub problems: Vec<Problem>,
}

/// Something that could not be read or understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its kind, which decides the rule that reports it.
    pub kind: ProblemKind,
    /// Where.
    pub at: Location,
    /// What: lower case, no stop.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// The kinds of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The text does not parse, or cannot be read as text.
    Syntax,
    /// A budget ran out, or something refers to itself.
    Budget,
}

/// What the loader needs to be told from outside.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Types that are read as permission sets, each with its argument that lists
    /// the permissions.
    pub permission_sets: Vec<(SmolStr, SmolStr)>,
}

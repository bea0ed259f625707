//! The files that may be read, and what a file's name makes of it.

use std::sync::Arc;

use crate::syntax::tree::Format;

/// The files that may be read. Paths are relative to where the command runs,
/// with forward slashes and without `.` and `..` parts where possible. Several threads
/// may read at once.
pub trait Files: Sync {
    /// The names of the files in a folder, sorted by bytes, hidden ones too. Empty
    /// where the folder is not there.
    fn list(&self, folder: &str) -> Vec<String>;

    /// The bytes of a file.
    ///
    /// # Errors
    /// [`ReadError`].
    fn read(&self, path: &str) -> Result<Arc<[u8]>, ReadError>;

    /// The paths from there of all files in a folder and, so many levels deep, in
    /// those below it, hidden ones too; in any order.
    ///
    /// # Errors
    /// [`ReadError`]; where one of the folders is a link that leads elsewhere, too.
    fn below(&self, folder: &str, levels: usize) -> Result<Vec<String>, ReadError> {
        _ = (folder, levels);
        Err(ReadError::Unreadable(
            "folders are not listed here".to_owned(),
        ))
    }
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// It is not there.
    Missing,
    /// It is there and was not read: in the system's words, or because it lies
    /// outside of what may be read.
    Unreadable(String),
    /// It is more than what is read, in words that finish "undecided because …".
    TooMuch(&'static str),
}

/// A file name's part in its module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Base(Format),
    Override(Format),
    Values(Format),
}

/// What a file of that name is to its module, if anything.
pub(crate) fn part_of(name: &str) -> Option<Part> {
    // Of values, Terraform also reads hidden files.
    let is_ignored = name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'));
    let configuration = [".tf.json", ".tofu.json", ".tf", ".tofu"];
    if let Some(ending) = configuration
        .into_iter()
        .find(|ending| !is_ignored && name.ends_with(ending))
    {
        let stem = name.strip_suffix(ending).unwrap_or(name);
        let format = if ending.ends_with(".json") {
            Format::Json
        } else {
            Format::Hcl
        };
        let overrides = stem == "override" || stem.ends_with("_override");
        return Some(if overrides {
            Part::Override(format)
        } else {
            Part::Base(format)
        });
    }
    let automatic = |ending: &str| name.ends_with(&format!(".auto{ending}"));
    match name {
        "terraform.tfvars" => Some(Part::Values(Format::Hcl)),
        "terraform.tfvars.json" => Some(Part::Values(Format::Json)),
        _ if automatic(".tfvars") => Some(Part::Values(Format::Hcl)),
        _ if automatic(".tfvars.json") => Some(Part::Values(Format::Json)),
        _ => None,
    }
}

/// Whether a file of that name makes its folder a module.
pub fn is_configuration(name: &str) -> bool {
    matches!(part_of(name), Some(Part::Base(_) | Part::Override(_)))
}

/// Whether OpenTofu's form of the same file stands in for it: it reads `a.tofu`
/// in place of `a.tf`.
pub(crate) fn shadowed(name: &str, names: &[String]) -> bool {
    let twin = match (name.strip_suffix(".tf"), name.strip_suffix(".tf.json")) {
        (Some(stem), _) => format!("{stem}.tofu"),
        (None, Some(stem)) => format!("{stem}.tofu.json"),
        (None, None) => return false,
    };
    names.contains(&twin)
}

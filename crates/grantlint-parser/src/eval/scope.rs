//! What the evaluator asks of its surroundings.

use std::sync::Arc;

use smol_str::SmolStr;

use super::value::{Entity, Value};
use crate::source::Location;

/// Answers for the names that an expression does not bind itself.
pub trait Scope {
    /// What a reference means. `root` is the first name (`var`, `local`,
    /// `data`, `module`, `each`, `count`, `path`, `terraform`, `self`, or a
    /// resource type), `rest` the plain attribute names that follow it, up to
    /// the first index or splat. Answers the value and how many names of
    /// `rest` it stands for; the evaluator takes the other steps itself.
    ///
    /// `at` is where the reference is written: the scope puts a hop with it
    /// into the trail of what it returns.
    ///
    /// # Errors
    /// A message in Terraform's sense where no such name is declared; the
    /// evaluator makes an error value of it.
    fn resolve(&self, root: &str, rest: &[&str], at: Location) -> Result<(Value, usize), String>;

    /// The attribute of a resource instance (its configured value, or the
    /// symbol for a computed one), or the output of a module instance.
    ///
    /// # Errors
    /// As [`Scope::resolve`].
    fn attribute(&self, entity: &Entity, name: &str, at: Location) -> Result<Value, String>;

    /// The text of a file for `file`, `templatefile` and their kin.
    ///
    /// # Errors
    /// Why it can't be had, in words that finish "undecided because …".
    fn read(&self, path: &str) -> Result<Arc<[u8]>, Unreadable>;

    /// Whether functions may be called.
    fn has_functions(&self) -> bool {
        true
    }

    /// All that a module instance puts out, as one object. None where it is not
    /// known what that is.
    fn whole(&self, entity: &Entity, at: Location) -> Option<Value> {
        _ = (entity, at);
        None
    }

    /// All files below a folder, for `fileset`: their paths from there, with
    /// forward slashes. Those of so many levels of folders are asked for.
    ///
    /// # Errors
    /// [`Unreadable::Missing`] where there is no such folder, else why they
    /// can't be listed.
    fn files(&self, folder: &str, levels: usize) -> Result<Vec<SmolStr>, Unreadable> {
        _ = levels;
        Err(Unreadable::Unknown(format!(
            "the files below `{folder}` are not listed"
        )))
    }
}

/// Why a file function has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// The file is inside what may be read, and is not there: Terraform would
    /// fail.
    Missing,
    /// It may not be read, or could not be: the value is unknown for that
    /// reason.
    Unknown(String),
    /// It is more than what is read: the value is unknown for that reason, and
    /// the budget is told.
    TooMuch(&'static str),
}

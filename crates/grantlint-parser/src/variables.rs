//! Values that variables of a root module are given from outside: `tfvars`
//! files, `--var-file` and `--var`.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use crate::eval::budget::Budget;
use crate::eval::constraint::Constraint;
use crate::eval::value::{Data, Value};
use crate::eval::{Evaluated, evaluate};
use crate::frame::Nothing;
use crate::module::Module;
use crate::source::{FileId, Span};
use crate::syntax::Fragment;
use crate::syntax::tree::{Expr, File};

/// What a variable is given.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Given<'a> {
    /// An entry of a file: its value.
    Entry(FileId, &'a Expr<'a>),
    /// The text of a `--var`.
    Text(&'a Typed),
}

/// A `--var`: its text as a string and as an expression; the variable's type
/// decides which of them counts.
#[derive(Debug)]
pub(crate) struct Typed {
    pub(crate) name: SmolStr,
    pub(crate) file: FileId,
    pub(crate) text: SmolStr,
    pub(crate) expr: Fragment,
}

/// A source of values on the command line, in order.
#[derive(Debug)]
pub(crate) enum Argument {
    /// `--var`
    Variable(Typed),
    /// `--var-file`: the file's place among the parsed ones.
    File(usize),
}

/// What each variable is given. The last one counts: the module's own files in
/// Terraform's order, then the command line's in its order.
///
/// Source: Terraform's "Variable Definition Precedence". Environment variables
/// are left out on purpose: the answer must be the same everywhere.
pub(crate) fn given<'a>(
    own: &[&'a File],
    arguments: &'a [Argument],
    files: &'a [File],
) -> BTreeMap<SmolStr, Given<'a>> {
    let entries = |file: &'a File| {
        let attributes = file.body().attributes();
        attributes.map(move |attribute| {
            (
                attribute.name.text.into(),
                Given::Entry(file.id, &attribute.value),
            )
        })
    };
    let mut given: BTreeMap<_, _> = own.iter().flat_map(|file| entries(file)).collect();
    for argument in arguments {
        match argument {
            Argument::File(at) => given.extend(files.get(*at).into_iter().flat_map(entries)),
            Argument::Variable(typed) => {
                given.insert(typed.name.clone(), Given::Text(typed));
            }
        }
    }
    given
}

/// The names that the command line gives a value one by one and that none of these
/// modules declares. Terraform refuses such a run; of files it takes them.
pub(crate) fn undeclared<'m, 'a: 'm>(
    arguments: &[Argument],
    modules: impl Iterator<Item = &'m Module<'a>> + Clone,
) -> Vec<SmolStr> {
    let names = arguments.iter().filter_map(|argument| match argument {
        Argument::File(_) => None,
        Argument::Variable(typed) => Some(&typed.name),
    });
    let is_declared = |name: &&SmolStr| {
        let mut modules = modules.clone();
        modules.any(|module| module.variables.contains_key(name.as_str()))
    };
    names.filter(|name| !is_declared(name)).cloned().collect()
}

impl Given<'_> {
    /// The value, before it is converted to the variable's type.
    ///
    /// # Errors
    /// Why Terraform would refuse the entry.
    pub(crate) fn value(&self, constraint: Option<&Constraint>, budget: &Budget) -> Evaluated {
        let (file, expr) = match self {
            Given::Entry(file, value) => (*file, *value),
            Given::Text(typed) => {
                // Terraform reads an expression only where the type asks for more
                // than a primitive.
                if constraint.is_none_or(|constraint| constraint.ty.is_primitive()) {
                    let whole = Span::new(0, typed.text.len() as u32).in_file(typed.file);
                    return Ok(Value::at(Data::String(typed.text.clone()), whole));
                }
                (typed.file, typed.expr.expr())
            }
        };
        evaluate(expr, file, &Nothing, budget)
    }
}

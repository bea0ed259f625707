//! What an expression means in a module, for whoever asks why a value is not
//! known.

use smol_str::SmolStr;

use super::{Files, Inputs, Problem, gather};
use crate::eval::budget::Budget;
use crate::eval::value::Value;
use crate::eval::{EvalError, evaluate};
use crate::frame::Frame;
use crate::instance::{Each, World};
use crate::module::Modules;
use crate::read::Reader;
use crate::source::{FileId, Sources};
use crate::{paths, syntax, variables};

/// A root module that was read, and the modules that it calls.
pub struct Asked<'f> {
    reader: Reader<'f>,
    folder: String,
    arguments: Vec<variables::Argument>,
    /// The expressions stand in no file; this stands for one.
    nowhere: FileId,
}

impl<'f> Asked<'f> {
    /// Reads the module in a folder as a root.
    pub fn read(folder: &str, files: &'f dyn Files, inputs: &Inputs) -> Self {
        let mut reader = Reader::new(files, Sources::default());
        let folder = paths::join("", folder);
        reader.follow(std::slice::from_ref(&folder));
        let arguments = reader.arguments(inputs);
        let nowhere = reader.read.sources.add("the expression", "");
        Asked {
            reader,
            folder,
            arguments,
            nowhere,
        }
    }

    /// The texts that were read.
    pub fn sources(&self) -> &Sources {
        &self.reader.read.sources
    }

    /// What could not be read or understood. Expressions that do not need it
    /// have their answers all the same.
    pub fn problems(&self) -> &[Problem] {
        &self.reader.read.problems
    }

    /// Whether the folder holds any file of a module.
    pub fn has_files(&self) -> bool {
        let folder = self.reader.read.folders.get(&self.folder);
        folder.is_some_and(|folder| !(folder.base.is_empty() && folder.overrides.is_empty()))
            || !self.reader.read.problems.is_empty()
    }

    /// The variables that the inputs name and that the module does not declare; none are
    /// told where something could not be read, which may declare them.
    pub fn undeclared(&self) -> Vec<SmolStr> {
        let read = &self.reader.read;
        if !read.problems.is_empty() {
            return Vec::new();
        }
        let modules = self.modules();
        variables::undeclared(&self.arguments, modules.get(&self.folder).into_iter())
    }

    fn modules(&self) -> Modules<'_> {
        let read = &self.reader.read;
        let asked = std::slice::from_ref(&self.folder);
        gather(asked, &read.folders, &read.files, &read.sources)
    }

    /// What each of the expressions means outside of any block, in order. Each
    /// has a budget of its own, so that none takes the answer from the next.
    ///
    /// An expression that could not be had is given as the reason, and answered
    /// with it. The answers are errors too where Terraform would refuse the expression, or
    /// something that it refers to.
    pub fn answers<'s>(
        &'s self,
        expressions: impl Iterator<Item = Result<String, String>> + 's,
    ) -> impl Iterator<Item = Result<Value, String>> + 's {
        let read = &self.reader.read;
        let modules = self.modules();
        expressions.map(move |text| {
            let text = text?;
            if text.trim().is_empty() {
                return Err("there is no expression".to_owned());
            }
            let (expr, errors) = syntax::parse_expression(text, 0);
            if let Some(error) = errors.into_iter().next() {
                return Err(error.message);
            }
            let own = modules.get(&self.folder);
            let own = own.map_or(&[][..], |module| &module.values);
            let given = variables::given(own, &self.arguments, &read.files);
            let budget = Budget::default();
            let (sources, files) = (&read.sources, self.reader.files);
            let world = World::new(&modules, &self.folder, sources, files, &budget, given);
            let frame = Frame::new(&world, 0, Each::default());
            let value = evaluate(expr.expr(), self.nowhere, &frame, &budget);
            let value = value.map_err(|error| error.message)?;
            match world.refused() {
                Some(error) => Err(placed(&error, &read.sources)),
                None => Ok(value),
            }
        })
    }
}

/// The message of an error in a file, with its place.
fn placed(error: &EvalError, sources: &Sources) -> String {
    let message = &error.message;
    match sources.get(error.at.file) {
        Some(file) => {
            let line = file.line_of(error.at.span.start);
            format!("{message} (`{}`, line {line})", file.path())
        }
        None => message.clone(),
    }
}

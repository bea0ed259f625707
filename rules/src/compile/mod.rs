//! Compiles data files into tables. The same code runs when the crate is built, over
//! the files that are built in, and at run time, over those of a user.

mod names;
mod paths;
mod rest;

use std::ops::Range;

use crate::format::{Basis, DataFile, Name, NoList, Operation};
use crate::pool::{List, Pool, Text, number};
use crate::tables::{Mode, OperationRecord, OriginRecord, OwnedTables, UserContextRecord};
use names::Names;
pub use paths::{Call, LONGEST, same_shape, split_call};

/// A data file and where it stands.
#[derive(Debug)]
pub struct Input {
    /// The pack that it belongs to.
    pub pack: String,
    /// The source of entries where the file names none: the file's own name.
    pub file: String,
    /// What the file says.
    pub data: DataFile,
}

/// Something in a data file that is well-formed TOML and yet wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, as [`Input::file`] calls it.
    pub file: String,
    /// The place, in bytes.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
}

/// Compiles data files. Entries with problems are left out of the tables.
pub fn compile(inputs: &[Input]) -> (OwnedTables, Vec<Problem>) {
    let mut compiler = Compiler::default();
    let names = Names::gather(inputs);
    names.number(&mut compiler);
    for input in inputs {
        let origin = compiler.origin(input, None, None);
        compiler.input_origins.push(origin);
        compiler.operations(input, &names);
        compiler.rest(input);
    }
    compiler.finish(&names)
}

#[derive(Default)]
struct Compiler {
    pool: Pool,
    tables: OwnedTables,
    problems: Vec<Problem>,
    /// For each input, the origin of the entries that do not say theirs.
    input_origins: Vec<u32>,
}

impl Compiler {
    fn operations(&mut self, input: &Input, names: &Names) {
        for operation in &input.data.operations {
            let Some(call) = self.call(input, &operation.call) else {
                continue;
            };
            let Some(record) = self.operation(input, operation, &call, names) else {
                continue;
            };
            self.tables.operations.push(record);
        }
        for entry in &input.data.user_contexts {
            let Some(call) = self.call(input, &entry.call) else {
                continue;
            };
            let record = UserContextRecord {
                method: self.pool.add(&call.method),
                path: self.pool.add(call.path),
                why: self.pool.add(&entry.why),
                origin: self.origin(input, None, None),
            };
            self.tables.user_contexts.push(record);
        }
    }

    fn operation(
        &mut self,
        input: &Input,
        operation: &Operation,
        call: &Call<'_>,
        names: &Names,
    ) -> Option<OperationRecord> {
        let (mode, permissions) = self.permissions(
            input,
            &operation.call,
            operation.any.as_deref(),
            operation.all.as_deref(),
            operation.permissions.as_ref().map(|list| *list.as_ref()),
        )?;
        let ids = &mut self.tables.ids;
        let permissions = List::push(ids, names.permission_ids(permissions));
        let optional = List::push(ids, names.permission_ids(&operation.optional));
        let scopes = operation.scopes.as_deref();
        let scope_list = List::push(ids, names.scope_ids(scopes.unwrap_or_default()));
        let group = operation.group.as_ref().or(input.data.group.as_ref());
        Some(OperationRecord {
            method: self.pool.add(&call.method),
            path: self.pool.add(call.path),
            mode,
            permissions,
            optional,
            scopes_told: scopes.is_some(),
            scopes: scope_list,
            auth: operation.auth,
            seen: operation.seen,
            group: self.optional(group),
            note: self.optional(operation.note.as_ref()),
            preconditions: self.texts(&operation.preconditions),
            origin: self.origin(input, operation.basis, operation.source.as_deref()),
            replace: operation.replace,
        })
    }

    /// The one of the three ways to name permissions that an entry uses.
    fn permissions<'a>(
        &mut self,
        input: &Input,
        at: &Name,
        any: Option<&'a [Name]>,
        all: Option<&'a [Name]>,
        no_list: Option<NoList>,
    ) -> Option<(Mode, &'a [Name])> {
        let empty = |list: &[Name]| list.is_empty();
        match (any, all, no_list) {
            (Some(list), None, None) if !empty(list) => Some((Mode::Any, list)),
            (None, Some(list), None) if !empty(list) => Some((Mode::All, list)),
            (None, None, Some(NoList::None)) => Some((Mode::Free, &[])),
            (None, None, Some(NoList::Undocumented)) => Some((Mode::Undocumented, &[])),
            (Some(_), None, None) | (None, Some(_), None) => {
                let message = "an empty list of permissions; write `permissions = \"none\"`";
                self.problem(input, at, message.to_owned());
                None
            }
            _ => {
                let message = format!(
                    "`{}` needs exactly one of `any`, `all` and `permissions`",
                    at.as_ref()
                );
                self.problem(input, at, message);
                None
            }
        }
    }

    fn call<'a>(&mut self, input: &Input, call: &'a Name) -> Option<Call<'a>> {
        match split_call(call.as_ref()).and_then(|call| call.check_template().map(|()| call)) {
            Ok(call) => Some(call),
            Err(message) => {
                self.problem(input, call, message);
                None
            }
        }
    }

    fn problem(&mut self, input: &Input, at: &Name, message: String) {
        self.problems.push(Problem {
            file: input.file.clone(),
            span: at.span(),
            message,
        });
    }

    fn origin(&mut self, input: &Input, basis: Option<Basis>, source: Option<&str>) -> u32 {
        let source = source.or(input.data.source.as_deref());
        let record = OriginRecord {
            pack: self.pool.add(&input.pack),
            basis: basis.or(input.data.basis).unwrap_or(Basis::Org),
            source: self.pool.add(source.unwrap_or(&input.file)),
        };
        let origins = &mut self.tables.origins;
        let known = origins.iter().position(|other| *other == record);
        number(known.unwrap_or_else(|| {
            origins.push(record);
            origins.len() - 1
        }))
    }

    fn optional(&mut self, text: Option<&String>) -> Text {
        text.map_or_else(Text::default, |text| self.pool.add(text))
    }

    fn texts(&mut self, texts: &[String]) -> List {
        let texts: Vec<Text> = texts.iter().map(|text| self.pool.add(text)).collect();
        List::push(&mut self.tables.texts, texts)
    }

    fn name_texts(&mut self, names: &[Name]) -> List {
        let texts: Vec<Text> = names
            .iter()
            .map(|name| self.pool.add(name.as_ref()))
            .collect();
        List::push(&mut self.tables.texts, texts)
    }

    fn finish(mut self, names: &Names) -> (OwnedTables, Vec<Problem>) {
        let pool = &self.pool;
        self.tables.operations.sort_by(|a, b| {
            let key = |record: &OperationRecord| (pool.get(record.path), pool.get(record.method));
            key(a).cmp(&key(b))
        });
        names.write(&mut self);
        paths::write(&mut self);
        self.sort_rest();
        self.tables.text = self.pool.finish();
        (self.tables, self.problems)
    }
}

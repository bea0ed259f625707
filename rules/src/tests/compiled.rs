//! The compiled tables say what the files say.

use std::collections::BTreeMap;

use super::{inputs, names};
use crate::compile::{Input, compile, split_call};
use crate::format::{Argument, NoList, Operation};
use crate::tables::{List, Mode, OperationRecord, Tables};

#[test]
fn the_tables_are_fresh() {
    let (tables, problems) = compile(&inputs());
    assert_eq!(problems, []);
    assert!(tables.borrow() == *crate::built_in());
}

/// What an operation says, read off the file or off the tables.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    call: String,
    source: String,
    mode: String,
    permissions: Vec<String>,
    optional: Vec<String>,
    scopes: Option<Vec<String>>,
    rest: String,
}

fn by_file(input: &Input, operation: &Operation) -> Said {
    let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let (mode, permissions) = match (&operation.any, &operation.all, &operation.permissions) {
        (Some(any), None, None) => (Mode::Any, owned(names(any))),
        (None, Some(all), None) => (Mode::All, owned(names(all))),
        (None, None, Some(list)) if *list.as_ref() == NoList::None => (Mode::Free, Vec::new()),
        _ => (Mode::Undocumented, Vec::new()),
    };
    Said {
        call: operation.call.as_ref().clone(),
        source: input.data.source.clone().unwrap(),
        mode: format!("{mode:?}"),
        permissions,
        optional: owned(names(&operation.optional)),
        scopes: operation.scopes.as_deref().map(|list| owned(names(list))),
        rest: format!(
            "{:?} {:?} {} {} {:?} {} {} {:?}",
            operation.auth,
            operation.seen,
            input.data.group.as_deref().unwrap_or_default(),
            operation.note.as_deref().unwrap_or_default(),
            operation.preconditions,
            operation.replace,
            input.pack,
            input.data.basis.unwrap(),
        ),
    }
}

fn by_table(tables: &Tables<'_>, record: &OperationRecord) -> Said {
    let text = tables.text;
    let permissions = |list: List| -> Vec<String> {
        let ids = list.of(tables.ids).iter();
        ids.map(|id| tables.permissions[*id as usize].name.of(text).to_owned())
            .collect()
    };
    let scopes = record.scopes.of(tables.ids).iter();
    let scopes = scopes.map(|id| tables.scopes[*id as usize].name.of(text).to_owned());
    let origin = tables.origins[record.origin as usize];
    let preconditions = record.preconditions.of(tables.texts).iter();
    let preconditions: Vec<&str> = preconditions.map(|place| place.of(text)).collect();
    Said {
        call: format!("{} {}", record.method.of(text), record.path.of(text)),
        source: origin.source.of(text).to_owned(),
        mode: format!("{:?}", record.mode),
        permissions: permissions(record.permissions),
        optional: permissions(record.optional),
        scopes: record.scopes_told.then(|| scopes.collect()),
        rest: format!(
            "{:?} {:?} {} {} {preconditions:?} {} {} {:?}",
            record.auth,
            record.seen,
            record.group.of(text),
            record.note.of(text),
            record.replace,
            origin.pack.of(text),
            origin.basis,
        ),
    }
}

#[test]
fn operations_survive() {
    let inputs = inputs();
    let mut files: Vec<Said> = inputs
        .iter()
        .flat_map(|input| {
            let operations = input.data.operations.iter();
            operations.map(move |operation| by_file(input, operation))
        })
        .collect();
    let tables = crate::built_in();
    let records = tables.operations.iter();
    let mut compiled: Vec<Said> = records.map(|record| by_table(tables, record)).collect();
    files.sort();
    compiled.sort();
    assert_eq!(files.len(), compiled.len());
    for (file, compiled) in files.iter().zip(&compiled) {
        assert_eq!(file, compiled);
    }
}

/// Every path leads through the tree to its own operations.
#[test]
fn the_tree_has_every_operation_once() {
    let tables = crate::built_in();
    let mut reached = vec![0; tables.operations.len()];
    for (position, record) in tables.operations.iter().enumerate() {
        let mut node = &tables.nodes[0];
        for segment in record.path.of(tables.text).split('/').skip(1) {
            let next = if segment.starts_with('{') {
                node.parameter
            } else {
                let edges = node.edges.of(tables.edges);
                let segments = edges.iter().map(|edge| edge.segment.of(tables.text));
                assert!(segments.is_sorted());
                let mut edges = edges.iter();
                edges
                    .find(|edge| edge.segment.of(tables.text) == segment)
                    .unwrap()
                    .node
            };
            assert_ne!(next, 0);
            node = &tables.nodes[next as usize];
        }
        for id in node.operations.of(tables.ids) {
            if *id as usize == position {
                reached[position] += 1;
            }
        }
    }
    assert!(reached.iter().all(|times| *times == 1));
    let ends: usize = tables
        .nodes
        .iter()
        .map(|node| node.operations.1 as usize)
        .sum();
    assert_eq!(ends, tables.operations.len());
}

#[test]
fn schemas_survive() {
    let tables = crate::built_in();
    for input in inputs() {
        for schema in &input.data.schemas {
            let record = tables.schemas.iter().find(|record| {
                record.kind == schema.kind && record.name.of(tables.text) == schema.name.as_ref()
            });
            check_arguments(tables, record.unwrap().arguments, &schema.arguments);
        }
    }
}

#[track_caller]
fn check_arguments(tables: &Tables<'_>, list: List, arguments: &BTreeMap<String, Argument>) {
    let records = list.of(tables.arguments);
    assert_eq!(records.len(), arguments.len());
    for (record, (name, argument)) in records.iter().zip(arguments) {
        assert_eq!(record.name.of(tables.text), name);
        let flags = (
            record.required,
            record.computed,
            record.read_only,
            record.sensitive,
        );
        let expected = (
            argument.required,
            argument.computed,
            argument.read_only,
            argument.sensitive,
        );
        assert_eq!((record.kind, flags), (argument.kind, expected), "{name}");
        let one_of = record.one_of.of(tables.texts).iter();
        let one_of: Vec<&str> = one_of.map(|text| text.of(tables.text)).collect();
        assert_eq!(one_of, argument.one_of, "{name}");
        let pair = |limits: Option<[i64; 2]>| limits.map(|[low, high]| (low, high));
        assert_eq!(record.range, pair(argument.range), "{name}");
        assert_eq!(record.length, pair(argument.length), "{name}");
        assert_eq!(
            record.max_items,
            argument.max_items.unwrap_or_default(),
            "{name}"
        );
        assert_eq!(
            record.min_items,
            argument.min_items.unwrap_or_default(),
            "{name}"
        );
        check_arguments(tables, record.arguments, &argument.arguments);
    }
}

#[test]
fn profiles_survive() {
    let tables = crate::built_in();
    for input in inputs() {
        for profile in &input.data.profiles {
            let named = |name| profile.name.as_ref() == name;
            let mut records = tables.profiles.iter();
            let record = records
                .find(|record| named(record.name.of(tables.text)))
                .unwrap();
            let calls = record.calls.of(tables.calls);
            assert_eq!(calls.len(), profile.calls.len());
            for (record, call) in calls.iter().zip(&profile.calls) {
                assert_eq!(record.call.of(tables.text), call.call.as_ref());
                split_call(record.call.of(tables.text)).unwrap();
                let permissions = record.permissions.of(tables.texts).iter();
                let permissions: Vec<&str> = permissions.map(|p| p.of(tables.text)).collect();
                let list = call.any.as_deref().or(call.all.as_deref());
                assert_eq!(permissions, names(list.unwrap_or_default()));
                assert_eq!(record.mode == Mode::All, call.all.is_some());
            }
        }
    }
}

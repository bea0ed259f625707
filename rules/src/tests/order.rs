//! The files are in order: sorted, without repetition, well-formed, complete.

use std::collections::BTreeSet;

use super::{inputs, names};
use crate::compile::{Input, split_call};
use crate::format::{Basis, DataFile, Name};

#[track_caller]
fn check_sorted<T: Ord + std::fmt::Debug>(entries: &[T], file: &str) {
    for pair in entries.windows(2) {
        assert!(
            pair[0] < pair[1],
            "{file}: {:?} after {:?}",
            pair[1],
            pair[0]
        );
    }
}

fn published(inputs: &[Input]) -> impl Iterator<Item = &DataFile> {
    let of_pack = inputs.iter().filter(|input| input.pack == "genesys-cloud");
    of_pack.map(|input| &input.data)
}

#[test]
fn nothing_is_missing() {
    let inputs = inputs();
    let count = |length: &dyn Fn(&DataFile) -> usize| published(&inputs).map(length).sum::<usize>();
    assert_eq!(count(&|file| file.operations.len()), 3321);
    assert_eq!(count(&|file| file.names.scopes.len()), 135);
    assert_eq!(count(&|file| file.names.permissions.len()), 50);
    assert_eq!(count(&|file| file.names.general.len()), 22);
    assert_eq!(count(&|file| file.names.domains.len()), 14);
    assert_eq!(count(&|file| file.names.entities.len()), 3);
    // 114 documented data sources and 143 resource types; seven beyond those.
    assert_eq!(count(&|file| file.provider_types.len()), 257 + 7);
    let undocumented = |file: &DataFile| {
        let without_list = file
            .operations
            .iter()
            .filter_map(|entry| entry.permissions.as_ref());
        without_list
            .filter(|list| *list.as_ref() == crate::format::NoList::Undocumented)
            .count()
    };
    assert_eq!(count(&undocumented), 1);
}

#[test]
fn every_file_says_its_basis_and_source() {
    for input in inputs() {
        let data = &input.data;
        let expected = match input.pack.as_str() {
            "genesys-cloud" => Basis::Published,
            _ => Basis::Reported,
        };
        assert_eq!(data.basis, Some(expected), "{}", input.file);
        assert!(data.source.is_some(), "{}", input.file);
    }
}

#[test]
fn operations_are_sorted_and_unique() {
    let mut shapes = BTreeSet::new();
    for input in inputs() {
        let calls = input.data.operations.iter().map(|operation| {
            let call = split_call(operation.call.as_ref()).unwrap();
            (call.path.to_owned(), call.method)
        });
        let calls: Vec<_> = calls.collect();
        check_sorted(&calls, &input.file);
        for (path, method) in calls {
            let shape = path.split('/').map(|segment| {
                if segment.starts_with('{') {
                    "{}"
                } else {
                    segment
                }
            });
            let shape = shape.collect::<Vec<_>>().join("/");
            let source = input.data.source.clone();
            let group = (input.pack.clone(), source, method, shape);
            assert!(shapes.insert(group), "{}: {path} twice", input.file);
        }
    }
}

#[test]
fn lists_are_sorted() {
    for input in inputs() {
        let data = &input.data;
        let listed = &data.names;
        let mut lists: Vec<&[Name]> = vec![
            &listed.permissions,
            &listed.general,
            &listed.domains,
            &listed.entities,
            &listed.scopes,
        ];
        for operation in &data.operations {
            lists.extend(operation.any.as_deref());
            lists.extend(operation.all.as_deref());
            lists.push(&operation.optional);
            lists.extend(operation.scopes.as_deref());
        }
        for entry in &data.provider_types {
            lists.extend([
                entry.permissions.as_slice(),
                &entry.scopes,
                &entry.operations,
            ]);
        }
        for entry in &data.sensitive {
            lists.push(&entry.permissions);
        }
        for call in data.profiles.iter().flat_map(|profile| &profile.calls) {
            lists.extend(call.any.as_deref());
            lists.extend(call.all.as_deref());
        }
        for list in lists {
            check_sorted(&names(list), &input.file);
        }
        let types = |kind| {
            let entries = data
                .provider_types
                .iter()
                .filter(move |entry| entry.kind == kind);
            entries.map(|entry| entry.name.as_ref()).collect::<Vec<_>>()
        };
        check_sorted(&types(crate::format::TypeKind::Resource), &input.file);
        check_sorted(&types(crate::format::TypeKind::Data), &input.file);
        let hints = data
            .hints
            .iter()
            .map(|hint| (hint.kind, hint.name.as_ref()));
        check_sorted(&hints.collect::<Vec<_>>(), &input.file);
    }
}

/// `domain:entity:action`, each of letters and digits.
fn is_triple(name: &str) -> bool {
    let parts: Vec<&str> = name.split(':').collect();
    let word = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric());
    parts.len() == 3 && parts.iter().all(word)
}

#[test]
fn published_names_are_well_formed() {
    let inputs = inputs();
    let general: BTreeSet<&str> = published(&inputs)
        .flat_map(|file| names(&file.names.general))
        .collect();
    let scopes: BTreeSet<&str> = published(&inputs)
        .flat_map(|file| names(&file.names.scopes))
        .collect();
    for file in published(&inputs) {
        for operation in &file.operations {
            let call = operation.call.as_ref();
            assert!(call.contains(" /api/v2/"), "{call}");
            let lists = [&operation.any, &operation.all].into_iter().flatten();
            for name in lists
                .chain([&operation.optional])
                .flat_map(|list| names(list))
            {
                assert!(is_triple(name) || general.contains(name), "{call}: {name}");
            }
            for scope in names(operation.scopes.as_deref().unwrap_or_default()) {
                assert!(scopes.contains(scope), "{call}: {scope}");
            }
        }
        for name in names(&file.names.permissions) {
            assert!(is_triple(name), "{name}");
        }
    }
}

#[test]
fn names_differ_in_more_than_letter_case() {
    let tables = crate::built_in();
    let mut seen = BTreeSet::new();
    for permission in tables.permissions {
        let name = permission.name.of(tables.text);
        // An operation and the roles of an organisation spell this one differently.
        if !seen.insert(name.to_ascii_lowercase()) {
            assert_eq!(name, "voicemail:acdvoicemail:view");
        }
    }
}

#[test]
fn advice_leads_to_what_exists() {
    use crate::format::HintKind;
    let inputs = inputs();
    let tables = crate::built_in();
    let permissions: BTreeSet<&str> = tables
        .permissions
        .iter()
        .map(|record| record.name.of(tables.text))
        .collect();
    let scopes: BTreeSet<&str> = published(&inputs)
        .flat_map(|file| names(&file.names.scopes))
        .collect();
    let types: BTreeSet<&str> = published(&inputs)
        .flat_map(|file| {
            file.provider_types
                .iter()
                .map(|entry| entry.name.as_ref().as_str())
        })
        .collect();
    let calls: BTreeSet<&str> = published(&inputs)
        .flat_map(|file| {
            file.operations
                .iter()
                .map(|entry| entry.call.as_ref().as_str())
        })
        .collect();
    for file in published(&inputs) {
        for hint in &file.hints {
            let known = match hint.kind {
                HintKind::Permission | HintKind::Role => &permissions,
                HintKind::Scope => &scopes,
                HintKind::Type => &types,
                HintKind::Call => &calls,
            };
            for name in names(&hint.instead) {
                assert!(known.contains(name), "{:?}: {name}", hint.name.as_ref());
            }
        }
        for name in file
            .sensitive
            .iter()
            .flat_map(|entry| names(&entry.permissions))
        {
            assert!(permissions.contains(name), "{name}");
        }
        for entry in &file.schemas {
            assert!(
                types.contains(entry.name.as_ref().as_str()),
                "{:?}",
                entry.name.as_ref()
            );
        }
        for entry in &file.user_contexts {
            assert!(
                calls.contains(entry.call.as_ref().as_str()),
                "{:?}",
                entry.call.as_ref()
            );
        }
    }
}

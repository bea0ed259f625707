//! The two publications behind the matrix agree: what the provider says that a type
//! needs is what the operations of the type require together.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{inputs, names};
use crate::compile::{same_shape, split_call};
use crate::format::Operation;

/// The explanations of `tests/unpublished-operations.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Explanations {
    operation: Vec<Explanation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Explanation {
    call: String,
    types: Vec<String>,
    reason: String,
}

#[test]
fn types_need_what_their_operations_require() {
    let inputs = inputs();
    let published = || inputs.iter().filter(|input| input.pack == "genesys-cloud");
    let operations: Vec<&Operation> = published()
        .flat_map(|input| &input.data.operations)
        .collect();
    let find = |call: &str| {
        let call = split_call(call).unwrap();
        operations.iter().find(|operation| {
            let known = split_call(operation.call.as_ref()).unwrap();
            known.method == call.method && same_shape(known.path, call.path)
        })
    };
    let mut unpublished: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut calls = BTreeSet::new();
    for entry in published().flat_map(|input| &input.data.provider_types) {
        let mut permissions = BTreeSet::new();
        let mut scopes = BTreeSet::new();
        for call in names(&entry.operations) {
            calls.insert(call);
            let Some(operation) = find(call) else {
                let types = unpublished.entry(call.to_owned()).or_default();
                types.push(entry.name.as_ref().clone());
                continue;
            };
            for list in [&operation.any, &operation.all].into_iter().flatten() {
                permissions.extend(names(list));
            }
            scopes.extend(names(operation.scopes.as_deref().unwrap_or_default()));
        }
        let name = entry.name.as_ref();
        assert!(
            permissions.into_iter().eq(names(&entry.permissions)),
            "{name}"
        );
        assert!(scopes.into_iter().eq(names(&entry.scopes)), "{name}");
    }
    assert_eq!(calls.len(), 765);
    let explanations = include_str!("../../tests/unpublished-operations.toml");
    let explanations: Explanations = toml::from_str(explanations).unwrap();
    let explained: BTreeMap<String, Vec<String>> = explanations
        .operation
        .into_iter()
        .inspect(|entry| assert!(!entry.reason.is_empty()))
        .map(|entry| (entry.call, entry.types))
        .collect();
    assert_eq!(unpublished, explained);
}

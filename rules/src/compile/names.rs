//! The names of permissions and scopes: each once, sorted, with where it is used.

use std::collections::{BTreeMap, BTreeSet};

use super::{Compiler, Input};
use crate::format::Name;
use crate::pool::{List, number};
use crate::tables::{PermissionRecord, ScopeRecord};

/// Every permission and scope that the inputs name, with its position when sorted.
pub(super) struct Names {
    permissions: BTreeMap<String, Entry>,
    scopes: BTreeMap<String, Entry>,
}

struct Entry {
    position: u32,
    /// Where a `names` section lists it: the input, by position.
    listed: Vec<usize>,
    general: bool,
}

impl Names {
    pub(super) fn gather(inputs: &[Input]) -> Self {
        let mut names = Self {
            permissions: BTreeMap::new(),
            scopes: BTreeMap::new(),
        };
        for (position, input) in inputs.iter().enumerate() {
            let listed = &input.data.names;
            note(
                &mut names.permissions,
                &listed.permissions,
                Some(position),
                false,
            );
            note(
                &mut names.permissions,
                &listed.general,
                Some(position),
                true,
            );
            note(&mut names.scopes, &listed.scopes, Some(position), false);
            for entry in &input.data.catalogue {
                for name in &entry.permissions {
                    if is_permission(name.as_ref()) {
                        let name = std::slice::from_ref(name);
                        note(&mut names.permissions, name, Some(position), false);
                    }
                }
            }
            for operation in &input.data.operations {
                let lists = [&operation.any, &operation.all].into_iter().flatten();
                for list in lists.chain([&operation.optional]) {
                    note(&mut names.permissions, list, None, false);
                }
                note(
                    &mut names.scopes,
                    operation.scopes.as_deref().unwrap_or_default(),
                    None,
                    false,
                );
            }
        }
        for table in [&mut names.permissions, &mut names.scopes] {
            for (position, entry) in table.values_mut().enumerate() {
                entry.position = number(position);
            }
        }
        names
    }

    /// Adds the names to the pool in their order, so that a search through them stays
    /// in one part of it.
    pub(super) fn number(&self, compiler: &mut Compiler) {
        for name in self.permissions.keys().chain(self.scopes.keys()) {
            compiler.pool.add(name);
        }
    }

    pub(super) fn permission_ids(&self, names: &[Name]) -> Vec<u32> {
        ids(&self.permissions, names)
    }

    pub(super) fn scope_ids(&self, names: &[Name]) -> Vec<u32> {
        ids(&self.scopes, names)
    }

    /// Writes both tables, after the operations have their final order.
    pub(super) fn write(&self, compiler: &mut Compiler) {
        let uses = Uses::of(compiler);
        for (name, entry) in &self.permissions {
            let position = entry.position;
            let mut origins = entry.origins(compiler);
            origins.extend(uses.permission_origins.get(&position).into_iter().flatten());
            let opens = uses.opens.get(&position).into_iter().flatten().copied();
            let completes = uses.completes.get(&position).into_iter().flatten().copied();
            let ids = &mut compiler.tables.ids;
            let record = PermissionRecord {
                name: compiler.pool.add(name),
                origins: List::push(ids, origins),
                opens: List::push(ids, opens),
                completes: List::push(ids, completes),
                general: entry.general,
            };
            compiler.tables.permissions.push(record);
        }
        for (name, entry) in &self.scopes {
            let mut origins = entry.origins(compiler);
            origins.extend(
                uses.scope_origins
                    .get(&entry.position)
                    .into_iter()
                    .flatten(),
            );
            let record = ScopeRecord {
                name: compiler.pool.add(name),
                origins: List::push(&mut compiler.tables.ids, origins),
            };
            compiler.tables.scopes.push(record);
        }
    }
}

impl Entry {
    fn origins(&self, compiler: &Compiler) -> BTreeSet<u32> {
        let origins = self.listed.iter();
        origins
            .filter_map(|position| compiler.input_origins.get(*position).copied())
            .collect()
    }
}

/// Where each name is used, by its position.
#[derive(Default)]
struct Uses {
    opens: BTreeMap<u32, Vec<u32>>,
    completes: BTreeMap<u32, Vec<u32>>,
    permission_origins: BTreeMap<u32, BTreeSet<u32>>,
    scope_origins: BTreeMap<u32, BTreeSet<u32>>,
}

impl Uses {
    fn of(compiler: &Compiler) -> Self {
        let mut uses = Self::default();
        let tables = &compiler.tables;
        for (position, operation) in tables.operations.iter().enumerate() {
            let position = number(position);
            for &permission in operation.permissions.of(&tables.ids) {
                uses.opens.entry(permission).or_default().push(position);
                let origins = uses.permission_origins.entry(permission).or_default();
                origins.insert(operation.origin);
            }
            for &permission in operation.optional.of(&tables.ids) {
                uses.completes.entry(permission).or_default().push(position);
                let origins = uses.permission_origins.entry(permission).or_default();
                origins.insert(operation.origin);
            }
            for &scope in operation.scopes.of(&tables.ids) {
                let origins = uses.scope_origins.entry(scope).or_default();
                origins.insert(operation.origin);
            }
        }
        uses
    }
}

/// Whether a name is one permission, `domain:entity:action`, without wildcards.
pub(super) fn is_permission(name: &str) -> bool {
    let mut parts = name.split(':');
    let whole = parts.clone().count() == 3 && !name.contains('*');
    whole && !parts.any(str::is_empty)
}

fn note(table: &mut BTreeMap<String, Entry>, names: &[Name], at: Option<usize>, general: bool) {
    for name in names {
        let entry = table.entry(name.as_ref().clone()).or_insert(Entry {
            position: 0,
            listed: Vec::new(),
            general: false,
        });
        entry.listed.extend(at);
        entry.general |= general;
    }
}

fn ids(table: &BTreeMap<String, Entry>, names: &[Name]) -> Vec<u32> {
    let entries = names.iter().filter_map(|name| table.get(name.as_ref()));
    entries.map(|entry| entry.position).collect()
}

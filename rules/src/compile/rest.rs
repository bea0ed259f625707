//! The sections that are neither operations nor names of permissions and scopes.

use std::collections::BTreeMap;

use super::names::is_permission;
use super::{Compiler, Input, split_call};
use crate::format::{Argument, Catalogue, Profile};
use crate::pool::{List, Text};
use crate::tables::{
    ArgumentRecord, CallRecord, CatalogueRecord, HintRecord, NameKind, NameRecord,
    NotImpliedRecord, PermissionSetRecord, ProfileRecord, ProviderTypeRecord, SchemaRecord,
    SensitiveRecord,
};

impl Compiler {
    pub(super) fn rest(&mut self, input: &Input) {
        let data = &input.data;
        let origin = self.origin(input, None, None);
        let names = &data.names;
        for (kind, list) in [
            (NameKind::Domain, &names.domains),
            (NameKind::Entity, &names.entities),
        ] {
            for name in list {
                let name = self.pool.add(name.as_ref());
                self.tables.names.push(NameRecord { kind, name, origin });
            }
        }
        for entry in &data.catalogue {
            self.catalogue(input, entry, origin);
        }
        for entry in &data.sensitive {
            let what = self.pool.add(&entry.what);
            for name in &entry.permissions {
                let name = self.pool.add(name.as_ref());
                let record = SensitiveRecord { name, what, origin };
                self.tables.sensitive.push(record);
            }
        }
        for entry in &data.permission_sets {
            let record = PermissionSetRecord {
                name: self.pool.add(entry.name.as_ref()),
                attribute: self.pool.add(&entry.attribute),
                instead: self.optional(entry.instead.as_ref()),
                note: self.optional(entry.note.as_ref()),
                origin,
            };
            self.tables.permission_sets.push(record);
        }
        for entry in &data.hints {
            let record = HintRecord {
                kind: entry.kind,
                name: self.pool.add(entry.name.as_ref()),
                instead: self.name_texts(&entry.instead),
                note: self.optional(entry.note.as_ref()),
                origin,
            };
            self.tables.hints.push(record);
        }
        for entry in &data.not_implied {
            let record = NotImpliedRecord {
                holder: self.pool.add(entry.holder.as_ref()),
                lacks: self.pool.add(entry.lacks.as_ref()),
                note: self.optional(entry.note.as_ref()),
                origin,
            };
            self.tables.not_implied.push(record);
        }
        for entry in &data.provider_types {
            let record = ProviderTypeRecord {
                kind: entry.kind,
                name: self.pool.add(entry.name.as_ref()),
                permissions: self.name_texts(&entry.permissions),
                scopes: self.name_texts(&entry.scopes),
                operations: self.name_texts(&entry.operations),
                note: self.optional(entry.note.as_ref()),
                origin,
            };
            self.tables.provider_types.push(record);
        }
        for entry in &data.schemas {
            let record = SchemaRecord {
                kind: entry.kind,
                name: self.pool.add(entry.name.as_ref()),
                arguments: self.arguments(&entry.arguments),
                origin,
            };
            self.tables.schemas.push(record);
        }
        for entry in &data.profiles {
            self.profile(input, entry);
        }
    }

    fn catalogue(&mut self, input: &Input, entry: &Catalogue, origin: u32) {
        for name in &entry.permissions {
            let text: &str = name.as_ref();
            if !is_permission(text) {
                let message = format!("`{text}` is not of the form `domain:entity:action`");
                self.problem(input, name, message);
                continue;
            }
            let record = CatalogueRecord {
                name: self.pool.add(text),
                division_aware: entry.division_aware,
                allows_conditions: entry.allows_conditions,
                origin,
            };
            self.tables.catalogue.push(record);
        }
    }

    /// Writes nested arguments before those that hold them, so that each list is a
    /// run. The TOML parser bounds the depth.
    fn arguments(&mut self, arguments: &BTreeMap<String, Argument>) -> List {
        let mut records = Vec::with_capacity(arguments.len());
        for (name, argument) in arguments {
            let pair = |[low, high]: [i64; 2]| (low, high);
            records.push(ArgumentRecord {
                name: self.pool.add(name),
                kind: argument.kind,
                required: argument.required,
                computed: argument.computed,
                read_only: argument.read_only,
                sensitive: argument.sensitive,
                deprecated: self.optional(argument.deprecated.as_ref()),
                one_of: self.texts(&argument.one_of),
                range: argument.range.map(pair),
                length: argument.length.map(pair),
                min_items: argument.min_items.unwrap_or_default(),
                max_items: argument.max_items.unwrap_or_default(),
                arguments: self.arguments(&argument.arguments),
            });
        }
        List::push(&mut self.tables.arguments, records)
    }

    fn profile(&mut self, input: &Input, profile: &Profile) {
        let mut calls = Vec::with_capacity(profile.calls.len());
        for entry in &profile.calls {
            if let Err(message) = split_call(entry.call.as_ref()) {
                self.problem(input, &entry.call, message);
                continue;
            }
            let no_list = entry.permissions.as_ref().map(|list| *list.as_ref());
            let (any, all) = (entry.any.as_deref(), entry.all.as_deref());
            let Some((mode, permissions)) = self.permissions(input, &entry.call, any, all, no_list)
            else {
                continue;
            };
            calls.push(CallRecord {
                call: self.pool.add(entry.call.as_ref()),
                section: self.optional(entry.section.as_ref()),
                mode,
                permissions: self.name_texts(permissions),
                note: self.optional(entry.note.as_ref()),
            });
        }
        let record = ProfileRecord {
            name: self.pool.add(profile.name.as_ref()),
            title: self.pool.add(&profile.title),
            notes: self.texts(&profile.notes),
            calls: List::push(&mut self.tables.calls, calls),
            origin: self.origin(input, None, profile.source.as_deref()),
        };
        self.tables.profiles.push(record);
    }

    /// Sorts what is looked up by name.
    pub(super) fn sort_rest(&mut self) {
        let pool = &self.pool;
        let name = |text: Text| pool.get(text);
        let tables = &mut self.tables;
        tables
            .names
            .sort_by(|a, b| (a.kind, name(a.name)).cmp(&(b.kind, name(b.name))));
        tables
            .catalogue
            .sort_by(|a, b| name(a.name).cmp(name(b.name)));
        tables
            .sensitive
            .sort_by(|a, b| name(a.name).cmp(name(b.name)));
        tables
            .hints
            .sort_by(|a, b| (a.kind, name(a.name)).cmp(&(b.kind, name(b.name))));
        tables
            .provider_types
            .sort_by(|a, b| (a.kind, name(a.name)).cmp(&(b.kind, name(b.name))));
        tables
            .schemas
            .sort_by(|a, b| (a.kind, name(a.name)).cmp(&(b.kind, name(b.name))));
        tables
            .profiles
            .sort_by(|a, b| name(a.name).cmp(name(b.name)));
    }
}

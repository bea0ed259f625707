//! Types of the Terraform provider: which exist, what each needs, their arguments.

use grantlint_data::pool::{List, Text};
use grantlint_data::tables::{ArgumentRecord, PermissionSetRecord, ProviderTypeRecord};

use super::names::{LONGEST, allowed_edits, edits_within, words};
use super::{ArgumentType, HintKind, Layer, Matrix, TypeKind};

/// How many types are suggested at most.
const MOST: usize = 3;

/// A type of the provider.
#[derive(Clone, Copy, Debug)]
pub struct ProviderType<'m> {
    layer: &'m Layer,
    record: &'m ProviderTypeRecord,
}

/// A type that is read as a flat list of permissions.
#[derive(Clone, Copy, Debug)]
pub struct PermissionSet<'m> {
    /// The type.
    pub name: &'m str,
    /// The argument that lists the permissions.
    pub attribute: &'m str,
    /// The type that the provider has instead, where it has not this one.
    pub instead: Option<&'m str>,
    /// What else a reader should know.
    pub note: Option<&'m str>,
}

/// The arguments of a type, or of a nested block, sorted by name.
#[derive(Clone, Copy, Debug)]
pub struct Schema<'m> {
    layer: &'m Layer,
    arguments: &'m [ArgumentRecord],
}

/// An argument, an attribute that can be read only, or a nested block.
#[derive(Clone, Copy, Debug)]
pub struct Argument<'m> {
    layer: &'m Layer,
    record: &'m ArgumentRecord,
}

impl Matrix {
    /// A type of the provider, or nothing if it has none of this name.
    pub fn provider_type(&self, kind: TypeKind, name: &str) -> Option<ProviderType<'_>> {
        self.provider_types()
            .find(|entry| entry.kind() == kind && entry.name() == name)
    }

    /// Every type of the provider, by kind and name; a user's own come first.
    pub fn provider_types(&self) -> impl Iterator<Item = ProviderType<'_>> {
        self.layers.iter().rev().flat_map(|layer| {
            let records = layer.tables().provider_types.iter();
            let on = records.filter(|record| layer.is_on(record.origin));
            on.map(|record| ProviderType { layer, record })
        })
    }

    /// The types that may be meant by a name that the provider has not: what the packs
    /// advise, else those that are a slip away, else those with the most words of it.
    pub fn nearest_types(&self, kind: TypeKind, name: &str) -> Vec<&str> {
        if let Some(hint) = self.hint(HintKind::Type, name) {
            return hint.instead;
        }
        if name.len() > LONGEST {
            return Vec::new();
        }
        let wanted = words(name);
        let mut scored: Vec<(usize, &str)> = Vec::new();
        for known in self.provider_types().filter(|known| known.kind() == kind) {
            let known = known.name();
            let length = known.len().min(name.len());
            if edits_within(known, name, allowed_edits(length)) {
                scored.push((0, known));
                continue;
            }
            let names = words(known);
            let missing = wanted.iter().filter(|word| !names.contains(word)).count();
            let extra = names.iter().filter(|word| !wanted.contains(word)).count();
            // The first word is the provider's name, which all have.
            if missing <= 1 && extra <= 1 && wanted.len() - missing > 1 {
                scored.push((1 + missing + extra, known));
            }
        }
        scored.sort_unstable();
        let best = scored.first().map_or(0, |(score, _)| *score);
        scored.retain(|(score, _)| *score <= best);
        scored
            .into_iter()
            .map(|(_, name)| name)
            .take(MOST)
            .collect()
    }

    /// How a type lists permissions, if a pack declares that it does.
    pub fn permission_set(&self, name: &str) -> Option<PermissionSet<'_>> {
        self.permission_sets().find(|set| set.name == name)
    }

    /// Every type that is read as a flat list of permissions.
    pub fn permission_sets(&self) -> impl Iterator<Item = PermissionSet<'_>> {
        self.layers.iter().rev().flat_map(|layer| {
            let records = layer.tables().permission_sets.iter();
            let on = records.filter(|record: &&PermissionSetRecord| layer.is_on(record.origin));
            on.map(|record| PermissionSet {
                name: layer.text(record.name),
                attribute: layer.text(record.attribute),
                instead: layer.some_text(record.instead),
                note: layer.some_text(record.note),
            })
        })
    }

    /// The arguments of a type, if they are known. Terraform's own are not among them.
    pub fn schema(&self, kind: TypeKind, name: &str) -> Option<Schema<'_>> {
        self.layers.iter().rev().find_map(|layer| {
            let tables = layer.tables();
            let mut records = tables.schemas.iter();
            let record = records.find(|record| {
                record.kind == kind && layer.is_on(record.origin) && layer.text(record.name) == name
            })?;
            Some(Schema {
                layer,
                arguments: record.arguments.of(tables.arguments),
            })
        })
    }
}

impl<'m> ProviderType<'m> {
    /// Resource or data source.
    pub fn kind(&self) -> TypeKind {
        self.record.kind
    }

    /// The type.
    pub fn name(&self) -> &'m str {
        self.layer.text(self.record.name)
    }

    /// The permissions that its operations need together, as the provider lists them.
    pub fn permissions(&self) -> impl Iterator<Item = &'m str> {
        self.texts(self.record.permissions)
    }

    /// The scopes that its operations accept together, as the provider lists them.
    pub fn scopes(&self) -> impl Iterator<Item = &'m str> {
        self.texts(self.record.scopes)
    }

    /// The operations that the provider calls for it, `METHOD /path` each. Not all of
    /// them are published.
    pub fn operations(&self) -> impl Iterator<Item = &'m str> {
        self.texts(self.record.operations)
    }

    /// What else a reader should know.
    pub fn note(&self) -> Option<&'m str> {
        self.layer.some_text(self.record.note)
    }

    fn texts(&self, list: List) -> impl Iterator<Item = &'m str> {
        texts(self.layer, list)
    }
}

impl<'m> Schema<'m> {
    /// The arguments, sorted by name.
    pub fn arguments(&self) -> impl Iterator<Item = Argument<'m>> {
        let layer = self.layer;
        let records = self.arguments.iter();
        records.map(move |record| Argument { layer, record })
    }

    /// The argument of this name.
    pub fn argument(&self, name: &str) -> Option<Argument<'m>> {
        self.arguments().find(|argument| argument.name() == name)
    }
}

impl<'m> Argument<'m> {
    /// Its name.
    pub fn name(&self) -> &'m str {
        self.layer.text(self.record.name)
    }

    /// The type of its value, or that it is a nested block.
    pub fn kind(&self) -> ArgumentType {
        self.record.kind
    }

    /// That it must be given.
    pub fn required(&self) -> bool {
        self.record.required
    }

    /// That the provider fills it where it is not given.
    pub fn computed(&self) -> bool {
        self.record.computed
    }

    /// That it can be read and cannot be given.
    pub fn read_only(&self) -> bool {
        self.record.read_only
    }

    /// That its value is secret.
    pub fn sensitive(&self) -> bool {
        self.record.sensitive
    }

    /// Why it should not be used any more.
    pub fn deprecated(&self) -> Option<&'m str> {
        self.layer.some_text(self.record.deprecated)
    }

    /// The values that it may have; none where every value may be.
    pub fn one_of(&self) -> Vec<&'m str> {
        texts(self.layer, self.record.one_of).collect()
    }

    /// The smallest and the largest number that it may be, both included.
    pub fn range(&self) -> Option<(i64, i64)> {
        self.record.range
    }

    /// The shortest and the longest text that it may be, in bytes, both included.
    pub fn length(&self) -> Option<(i64, i64)> {
        self.record.length
    }

    /// The smallest number of elements or blocks, if there is a limit.
    pub fn min_items(&self) -> Option<u32> {
        Some(self.record.min_items).filter(|limit| *limit > 0)
    }

    /// The largest number of elements or blocks, if there is a limit.
    pub fn max_items(&self) -> Option<u32> {
        Some(self.record.max_items).filter(|limit| *limit > 0)
    }

    /// The arguments of a nested block.
    pub fn block(&self) -> Option<Schema<'m>> {
        match self.record.kind {
            ArgumentType::BlockList | ArgumentType::BlockSet => Some(Schema {
                layer: self.layer,
                arguments: self.record.arguments.of(self.layer.tables().arguments),
            }),
            ArgumentType::String
            | ArgumentType::Int
            | ArgumentType::Bool
            | ArgumentType::StringList
            | ArgumentType::StringSet
            | ArgumentType::StringMap => None,
        }
    }
}

fn texts(layer: &Layer, list: List) -> impl Iterator<Item = &str> {
    let texts = list.of(layer.tables().texts).iter();
    texts.map(|text: &Text| layer.text(*text))
}

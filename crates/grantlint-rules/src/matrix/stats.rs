//! How much the matrix holds, and from where.

use std::collections::BTreeSet;

use super::{Basis, Matrix, Mode, TypeKind};

/// How much the matrix holds: each thing once, however many sources tell of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats<'m> {
    /// Operations of which one permission is needed.
    pub any: usize,
    /// Operations of which every permission is needed.
    pub all: usize,
    /// Operations for which a valid token is enough.
    pub free: usize,
    /// Operations of which it is not told what they need.
    pub undocumented: usize,
    /// Permissions of three parts.
    pub permissions: usize,
    /// General permissions.
    pub general: usize,
    /// Permissions in the organisation's catalogue.
    pub catalogue: usize,
    /// OAuth scopes.
    pub scopes: usize,
    /// Resource types of the provider.
    pub resources: usize,
    /// Data sources of the provider.
    pub data_sources: usize,
    /// Profiles.
    pub profiles: usize,
    /// The sources, in the order of the packs.
    pub sources: Vec<Source<'m>>,
}

/// One source of what the matrix holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source<'m> {
    /// The pack that holds it.
    pub pack: &'m str,
    /// How sure it is.
    pub basis: Basis,
    /// The source, in words.
    pub source: &'m str,
    /// How many operations it tells of.
    pub operations: usize,
    /// How many permissions it tells of, in operations and lists.
    pub permissions: usize,
}

impl Matrix {
    /// Counts what the matrix holds. An operation of which two sources tell different
    /// things counts by the first one.
    pub fn stats(&self) -> Stats<'_> {
        let mut stats = Stats::default();
        let mut calls = BTreeSet::new();
        for entry in self.entries() {
            if !calls.insert((entry.method(), entry.path())) {
                continue;
            }
            *match entry.requirement().mode {
                Mode::Any => &mut stats.any,
                Mode::All => &mut stats.all,
                Mode::Free => &mut stats.free,
                Mode::Undocumented => &mut stats.undocumented,
            } += 1;
        }
        let known: BTreeSet<(bool, &str)> = self
            .all_permissions()
            .map(|known| (known.general, known.name))
            .collect();
        stats.general = known.iter().filter(|(general, _)| *general).count();
        stats.permissions = known.len() - stats.general;
        stats.scopes = self.all_scopes().collect::<BTreeSet<_>>().len();
        let types: BTreeSet<(TypeKind, &str)> = self
            .provider_types()
            .map(|known| (known.kind(), known.name()))
            .collect();
        let resources = types.iter().filter(|(kind, _)| *kind == TypeKind::Resource);
        stats.resources = resources.count();
        stats.data_sources = types.len() - stats.resources;
        stats.profiles = self.profile_names().len();
        for layer in &self.layers {
            let tables = layer.tables();
            stats.catalogue += tables.catalogue.len();
            for (position, origin) in (0..).zip(tables.origins) {
                if !layer.is_on(position) {
                    continue;
                }
                let operations = tables.operations.iter();
                let permissions = tables.permissions.iter();
                stats.sources.push(Source {
                    pack: layer.text(origin.pack),
                    basis: origin.basis,
                    source: layer.text(origin.source),
                    operations: operations.filter(|it| it.origin == position).count(),
                    permissions: permissions
                        .filter(|it| it.origins.of(tables.ids).contains(&position))
                        .count(),
                });
            }
        }
        stats
    }
}

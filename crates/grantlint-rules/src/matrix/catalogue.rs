//! The organisation's own catalogue, where a file of the team's own has it: which
//! permissions there are in the organisation, and what is known of each.

use std::collections::BTreeSet;
use std::sync::Arc;

use grantlint_data::tables::CatalogueRecord;

use super::{Basis, Layer, Matrix};

/// What the organisation's catalogue says of a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Catalogued<'m> {
    /// Whether a grant of it counts only in its divisions, if the catalogue tells.
    pub division_aware: Option<bool>,
    /// Whether a policy may bind it to conditions, if the catalogue tells.
    pub allows_conditions: Option<bool>,
    /// Where the catalogue comes from, in words.
    pub source: &'m str,
}

impl Matrix {
    /// Where the organisation's catalogue comes from, in words; nothing where there is
    /// none.
    pub fn catalogue(&self) -> Option<&str> {
        self.layers.iter().find_map(|layer| {
            let first = layer.tables().catalogue.first()?;
            Some(layer.source(first))
        })
    }

    /// What the catalogue says of a permission of that exact name.
    pub fn catalogued(&self, name: &str) -> Option<Catalogued<'_>> {
        self.layers.iter().find_map(|layer| {
            let record = layer.catalogue_record(name)?;
            Some(Catalogued {
                division_aware: record.division_aware,
                allows_conditions: record.allows_conditions,
                source: layer.source(record),
            })
        })
    }

    /// Whether there is a catalogue and it has no permission of that exact name. What
    /// the organisation's own files name beside the catalogue is there all the same.
    pub fn lacks(&self, name: &str) -> bool {
        self.catalogue().is_some() && !self.layers.iter().any(|layer| layer.own(name))
    }

    /// The permissions that count in every division wherever they are granted, as the
    /// catalogue says.
    pub fn undivided(&self) -> Arc<BTreeSet<String>> {
        Arc::clone(&self.undivided)
    }
}

pub(super) fn undivided(layers: &[Layer]) -> BTreeSet<String> {
    let names = layers.iter().flat_map(|layer| {
        let records = layer.tables().catalogue.iter();
        let records = records.filter(|record| record.division_aware == Some(false));
        records.map(|record| layer.text(record.name).to_owned())
    });
    names.collect()
}

impl Layer {
    fn catalogue_record(&self, name: &str) -> Option<&CatalogueRecord> {
        let records = self.tables().catalogue;
        let found = records.binary_search_by(|record| self.text(record.name).cmp(name));
        records.get(found.ok()?)
    }

    fn source(&self, record: &CatalogueRecord) -> &str {
        let origin = self.origin(record.origin);
        origin.map_or("", |origin| self.text(origin.source))
    }

    /// Whether the organisation's own files name the permission.
    fn own(&self, name: &str) -> bool {
        let named = || {
            let record = self.permission_record(name)?;
            let origins = record.origins.of(self.tables().ids).iter();
            let mut origins = origins.filter_map(|origin| self.origin(*origin));
            origins.find(|origin| origin.basis == Basis::Org)
        };
        self.catalogue_record(name).is_some() || named().is_some()
    }
}

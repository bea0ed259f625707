//! Names of OAuth scopes: which exist, and what is meant by those that do not.

use super::names::{LONGEST, edits_within, words};
use super::{Basis, HintKind, Layer, Matrix};
use grantlint_data::tables::ScopeRecord;

/// How many scopes are suggested at most.
const MOST: usize = 3;

/// What is known of a name that stands where a scope should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope<'m> {
    /// It is a scope; how sure that is.
    Known(Basis),
    /// It is none; what may be meant, the likeliest first. May be empty.
    Unknown(Vec<&'m str>),
}

impl Matrix {
    /// What is known of a name that stands where a scope should.
    pub fn scope(&self, name: &str) -> Scope<'_> {
        let known = self.layers.iter().filter_map(|layer| {
            let record = layer.scope_record(name)?;
            layer.basis(record.origins.of(layer.tables().ids))
        });
        if let Some(basis) = known.min() {
            return Scope::Known(basis);
        }
        if let Some(hint) = self.hint(HintKind::Scope, name) {
            return Scope::Unknown(hint.instead);
        }
        if name.len() > LONGEST {
            return Scope::Unknown(Vec::new());
        }
        let mut scored: Vec<(usize, &str)> = Vec::new();
        for known in self.all_scopes() {
            if let Some(score) = score(known, name) {
                scored.push((score, known));
            }
        }
        scored.sort_unstable();
        scored.dedup();
        let best = scored.first().map_or(0, |(score, _)| *score);
        scored.retain(|(score, _)| *score <= best + 1);
        let names = scored.into_iter().map(|(_, name)| name);
        Scope::Unknown(names.take(MOST).collect())
    }

    /// Every scope that is known, sorted within each set of packs.
    pub fn all_scopes(&self) -> impl Iterator<Item = &str> {
        self.layers.iter().flat_map(|layer| {
            let tables = layer.tables();
            let on =
                move |scope: &&ScopeRecord| layer.basis(scope.origins.of(tables.ids)).is_some();
            let records = tables.scopes.iter().filter(on);
            records.map(|record| layer.text(record.name))
        })
    }
}

impl Layer {
    fn scope_record(&self, name: &str) -> Option<&ScopeRecord> {
        let records = self.tables().scopes;
        let found = records.binary_search_by(|record| self.text(record.name).cmp(name));
        records.get(found.ok()?)
    }
}

/// How far a known scope is from what was written, smaller being nearer, if it may be
/// meant at all: a letter or two, or the same words about the same right.
fn score(known: &str, written: &str) -> Option<usize> {
    if edits_within(known, written, 2) {
        return Some(0);
    }
    let (name, readonly) = match known.strip_suffix(":readonly") {
        Some(name) => (name, true),
        None => (known, false),
    };
    let mut wanted = words(written);
    let reads = ["read", "view", "readonly", "list", "get", "only"];
    let writes = [
        "write", "edit", "manage", "admin", "add", "delete", "create", "update",
    ];
    let verb = |verbs: &[&str], word: &String| verbs.contains(&word.as_str());
    let wants_read = wanted.iter().any(|word| verb(&reads, word));
    wanted.retain(|word| !verb(&reads, word) && !verb(&writes, word));
    let names = words(name);
    if wanted.is_empty() || !names.iter().all(|word| wanted.contains(word)) {
        return None;
    }
    let extra = wanted.iter().filter(|word| !names.contains(word)).count();
    Some(1 + extra * 4 + usize::from(readonly != wants_read) * 2)
}

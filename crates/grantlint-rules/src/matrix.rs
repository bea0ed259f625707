//! The matrix: which operations there are, what each requires, and which names exist.
//!
//! A matrix stands on the packs that are switched on and on a user's own files. It
//! answers with every entry that fits, each with its basis and source, and leaves it
//! to the caller what follows from two that disagree. It decides no verdict.

mod catalogue;
mod find;
mod names;
mod nearest;
mod path;
mod permissions;
mod profiles;
mod requirement;
mod scopes;
mod stats;
mod types;

pub use catalogue::Catalogued;
pub use find::{Found, Match, Undecided};
pub use grantlint_data::compile::{Input, Problem};
pub use grantlint_data::tables::{ArgumentType, Auth, Basis, HintKind, Mode, Seen, TypeKind};
pub use names::Hint;
pub use nearest::{Reason, Unknown};
pub use path::PathPiece;
pub(crate) use path::is_platform;
pub use permissions::{Permission, Standing, covers};
pub use profiles::{Profile, ProfileCall};
pub use requirement::{Coverage, Entry, Requirement, Scopes};
pub use scopes::Scope;
pub use stats::{Source as StatsSource, Stats};
pub use types::{Argument, PermissionSet, ProviderType, Schema};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use grantlint_data::compile::compile;
use grantlint_data::pool::Text;
use grantlint_data::tables::{OriginRecord, OwnedTables};
use grantlint_data::{Tables, built_in};

/// The pack of published facts, which is on unless the configuration says otherwise.
pub const GENESYS_CLOUD: &str = "genesys-cloud";
/// The pack of what forums and guides report.
pub const FIELD_REPORTS: &str = "field-reports";
/// The profiles that are built in: they can always be named, and what they ask for
/// beyond the platform's demand counts with [`FIELD_REPORTS`].
const PROFILES: &str = "profiles";

/// The packs that are switched on, and a user's files.
#[derive(Debug)]
pub struct Matrix {
    layers: Vec<Layer>,
    reports: bool,
    undivided: Arc<BTreeSet<String>>,
}

/// What one source says, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated<'m> {
    /// The words.
    pub text: &'m str,
    /// How sure the source is.
    pub basis: Basis,
    /// The source, in words.
    pub source: &'m str,
}

/// One set of tables, and which of its origins are switched on.
#[derive(Debug)]
struct Layer {
    source: Source,
    enabled: Vec<bool>,
}

#[derive(Debug)]
enum Source {
    BuiltIn,
    User(Box<OwnedTables>),
}

impl Matrix {
    /// A matrix of built-in packs, by name, and of a user's files, which are always on.
    /// Names of packs that are not built in are passed over ([`Self::has_pack`] tells).
    ///
    /// Gives the matrix with what is wrong in the user's files; entries with problems
    /// are left out.
    pub fn new<S: AsRef<str>>(packs: &[S], user: &[Input]) -> (Self, Vec<Problem>) {
        let on = |pack: &str| packs.iter().any(|name| name.as_ref() == pack);
        let tables = built_in();
        let origins = tables.origins.iter();
        let enabled = origins.map(|origin| on(origin.pack.of(tables.text)));
        let mut layers = vec![Layer {
            source: Source::BuiltIn,
            enabled: enabled.collect(),
        }];
        let mut problems = Vec::new();
        if !user.is_empty() {
            let (tables, found) = compile(user);
            problems = found;
            layers.push(Layer {
                enabled: vec![true; tables.origins.len()],
                source: Source::User(Box::new(tables)),
            });
        }
        let reports = on(FIELD_REPORTS);
        let undivided = Arc::new(catalogue::undivided(&layers));
        let matrix = Self {
            layers,
            reports,
            undivided,
        };
        (matrix, problems)
    }

    /// Whether a pack of this name is built in.
    pub fn has_pack(name: &str) -> bool {
        Self::pack_names().contains(&name)
    }

    /// The packs that can be switched on, sorted.
    pub fn pack_names() -> Vec<&'static str> {
        let tables = built_in();
        let packs = tables.origins.iter();
        let mut names: Vec<&str> = packs
            .map(|origin| origin.pack.of(tables.text))
            .filter(|name| *name != PROFILES)
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Every entry for every operation, by pack, path and method.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.layers.iter().flat_map(move |layer| {
            let records = layer.tables().operations.iter();
            let enabled = records.filter(|record| layer.is_on(record.origin));
            enabled.map(move |record| Entry::new(self, layer, record))
        })
    }

    /// Every operation once, by path and method.
    pub fn operations(&self) -> Vec<Found<'_>> {
        let mut known: BTreeMap<(&str, &str), Found<'_>> = BTreeMap::new();
        for entry in self.entries() {
            if let Match::Found(found) = self.find(entry.method(), entry.path())
                && let Some(first) = found.entries.first()
            {
                let (path, method) = (first.path(), first.method());
                known.entry((path, method)).or_insert(found);
            }
        }
        known.into_values().collect()
    }

    /// Why client credentials cannot call an operation, if a pack says so.
    pub fn user_context(&self, method: &str, path: &str) -> Option<Stated<'_>> {
        self.layers.iter().find_map(|layer| {
            let tables = layer.tables();
            let entry = tables.user_contexts.iter().find(|entry| {
                layer.is_on(entry.origin)
                    && entry.method.of(tables.text) == method
                    && grantlint_data::compile::same_shape(entry.path.of(tables.text), path)
            })?;
            Some(layer.stated(entry.why, entry.origin))
        })
    }
}

impl Layer {
    fn tables(&self) -> Tables<'_> {
        match &self.source {
            Source::BuiltIn => *built_in(),
            Source::User(tables) => tables.borrow(),
        }
    }

    fn text(&self, text: Text) -> &str {
        text.of(self.tables().text)
    }

    /// The string, unless it is empty.
    fn some_text(&self, text: Text) -> Option<&str> {
        Some(self.text(text)).filter(|text| !text.is_empty())
    }

    fn is_on(&self, origin: u32) -> bool {
        self.enabled.get(origin as usize).is_some_and(|on| *on)
    }

    fn origin(&self, position: u32) -> Option<&OriginRecord> {
        self.tables().origins.get(position as usize)
    }

    fn stated(&self, text: Text, origin: u32) -> Stated<'_> {
        let origin = self.origin(origin);
        Stated {
            text: self.text(text),
            basis: origin.map_or(Basis::Org, |origin| origin.basis),
            source: origin.map_or("", |origin| self.text(origin.source)),
        }
    }

    /// The surest basis among the origins that are switched on.
    fn basis(&self, origins: &[u32]) -> Option<Basis> {
        let on = origins.iter().filter(|origin| self.is_on(**origin));
        on.filter_map(|origin| self.origin(*origin))
            .map(|origin| origin.basis)
            .min()
    }
}

//! The facts that are known of a name.

use std::collections::BTreeSet;

use crate::matrix::{Basis, Requirement};

/// What is known of something.
#[derive(Clone, Debug)]
pub enum Known<'m> {
    /// An operation.
    Operation(Operation<'m>),
    /// One permission.
    Permission(Permission<'m>),
    /// All permissions that a pattern with `*` covers.
    Wildcard(Wildcard<'m>),
    /// An OAuth scope.
    Scope(Scope<'m>),
}

/// What is known of an operation.
#[derive(Clone, Debug)]
pub struct Operation<'m> {
    /// `METHOD /path` as the matrix writes it.
    pub endpoint: String,
    /// Whether the path was asked for in other letter case.
    pub other_case: bool,
    /// Its API group.
    pub group: Option<&'m str>,
    /// What each source requires, the surest first.
    pub required: Vec<Requirement<'m>>,
    /// What entries required whose place others take.
    pub replaced: Vec<Requirement<'m>>,
    /// What packs that are switched off would require besides.
    pub off: Vec<Requirement<'m>>,
    /// The profiles that list it.
    pub profiles: Vec<Listing<'m>>,
    /// The provider's types that call it: `genesyscloud_user`, `data.genesyscloud_user`.
    pub types: BTreeSet<String>,
}

/// That a profile lists an operation.
#[derive(Clone, Debug)]
pub struct Listing<'m> {
    /// The profile's name.
    pub profile: &'m str,
    /// What its source asks for beyond the operation's own demand, where that counts.
    pub demand: Option<Requirement<'m>>,
    /// The source, in words.
    pub source: &'m str,
}

/// What is known of a permission.
#[derive(Clone, Debug)]
pub struct Permission<'m> {
    /// `domain:entity:action`, or a bare word.
    pub name: String,
    /// As the admin UI shows names, if it has that form.
    pub label: Option<String>,
    /// How sure it is that there is such a permission.
    pub basis: Option<Basis>,
    /// Whether it is a bare word, for a role's `permissions`.
    pub general: bool,
    /// Why a pack marks it sensitive, in words that follow "it".
    pub sensitive: Option<&'m str>,
    /// The operations that it opens, by path, each with the permissions that are needed
    /// besides.
    pub opens: Vec<(String, Vec<&'m str>)>,
    /// The operations that leave something out without it, or refuse a part.
    pub completes: Vec<String>,
    /// The provider's types that need it.
    pub types: BTreeSet<String>,
    /// What is reported of names that one does not include the other.
    pub not_implied: Vec<NotImplied<'m>>,
}

/// What is known of the permissions that a pattern covers.
#[derive(Clone, Debug)]
pub struct Wildcard<'m> {
    /// The pattern as a policy would write it.
    pub pattern: String,
    /// The permissions that are known and that it covers.
    pub covers: Vec<&'m str>,
    /// Those of them that a pack marks sensitive.
    pub sensitive: Vec<&'m str>,
    /// The operations that they open, by path.
    pub opens: Vec<String>,
    /// What is reported of names that one does not include the other.
    pub not_implied: Vec<NotImplied<'m>>,
}

/// That one name does not include another, though it seems so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotImplied<'m> {
    /// The name that seems to include the other.
    pub holder: &'m str,
    /// The other.
    pub lacks: &'m str,
    /// What is said of them.
    pub note: Option<&'m str>,
}

/// What is known of a scope.
#[derive(Clone, Debug)]
pub struct Scope<'m> {
    /// Its name.
    pub name: String,
    /// How sure it is that there is such a scope.
    pub basis: Basis,
    /// The operations that accept it, by path, each with the other scopes that would do
    /// instead.
    pub opens: Vec<(String, Vec<&'m str>)>,
}

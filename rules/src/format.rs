//! The TOML format of every data file: packs, matrix overlays, profiles.
//!
//! The files that are built in and those that users write have the same format and
//! are read by the same code. A file may hold any of the sections below; unknown
//! keys are errors. What a diagnostic may point at carries its span, in bytes.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// A text with its place in the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct Name(Spanned<String>);

impl std::ops::Deref for Name {
    type Target = Spanned<String>;

    fn deref(&self) -> &Spanned<String> {
        &self.0
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Name {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Name".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string" })
    }
}

/// One data file.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DataFile {
    /// How sure the entries are, where they do not say themselves. Files that are
    /// built in must say it; the default for a user's file is `org`.
    pub basis: Option<Basis>,
    /// Where the entries come from, where they do not say themselves.
    pub source: Option<String>,
    /// The API group of the operations.
    pub group: Option<String>,
    /// Names that exist, beside those that the operations name.
    #[serde(default)]
    pub names: Names,
    /// The organisation's own catalogue of permissions: with any entry here, what no
    /// entry lists is not there in the organisation.
    #[serde(default)]
    pub catalogue: Vec<Catalogue>,
    /// Operations with what they require.
    #[serde(default, rename = "operation")]
    pub operations: Vec<Operation>,
    /// Operations that client credentials cannot call.
    #[serde(default, rename = "user-context")]
    pub user_contexts: Vec<UserContext>,
    /// Permissions that deserve care.
    #[serde(default, rename = "sensitive")]
    pub sensitive: Vec<Sensitive>,
    /// Terraform types that are read as a flat list of permissions.
    #[serde(default, rename = "permission-set")]
    pub permission_sets: Vec<PermissionSet>,
    /// What to write instead of a name that people use.
    #[serde(default, rename = "hint")]
    pub hints: Vec<Hint>,
    /// Names of which one seems to include the other and does not.
    #[serde(default, rename = "not-implied")]
    pub not_implied: Vec<NotImplied>,
    /// Types of the Terraform provider.
    #[serde(default, rename = "provider-type")]
    pub provider_types: Vec<ProviderType>,
    /// The arguments of types of the Terraform provider.
    #[serde(default, rename = "schema")]
    pub schemas: Vec<Schema>,
    /// Named lists of calls.
    #[serde(default, rename = "profile")]
    pub profiles: Vec<Profile>,
}

/// How sure an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// In the platform's or the provider's own publications.
    Published,
    /// Said by somebody: a forum, a vendor's guide.
    Reported,
    /// Said by the organisation that is checked, about itself.
    Org,
}

/// Names that exist, by kind. A permission is `domain:entity:action`; `general` are
/// the permissions without that form; an entity is `domain:entity`.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Names {
    /// Permissions.
    #[serde(default)]
    pub permissions: Vec<Name>,
    /// Permissions that are one bare word and stand in a role's `permissions`.
    #[serde(default)]
    pub general: Vec<Name>,
    /// Permission domains.
    #[serde(default)]
    pub domains: Vec<Name>,
    /// Permission entities, with their domain.
    #[serde(default)]
    pub entities: Vec<Name>,
    /// OAuth scopes.
    #[serde(default)]
    pub scopes: Vec<Name>,
}

/// Permissions that the organisation has, all with the same properties.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Catalogue {
    /// Whether a grant of them counts only in its divisions; absent where it is not
    /// told.
    pub division_aware: Option<bool>,
    /// Whether a policy may bind them to conditions; absent where it is not told.
    pub allows_conditions: Option<bool>,
    /// The permissions.
    pub permissions: Vec<Name>,
}

/// What an operation requires, by one source. Exactly one of `any`, `all` and
/// `permissions` is given.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Operation {
    /// `METHOD /path/{parameter}`.
    pub call: Name,
    /// Permissions of which one suffices.
    pub any: Option<Vec<Name>>,
    /// Permissions that are all needed.
    pub all: Option<Vec<Name>>,
    /// That no permission is needed, or that it is not told which.
    #[cfg_attr(feature = "schema", schemars(with = "Option<NoList>"))]
    pub permissions: Option<Spanned<NoList>>,
    /// Permissions whose absence leaves something out of the answer, or forbids a
    /// part of the request.
    #[serde(default)]
    pub optional: Vec<Name>,
    /// Scopes of which one suffices. An empty list: none is needed. Absent: not told.
    pub scopes: Option<Vec<Name>>,
    /// What kind of token it takes.
    #[serde(default)]
    pub auth: Auth,
    /// Which of the published descriptions has it, where not both have.
    pub seen: Option<Seen>,
    /// Its API group, where it is not the file's.
    pub group: Option<String>,
    /// How sure the entry is, where it is not the file's basis.
    pub basis: Option<Basis>,
    /// Where the entry comes from, where it is not the file's source.
    pub source: Option<String>,
    /// What else a reader should know.
    pub note: Option<String>,
    /// What must hold outside of Terraform: settings, switches, caches.
    #[serde(default)]
    pub preconditions: Vec<String>,
    /// That the entry takes the place of the entries of other packs for the same
    /// operation, rather than standing beside them.
    #[serde(default)]
    pub replace: bool,
}

/// Said in the place of a list of permissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NoList {
    /// A valid token is enough.
    None,
    /// Something is required, and it is not told what.
    Undocumented,
}

/// What kind of token an operation takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Auth {
    /// An OAuth access token.
    #[default]
    Oauth,
    /// The token of a guest of web messaging.
    GuestJwt,
    /// None.
    #[serde(rename = "none")]
    NoToken,
}

/// Which one of the two published descriptions has an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Seen {
    /// The SDK's reference alone.
    Sdk,
    /// The OpenAPI files alone.
    Openapi,
}

/// An operation that needs a user behind the token.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct UserContext {
    /// `METHOD /path/{parameter}`.
    pub call: Name,
    /// Why, in words.
    pub why: String,
}

/// Permissions that deserve care where they are granted.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Sensitive {
    /// What they open, in words that finish "the permission ...".
    pub what: String,
    /// The permissions.
    pub permissions: Vec<Name>,
}

/// A Terraform type that is read as a flat list of permissions.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PermissionSet {
    /// The type.
    #[serde(rename = "type")]
    pub name: Name,
    /// The argument that lists the permissions.
    pub attribute: String,
    /// The type that the provider has for it, where it has not this one.
    pub instead: Option<String>,
    /// What else a reader should know.
    pub note: Option<String>,
}

/// What to write instead of a name.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Hint {
    /// What kind of name it is.
    pub kind: HintKind,
    /// The name that people write.
    pub name: Name,
    /// What they probably mean; empty where nothing comes near.
    #[serde(default)]
    pub instead: Vec<Name>,
    /// What else a reader should know.
    pub note: Option<String>,
}

/// What kind of name a hint is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum HintKind {
    /// A permission.
    Permission,
    /// An OAuth scope.
    Scope,
    /// A role's name.
    Role,
    /// A Terraform type.
    Type,
    /// An operation, `METHOD /path`.
    Call,
}

/// That holding one name does not give another.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NotImplied {
    /// What is held.
    pub holder: Name,
    /// What it does not include.
    pub lacks: Name,
    /// What else a reader should know.
    pub note: Option<String>,
}

/// A type of the Terraform provider, with what it needs of the client that runs
/// Terraform.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ProviderType {
    /// The type.
    #[serde(rename = "type")]
    pub name: Name,
    /// Resource or data source.
    pub kind: TypeKind,
    /// Permissions that its operations need together.
    #[serde(default)]
    pub permissions: Vec<Name>,
    /// Scopes that its operations accept together.
    #[serde(default)]
    pub scopes: Vec<Name>,
    /// The operations that the provider calls for it.
    #[serde(default)]
    pub operations: Vec<Name>,
    /// What else a reader should know.
    pub note: Option<String>,
}

/// Resource or data source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TypeKind {
    /// A `resource`.
    Resource,
    /// A `data` source.
    Data,
}

/// The arguments of a type of the Terraform provider, without Terraform's own.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Schema {
    /// The type.
    #[serde(rename = "type")]
    pub name: Name,
    /// Resource or data source.
    pub kind: TypeKind,
    /// Its arguments.
    #[serde(default)]
    pub arguments: BTreeMap<String, Argument>,
}

/// An argument, an attribute that can be read only, or a nested block.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Argument {
    /// The type of its value, or that it is a nested block.
    #[serde(rename = "type")]
    pub kind: ArgumentType,
    /// That it must be given.
    #[serde(default)]
    pub required: bool,
    /// That the provider fills it where it is not given; with `read-only`, that it
    /// cannot be given at all.
    #[serde(default)]
    pub computed: bool,
    /// That it can be read and not be given.
    #[serde(default)]
    pub read_only: bool,
    /// That its value is secret.
    #[serde(default)]
    pub sensitive: bool,
    /// Why it should not be used any more.
    pub deprecated: Option<String>,
    /// The values that it may have.
    #[serde(default)]
    pub one_of: Vec<String>,
    /// The smallest and the largest whole number that it may be, both included.
    pub range: Option<[i64; 2]>,
    /// The shortest and the longest text that it may be, in bytes, both included.
    pub length: Option<[i64; 2]>,
    /// The smallest number of elements or blocks.
    pub min_items: Option<u32>,
    /// The largest number of elements or blocks.
    pub max_items: Option<u32>,
    /// The arguments of a nested block.
    #[serde(default)]
    pub arguments: BTreeMap<String, Self>,
}

/// The type of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ArgumentType {
    /// A text.
    String,
    /// A whole number.
    Int,
    /// `true` or `false`.
    Bool,
    /// A list of texts.
    StringList,
    /// A set of texts.
    StringSet,
    /// A map from texts to texts.
    StringMap,
    /// Nested blocks, in order.
    BlockList,
    /// Nested blocks, without order.
    BlockSet,
}

/// A named list of calls.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Profile {
    /// What `profile:NAME` calls it.
    pub name: Name,
    /// What it is for, in words.
    pub title: String,
    /// Where it comes from, where that is not the file's source.
    pub source: Option<String>,
    /// What must hold outside of Terraform, or is easily missed.
    #[serde(default)]
    pub notes: Vec<String>,
    /// The calls.
    #[serde(default, rename = "call")]
    pub calls: Vec<ProfileCall>,
}

/// A call of a profile.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ProfileCall {
    /// The call as the source writes it.
    pub call: Name,
    /// The part of the source that lists it.
    pub section: Option<String>,
    /// Permissions that the source asks for, of which one suffices.
    pub any: Option<Vec<Name>>,
    /// Permissions that the source asks for, all of them.
    pub all: Option<Vec<Name>>,
    /// That the source says no permission is needed, or does not say which.
    #[cfg_attr(feature = "schema", schemars(with = "Option<NoList>"))]
    pub permissions: Option<Spanned<NoList>>,
    /// Where the source and the platform differ, in words.
    pub note: Option<String>,
}

/// Reads a data file.
///
/// # Errors
/// What is wrong with the text, and where.
pub fn parse(text: &str) -> Result<DataFile, toml::de::Error> {
    toml::from_str(text)
}

//! The compiled form of data files: flat tables over one text.
//!
//! The built-in files are compiled when the crate is built, into constants that need
//! neither heap nor relocation when the program starts; a user's files are compiled
//! by the same code at run time. Records refer to each other by position.

pub use crate::format::{ArgumentType, Auth, Basis, HintKind, Seen, TypeKind};
pub use crate::pool::{List, Text};

macro_rules! tables {
    ($($(#[$doc:meta])* $field:ident: $record:ty,)*) => {
        /// Every table, borrowed. Lists of records are [`List`]s into the named table.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct Tables<'a> {
            /// The text that every [`Text`] lies in.
            pub text: &'a str,
            $($(#[$doc])* pub $field: &'a [$record],)*
        }

        /// Every table, owned.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct OwnedTables {
            /// The text that every [`Text`] lies in.
            pub text: String,
            $($(#[$doc])* pub $field: Vec<$record>,)*
        }

        impl OwnedTables {
            /// The same tables, borrowed.
            pub fn borrow(&self) -> Tables<'_> {
                Tables { text: &self.text, $($field: &self.$field,)* }
            }
        }

        impl Tables<'_> {
            /// The tables as Rust: one `static` each, named as the field in capitals,
            /// and `BUILT_IN` over them. The text itself is not in it.
            pub fn to_rust(self) -> String {
                use std::fmt::Write as _;
                let mut rust = String::new();
                $(
                    let name = stringify!($field).to_ascii_uppercase();
                    let _ = writeln!(
                        rust,
                        "static {name}: [{}; {}] = {:?};",
                        stringify!($record),
                        self.$field.len(),
                        self.$field
                    );
                )*
                let _ = writeln!(rust, "static BUILT_IN: Tables<'static> = Tables {{ text: TEXT,");
                $(
                    let name = stringify!($field);
                    let _ = writeln!(rust, "{name}: &{},", name.to_ascii_uppercase());
                )*
                rust.push_str("};\n");
                rust
            }
        }
    };
}

tables! {
    /// Positions in other tables, wherever a list of records is not a run of them.
    ids: u32,
    /// Lists of texts.
    texts: Text,
    /// Where entries come from.
    origins: OriginRecord,
    /// Operations, sorted by path and method.
    operations: OperationRecord,
    /// The tree of path segments; the first one is its root.
    nodes: NodeRecord,
    /// From a node to the next by a literal segment, sorted by segment for each node.
    edges: EdgeRecord,
    /// Permissions, sorted by name.
    permissions: PermissionRecord,
    /// Scopes, sorted by name.
    scopes: ScopeRecord,
    /// Domains and entities known beyond the permissions, sorted by name.
    names: NameRecord,
    /// The organisation's own catalogue, sorted by name.
    catalogue: CatalogueRecord,
    /// Operations that need a user.
    user_contexts: UserContextRecord,
    /// Permissions that deserve care, sorted by name.
    sensitive: SensitiveRecord,
    /// Terraform types that list permissions.
    permission_sets: PermissionSetRecord,
    /// What to write instead of a name, sorted by kind and name.
    hints: HintRecord,
    /// Names that do not include each other.
    not_implied: NotImpliedRecord,
    /// Types of the provider, sorted by kind and name.
    provider_types: ProviderTypeRecord,
    /// Arguments of types, sorted by kind and name.
    schemas: SchemaRecord,
    /// The arguments of schemas and blocks, each sorted by name.
    arguments: ArgumentRecord,
    /// Profiles, sorted by name.
    profiles: ProfileRecord,
    /// The calls of profiles, as their source orders them.
    calls: CallRecord,
}

/// Where an entry comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OriginRecord {
    /// The name of the pack.
    pub pack: Text,
    /// How sure it is.
    pub basis: Basis,
    /// The source, in words.
    pub source: Text,
}

/// How the permissions of a requirement count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// One of them suffices.
    Any,
    /// All of them are needed.
    All,
    /// There are none: a valid token is enough.
    Free,
    /// Something is required, and it is not told what.
    Undocumented,
}

/// What an operation requires, by one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OperationRecord {
    /// The method, in capitals.
    pub method: Text,
    /// The path with its parameters in braces.
    pub path: Text,
    /// How the permissions count.
    pub mode: Mode,
    /// Permissions, by position, through `ids`.
    pub permissions: List,
    /// Optional permissions, by position, through `ids`.
    pub optional: List,
    /// Whether the scopes are told.
    pub scopes_told: bool,
    /// Scopes, by position, through `ids`.
    pub scopes: List,
    /// The kind of token.
    pub auth: Auth,
    /// The only description that has it, if one has not.
    pub seen: Option<Seen>,
    /// The API group; may be empty.
    pub group: Text,
    /// What else a reader should know; may be empty.
    pub note: Text,
    /// What must hold outside of Terraform, in `texts`.
    pub preconditions: List,
    /// Where it comes from, in `origins`.
    pub origin: u32,
    /// That it takes the place of entries of other packs.
    pub replace: bool,
}

/// A place in the tree of path segments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NodeRecord {
    /// The literal segments that may follow, in `edges`.
    pub edges: List,
    /// The node after a parameter, or 0: none may follow here.
    pub parameter: u32,
    /// The operations whose path ends here, by position, through `ids`.
    pub operations: List,
}

/// A literal segment and where it leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EdgeRecord {
    /// The segment.
    pub segment: Text,
    /// The next node.
    pub node: u32,
}

/// A permission that some entry names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PermissionRecord {
    /// Its name.
    pub name: Text,
    /// Where it is named, in `origins`, through `ids`.
    pub origins: List,
    /// The operations that require it, alone or with others, through `ids`.
    pub opens: List,
    /// The operations for which it is optional, through `ids`.
    pub completes: List,
    /// That it is a bare word for a role's `permissions`.
    pub general: bool,
}

/// A scope that some entry names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScopeRecord {
    /// Its name.
    pub name: Text,
    /// Where it is named, in `origins`, through `ids`.
    pub origins: List,
}

/// What kind of name a [`NameRecord`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// A permission domain.
    Domain,
    /// A permission entity, with its domain.
    Entity,
}

/// A domain or entity that is known though no permission names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameRecord {
    /// Which of the two.
    pub kind: NameKind,
    /// The name.
    pub name: Text,
    /// Where it comes from, in `origins`.
    pub origin: u32,
}

/// A permission that the organisation has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CatalogueRecord {
    /// Its name.
    pub name: Text,
    /// Whether a grant of it counts only in its divisions, if that is told.
    pub division_aware: Option<bool>,
    /// Whether a policy may bind it to conditions, if that is told.
    pub allows_conditions: Option<bool>,
    /// Where it comes from, in `origins`.
    pub origin: u32,
}

/// An operation that needs a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UserContextRecord {
    /// The method, in capitals.
    pub method: Text,
    /// The path.
    pub path: Text,
    /// Why.
    pub why: Text,
    /// Where it comes from, in `origins`.
    pub origin: u32,
}

/// A permission that deserves care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SensitiveRecord {
    /// The permission.
    pub name: Text,
    /// What it opens.
    pub what: Text,
    /// Where it comes from, in `origins`.
    pub origin: u32,
}

/// A Terraform type that lists permissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PermissionSetRecord {
    /// The type.
    pub name: Text,
    /// The argument with the list.
    pub attribute: Text,
    /// The type that the provider has instead; may be empty.
    pub instead: Text,
    /// What else a reader should know; may be empty.
    pub note: Text,
    /// Where it comes from, in `origins`.
    pub origin: u32,
}

/// What to write instead of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HintRecord {
    /// What kind of name it is.
    pub kind: HintKind,
    /// The name that people write.
    pub name: Text,
    /// What they probably mean, in `texts`.
    pub instead: List,
    /// What else a reader should know; may be empty.
    pub note: Text,
    /// Where it comes from, in `origins`.
    pub origin: u32,
}

/// That holding one name does not give another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotImpliedRecord {
    /// What is held.
    pub holder: Text,
    /// What it does not include.
    pub lacks: Text,
    /// What else a reader should know; may be empty.
    pub note: Text,
    /// Where it comes from, in `origins`.
    pub origin: u32,
}

/// A type of the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProviderTypeRecord {
    /// Resource or data source.
    pub kind: TypeKind,
    /// The type.
    pub name: Text,
    /// Permissions that its operations need together, in `texts`.
    pub permissions: List,
    /// Scopes that its operations accept together, in `texts`.
    pub scopes: List,
    /// Its operations, `METHOD /path` each, in `texts`.
    pub operations: List,
    /// What else a reader should know; may be empty.
    pub note: Text,
    /// Where it comes from, in `origins`.
    pub origin: u32,
}

/// The arguments of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchemaRecord {
    /// Resource or data source.
    pub kind: TypeKind,
    /// The type.
    pub name: Text,
    /// Its arguments, in `arguments`.
    pub arguments: List,
    /// Where it comes from, in `origins`.
    pub origin: u32,
}

/// An argument, an attribute that can be read only, or a nested block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArgumentRecord {
    /// Its name.
    pub name: Text,
    /// Its type.
    pub kind: ArgumentType,
    /// That it must be given.
    pub required: bool,
    /// That the provider fills it where it is not given.
    pub computed: bool,
    /// That it cannot be given.
    pub read_only: bool,
    /// That its value is secret.
    pub sensitive: bool,
    /// Why it should not be used any more; may be empty.
    pub deprecated: Text,
    /// The values that it may have, in `texts`; empty where every value may be.
    pub one_of: List,
    /// The smallest and the largest number.
    pub range: Option<(i64, i64)>,
    /// The shortest and the longest text, in bytes.
    pub length: Option<(i64, i64)>,
    /// The smallest number of elements or blocks; 0 where there is no limit.
    pub min_items: u32,
    /// The largest number of elements or blocks; 0 where there is no limit.
    pub max_items: u32,
    /// The arguments of a nested block, in `arguments`.
    pub arguments: List,
}

/// A named list of calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProfileRecord {
    /// Its name.
    pub name: Text,
    /// What it is for.
    pub title: Text,
    /// What is easily missed, in `texts`.
    pub notes: List,
    /// Its calls, in `calls`.
    pub calls: List,
    /// Where it comes from, in `origins`.
    pub origin: u32,
}

/// A call of a profile, with what the profile's source asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallRecord {
    /// The call as the source writes it.
    pub call: Text,
    /// The part of the source that lists it; may be empty.
    pub section: Text,
    /// How the permissions count.
    pub mode: Mode,
    /// The permissions, in `texts`.
    pub permissions: List,
    /// Where the source and the platform differ; may be empty.
    pub note: Text,
}

//! The Genesys Cloud matrix, packs and profiles of grantlint, as data.
//!
//! The TOML files beside `src` are compiled when the crate is built. What they hold
//! is [`built_in`]; a user's files of the same format go through [`parse`] and
//! [`compile`]. Looking things up is the business of the crate above.

pub mod compile;
#[cfg(test)]
mod files;
pub mod format;
pub mod node;
pub mod pool;
pub mod tables;
#[cfg(test)]
mod tests;

#[allow(
    clippy::enum_glob_use,
    clippy::unreadable_literal,
    clippy::wildcard_imports,
    reason = "written by the build script as plain constants"
)]
mod generated {
    use crate::pool::{List, Text};
    use crate::tables::ArgumentType::*;
    use crate::tables::Auth::*;
    use crate::tables::Basis::*;
    use crate::tables::HintKind::*;
    use crate::tables::Mode::*;
    use crate::tables::NameKind::*;
    use crate::tables::Seen::*;
    use crate::tables::TypeKind::*;
    use crate::tables::*;

    static TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/text.txt"));
    include!(concat!(env!("OUT_DIR"), "/tables.rs"));

    pub(super) fn tables() -> &'static Tables<'static> {
        &BUILT_IN
    }
}

pub use format::parse;
pub use tables::{OwnedTables, Tables};

/// The tables of the files that are built in.
pub fn built_in() -> &'static Tables<'static> {
    generated::tables()
}

/// The rule files that are built in, in the order of the rules' ids.
pub static RULES: &[node::Node] = {
    use node::Node;
    include!(concat!(env!("OUT_DIR"), "/rules.rs"))
};

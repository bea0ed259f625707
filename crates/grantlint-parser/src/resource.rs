//! Resources after evaluation, whatever their type: arguments with values, and
//! nested blocks, `dynamic` ones among them, each with its places.

use std::sync::Arc;

use smol_str::SmolStr;

use crate::address::Address;
use crate::directive::Directive;
use crate::eval::value::{Unknown, Value};
use crate::source::Location;

/// One instance of a resource or data source.
#[derive(Clone, Debug)]
pub struct Resource {
    /// What Terraform calls it.
    pub address: Address,
    /// From `resource` to the last label: what a finding about the whole
    /// resource underlines.
    pub header: Location,
    /// The label with the type.
    pub type_label: Location,
    /// The whole block.
    pub block: Location,
    /// The blocks of override files that changed it.
    pub overrides: Vec<Location>,
    /// What it says.
    pub body: Body,
    /// The `grantlint:` comments directly above the block and inside it.
    pub directives: Vec<Directive>,
}

/// The arguments and nested blocks of a resource or of a nested block.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// Whether it is written in JSON, where an argument that holds objects
    /// stands both here as an argument and below as blocks: only a schema knows
    /// which it is.
    pub json: bool,
    /// The arguments in order.
    pub arguments: Vec<Argument>,
    /// The nested blocks in order.
    pub blocks: Vec<NestedBlock>,
    /// Kinds of nested block of which there may be more than are known.
    pub open: Vec<OpenBlocks>,
    /// The arguments and kinds of nested block of a resource that its `ignore_changes`
    /// names: what it was made with stands here, and may since have been changed
    /// elsewhere.
    pub ignored: Vec<OpenBlocks>,
}

/// `name = value`
#[derive(Clone, Debug)]
pub struct Argument {
    /// Its name.
    pub name: SmolStr,
    /// The name in the text.
    pub name_at: Location,
    /// From the name to the value's end.
    pub at: Location,
    /// The value's expression.
    pub value_at: Location,
    /// The value.
    pub value: Value,
}

/// A nested block.
#[derive(Clone, Debug)]
pub struct NestedBlock {
    /// `roles`, `permission_policies`, …
    pub kind: SmolStr,
    /// Its header: the kind, for a `dynamic` block with the label.
    pub at: Location,
    /// The whole block.
    pub span: Location,
    /// What it says.
    pub body: Body,
}

/// Nested blocks that cannot be counted.
#[derive(Clone, Debug)]
pub struct OpenBlocks {
    /// Their kind; `*` is every kind.
    pub kind: SmolStr,
    /// The `dynamic` block's header, or what `ignore_changes` says.
    pub at: Location,
    /// Why they cannot be counted.
    pub why: Arc<Unknown>,
}

impl Body {
    /// The argument of that name; one that is `null` counts as not given, as
    /// in Terraform.
    pub fn argument(&self, name: &str) -> Option<&Argument> {
        self.arguments
            .iter()
            .find(|argument| argument.name == name)
            .filter(|argument| !argument.value.is_null())
    }

    /// The nested blocks of that kind, in order.
    pub fn blocks<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a NestedBlock> {
        self.blocks.iter().filter(move |block| block.kind == kind)
    }

    /// Why there may be more blocks of that kind than [`Body::blocks`] gives, or more in
    /// the argument of that name than [`Body::argument`] does.
    pub fn open_blocks(&self, kind: &str) -> Option<&OpenBlocks> {
        let mut open = self.open.iter().chain(&self.ignored);
        open.find(|open| open.kind == kind || open.kind == "*")
    }
}

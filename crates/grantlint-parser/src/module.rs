//! One folder of Terraform as declarations: variables, locals, resources,
//! module calls and outputs, with override files merged in as Terraform merges
//! them. Nothing is evaluated here.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use crate::address::Mode;
use crate::directive::Directive;
use crate::source::{FileId, Location, Span};
use crate::syntax::tree::{Attribute, Block, Expr, File, Item, Name};

/// A module's declarations, borrowed from its files.
#[derive(Debug, Default)]
pub struct Module<'a> {
    /// The folder, as it is shown.
    pub folder: SmolStr,
    /// `variable` blocks by name.
    pub variables: BTreeMap<SmolStr, Declaration<'a>>,
    /// The attributes of `locals` blocks by name.
    pub locals: BTreeMap<SmolStr, (FileId, &'a Attribute<'a>)>,
    /// `output` blocks by name.
    pub outputs: BTreeMap<SmolStr, Declaration<'a>>,
    /// `module` blocks by name.
    pub calls: BTreeMap<SmolStr, Declaration<'a>>,
    /// `resource` and `data` blocks, in the order of files and text.
    pub resources: Vec<ResourceDeclaration<'a>>,
    /// Where each resource stands in `resources`.
    by_name: BTreeMap<(Mode, SmolStr, SmolStr), usize>,
    /// The files with values for its variables, in the order in which Terraform
    /// loads them.
    pub values: Vec<&'a File>,
}

/// The modules by folder, borrowed from the parsed files.
pub(crate) type Modules<'a> = BTreeMap<String, Module<'a>>;

/// A block with what override files change in it.
#[derive(Debug)]
pub struct Declaration<'a> {
    /// The file of the base block.
    pub file: FileId,
    /// The base block.
    pub block: &'a Block<'a>,
    /// What it contains after merging, each item with its file.
    pub items: Vec<Placed<'a>>,
    /// The override blocks, in the order in which they were merged.
    pub overrides: Vec<Location>,
}

/// An item of a body with the file that it stands in.
pub type Placed<'a> = (FileId, &'a Item<'a>);

/// A `resource` or `data` block.
#[derive(Debug)]
pub struct ResourceDeclaration<'a> {
    /// `resource` or `data`.
    pub mode: Mode,
    /// Its type.
    pub kind: SmolStr,
    /// Its name.
    pub name: SmolStr,
    /// The label with the type.
    pub type_label: Span,
    /// The block.
    pub declaration: Declaration<'a>,
    /// The `grantlint:` comments that belong to it, in order.
    pub directives: Vec<Directive>,
}

impl<'a> Declaration<'a> {
    fn new(file: FileId, block: &'a Block<'a>) -> Self {
        let items = block.body.items.iter().map(|item| (file, item)).collect();
        Declaration {
            file,
            block,
            items,
            overrides: Vec::new(),
        }
    }

    /// The attribute of that name after merging, with its file.
    pub fn attribute(&self, name: &str) -> Option<(FileId, &'a Attribute<'a>)> {
        self.items.iter().find_map(|&(file, item)| match item {
            Item::Attribute(attribute) if attribute.name.text == name => Some((file, *attribute)),
            Item::Attribute(_) | Item::Block(_) => None,
        })
    }

    /// The expression of the attribute of that name, with its file.
    pub fn expression(&self, name: &str) -> Option<(FileId, &'a Expr<'a>)> {
        self.attribute(name)
            .map(|(file, attribute)| (file, &attribute.value))
    }

    /// The base block's header.
    pub fn header(&self) -> Location {
        self.block.header.in_file(self.file)
    }

    /// Merges an override block: an argument replaces the one of its name, and
    /// nested blocks replace all of their kind.
    ///
    /// Source: Terraform's "Override Files", merging behavior.
    fn merge(&mut self, file: FileId, block: &'a Block<'a>) {
        self.overrides.push(block.span.in_file(file));
        let replaced: Vec<&str> = block.body.blocks().map(nested_kind).collect();
        self.items.retain(|(_, item)| match item {
            Item::Block(nested) => !replaced.contains(&nested_kind(nested)),
            Item::Attribute(_) => true,
        });
        for item in block.body.items {
            match item {
                Item::Attribute(attribute) => {
                    let same = |(_, other): &&mut Placed<'a>| matches!(other, Item::Attribute(base) if base.name.text == attribute.name.text);
                    match self.items.iter_mut().find(same) {
                        Some(base) => *base = (file, item),
                        None => self.items.push((file, item)),
                    }
                }
                Item::Block(_) => self.items.push((file, item)),
            }
        }
    }
}

/// The kind that a nested block counts as: a `dynamic` block's is its label.
pub fn nested_kind<'a>(block: &Block<'a>) -> &'a str {
    match block.labels.first() {
        Some(label) if block.kind.text == "dynamic" => label.text,
        Some(_) | None => block.kind.text,
    }
}

impl<'a> Module<'a> {
    /// Gathers the declarations of a folder's files: `base` in the order of
    /// their names, then `overrides` likewise.
    pub fn gather(
        folder: &str,
        base: &[&'a File],
        overrides: &[&'a File],
        directives: &dyn Fn(&File) -> Vec<Directive>,
    ) -> Self {
        let mut module = Module {
            folder: folder.into(),
            ..Module::default()
        };
        for &file in base {
            module.declare(file, &directives(file));
        }
        for &file in overrides {
            module.override_with(file);
        }
        module
    }

    /// The resource of that mode, type and name.
    pub fn resource(&self, mode: Mode, kind: &str, name: &str) -> Option<&ResourceDeclaration<'a>> {
        let key = (mode, SmolStr::new(kind), SmolStr::new(name));
        self.by_name
            .get(&key)
            .and_then(|&at| self.resources.get(at))
    }

    fn declare(&mut self, file: &'a File, directives: &[Directive]) {
        for block in file.body().blocks() {
            let declaration = || Declaration::new(file.id, block);
            match (block.kind.text, block.labels) {
                ("locals", _) => self.declare_locals(file.id, block),
                ("variable", [name, ..]) => {
                    self.variables
                        .entry(name.text.into())
                        .or_insert_with(declaration);
                }
                ("output", [name, ..]) => {
                    self.outputs
                        .entry(name.text.into())
                        .or_insert_with(declaration);
                }
                ("module", [name, ..]) => {
                    self.calls
                        .entry(name.text.into())
                        .or_insert_with(declaration);
                }
                (kind, [type_label, name, ..]) => {
                    let Some(mode) = mode_of(kind) else { continue };
                    let key = (mode, type_label.text.into(), name.text.into());
                    self.by_name.entry(key).or_insert(self.resources.len());
                    self.resources.push(ResourceDeclaration {
                        mode,
                        kind: type_label.text.into(),
                        name: name.text.into(),
                        type_label: type_label.span,
                        declaration: declaration(),
                        directives: belonging(directives, block),
                    });
                }
                _ => {}
            }
        }
    }

    fn declare_locals(&mut self, file: FileId, block: &'a Block<'a>) {
        for attribute in block.body.attributes() {
            self.locals
                .entry(attribute.name.text.into())
                .or_insert((file, attribute));
        }
    }

    fn override_with(&mut self, file: &'a File) {
        for block in file.body().blocks() {
            match (block.kind.text, block.labels) {
                ("locals", _) => {
                    for attribute in block.body.attributes() {
                        self.locals
                            .insert(attribute.name.text.into(), (file.id, attribute));
                    }
                }
                ("variable", [name, ..]) => merge_into(&mut self.variables, name, file.id, block),
                ("output", [name, ..]) => merge_into(&mut self.outputs, name, file.id, block),
                ("module", [name, ..]) => merge_into(&mut self.calls, name, file.id, block),
                (kind, [type_label, name, ..]) => {
                    let Some(mode) = mode_of(kind) else { continue };
                    let key = (mode, type_label.text.into(), name.text.into());
                    let at = self.by_name.get(&key).copied();
                    if let Some(base) = at.and_then(|at| self.resources.get_mut(at)) {
                        base.declaration.merge(file.id, block);
                    }
                }
                _ => {}
            }
        }
    }
}

fn merge_into<'a>(
    declarations: &mut BTreeMap<SmolStr, Declaration<'a>>,
    name: &Name,
    file: FileId,
    block: &'a Block<'a>,
) {
    if let Some(base) = declarations.get_mut(name.text) {
        base.merge(file, block);
    }
}

fn mode_of(kind: &str) -> Option<Mode> {
    match kind {
        "resource" => Some(Mode::Managed),
        "data" => Some(Mode::Data),
        _ => None,
    }
}

fn belonging(directives: &[Directive], block: &Block) -> Vec<Directive> {
    directives
        .iter()
        .filter(|directive| directive.belongs_to(block))
        .cloned()
        .collect()
}

//! Declarations to instances: every resource of every module instance, with its
//! arguments evaluated and its `dynamic` blocks written out.

use std::collections::BTreeSet;
use std::sync::Arc;

use smol_str::SmolStr;

use crate::address::{Address, Key, ModuleAddress};
use crate::eval::types::Type;
use crate::eval::value::{Data, Unknown, Value};
use crate::frame::Frame;
use crate::ignored::ignored;
use crate::instance::{Each, Instance, InstanceId, World};
use crate::model::ReferenceTo;
use crate::module::{Placed, ResourceDeclaration, nested_kind};
use crate::references::references;
use crate::resource::{Argument, Body, NestedBlock, OpenBlocks, Resource};
use crate::source::{FileId, Location};
use crate::syntax::tree::{Attribute, Block, Expr, ExprKind, Item, ObjectItem};

/// Arguments and blocks that belong to Terraform and not to the resource type.
///
/// Source: Terraform's "Meta-Arguments".
const META: [&str; 7] = [
    "count",
    "for_each",
    "provider",
    "depends_on",
    "lifecycle",
    "provisioner",
    "connection",
];

/// How many elements of a `dynamic` block are written out.
const MAX_DYNAMIC: usize = 1_000;

/// All that one root module declares, written out.
#[derive(Debug, Default)]
pub(crate) struct Expanded {
    pub(crate) resources: Vec<Resource>,
    pub(crate) references: Vec<ReferenceTo>,
    pub(crate) folders: BTreeSet<SmolStr>,
}

impl<'a> World<'a> {
    /// Writes out every resource of a wanted type in every module instance.
    pub(crate) fn expand(&self, wanted: &dyn Fn(&str) -> bool) -> Expanded {
        let mut expanded = Expanded::default();
        let mut queue: Vec<InstanceId> = self.find(&ModuleAddress::default()).into_iter().collect();
        let mut next = 0;
        while let Some(&id) = queue.get(next) {
            next += 1;
            let Some(instance) = self.instance(id) else {
                continue;
            };
            expanded.folders.insert(instance.module.folder.clone());
            expanded
                .references
                .extend(references(instance.module, &instance.address));
            for resource in &instance.module.resources {
                if wanted(&resource.kind) {
                    expanded
                        .resources
                        .extend(self.instances_of(id, &instance, resource));
                }
            }
            for (name, call) in &instance.module.calls {
                let repetition = self.repetition(id, call);
                let children = repetition.instances.iter();
                queue.extend(
                    children.filter_map(|(key, each)| self.child(id, name, key, each.clone()).ok()),
                );
            }
        }
        expanded
    }

    fn instances_of(
        &self,
        id: InstanceId,
        instance: &Instance<'a>,
        resource: &ResourceDeclaration<'a>,
    ) -> Vec<Resource> {
        let repetition = self.repetition(id, &resource.declaration);
        let make = |(key, each): &(Key, Each)| {
            let frame = Frame::new(self, id, each.clone());
            let declaration = &resource.declaration;
            let file = declaration.file;
            let body = Body {
                ignored: ignored(&declaration.items),
                ..self.body(&frame, &declaration.items)
            };
            Resource {
                address: Address {
                    module: instance.address.clone(),
                    mode: resource.mode,
                    kind: resource.kind.clone(),
                    name: resource.name.clone(),
                    key: key.clone(),
                },
                header: declaration.header(),
                type_label: resource.type_label.in_file(file),
                block: declaration.block.span.in_file(file),
                overrides: declaration.overrides.clone(),
                body,
                directives: resource.directives.clone(),
            }
        };
        repetition.instances.iter().map(make).collect()
    }

    fn body(&self, frame: &Frame<'_, 'a>, items: &[Placed<'a>]) -> Body {
        let mut body = Body::default();
        for &(file, item) in items {
            match item {
                Item::Attribute(attribute) => {
                    self.attribute_into(&mut body, frame, file, attribute)
                }
                Item::Block(block) if META.contains(&block.kind.text) => {}
                Item::Block(block) if block.kind.text == "dynamic" => {
                    let content = |frame: &Frame<'_, 'a>| {
                        let content = block
                            .body
                            .blocks()
                            .find(|block| block.kind.text == "content");
                        content
                            .map(|content| self.nested_body(frame, file, content))
                            .unwrap_or_default()
                    };
                    let argument = |name| Some(&block.body.attribute(name)?.value);
                    let dynamic = Dynamic {
                        kind: nested_kind(block).into(),
                        at: block.header.in_file(file),
                        span: block.span.in_file(file),
                        file,
                        for_each: argument("for_each"),
                        iterator: argument("iterator"),
                        content: &content,
                    };
                    self.dynamic_into(&mut body, frame, &dynamic);
                }
                Item::Block(block) => body.blocks.push(NestedBlock {
                    kind: block.kind.text.into(),
                    at: block.header.in_file(file),
                    span: block.span.in_file(file),
                    body: self.nested_body(frame, file, block),
                }),
            }
        }
        body
    }

    fn nested_body(&self, frame: &Frame<'_, 'a>, file: FileId, block: &'a Block<'a>) -> Body {
        let items: Vec<Placed<'a>> = block.body.items.iter().map(|item| (file, item)).collect();
        self.body(frame, &items)
    }

    fn attribute_into(
        &self,
        body: &mut Body,
        frame: &Frame<'_, 'a>,
        file: FileId,
        attribute: &'a Attribute<'a>,
    ) {
        let name = &attribute.name;
        if META.contains(&name.text) {
            return;
        }
        if self.is_json(file) {
            body.json = true;
            if name.text == "dynamic" {
                return self.json_dynamics_into(body, frame, file, &attribute.value);
            }
            self.json_blocks_into(
                body,
                frame,
                file,
                (name.text, name.span.in_file(file)),
                &attribute.value,
            );
        }
        body.arguments.push(Argument {
            name: name.text.into(),
            name_at: name.span.in_file(file),
            at: attribute.span().in_file(file),
            value_at: attribute.value.span.in_file(file),
            value: self.value(frame, file, &attribute.value),
        });
    }

    /// The blocks that an argument in JSON may stand for: an object is one
    /// block, a list of objects is several.
    fn json_blocks_into(
        &self,
        body: &mut Body,
        frame: &Frame<'_, 'a>,
        file: FileId,
        (kind, at): (&str, Location),
        value: &'a Expr<'a>,
    ) {
        for (items, expr) in objects(value) {
            body.blocks.push(NestedBlock {
                kind: kind.into(),
                at,
                span: expr.span.in_file(file),
                body: self.json_body(frame, file, items),
            });
        }
    }

    fn json_body(&self, frame: &Frame<'_, 'a>, file: FileId, items: &'a [ObjectItem<'a>]) -> Body {
        let mut body = Body {
            json: true,
            ..Body::default()
        };
        for item in items {
            let Some(name) = key_of(item) else { continue };
            if name == "dynamic" {
                self.json_dynamics_into(&mut body, frame, file, &item.value);
                continue;
            }
            let name_at = item.key.span.in_file(file);
            self.json_blocks_into(&mut body, frame, file, (name, name_at), &item.value);
            body.arguments.push(Argument {
                name: name.into(),
                name_at,
                at: item.key.span.to(item.value.span).in_file(file),
                value_at: item.value.span.in_file(file),
                value: self.value(frame, file, &item.value),
            });
        }
        body
    }

    /// `"dynamic": {"roles": {"for_each": …, "content": {…}}}`, or arrays of
    /// them.
    fn json_dynamics_into(
        &self,
        body: &mut Body,
        frame: &Frame<'_, 'a>,
        file: FileId,
        value: &'a Expr<'a>,
    ) {
        let named = objects(value).into_iter().flat_map(|(items, _)| items);
        for item in named {
            let Some(kind) = key_of(item) else { continue };
            for (arguments, expr) in objects(&item.value) {
                let argument = |name: &str| {
                    let found = arguments
                        .iter()
                        .find(|item| key_of(item).is_some_and(|key| key == name));
                    found.map(|item| &item.value)
                };
                let content = |frame: &Frame<'_, 'a>| {
                    let items = argument("content").map(objects).unwrap_or_default();
                    let first = items
                        .first()
                        .map(|(items, _)| self.json_body(frame, file, items));
                    first.unwrap_or_default()
                };
                let dynamic = Dynamic {
                    kind: kind.into(),
                    at: item.key.span.in_file(file),
                    span: expr.span.in_file(file),
                    file,
                    for_each: argument("for_each"),
                    iterator: argument("iterator"),
                    content: &content,
                };
                self.dynamic_into(body, frame, &dynamic);
            }
        }
    }

    fn dynamic_into(&self, body: &mut Body, frame: &Frame<'_, 'a>, dynamic: &Dynamic<'_, 'a>) {
        let collection = match dynamic.for_each {
            Some(expr) => self.value(frame, dynamic.file, expr),
            None => Value::unknown(
                "a `dynamic` block has no `for_each`",
                Some(dynamic.at),
                Type::Dynamic,
            ),
        };
        let pairs = match pairs(&collection) {
            Ok(pairs) if pairs.len() > MAX_DYNAMIC => {
                let message = format!("a `dynamic` block makes more than {MAX_DYNAMIC} blocks");
                self.problem(dynamic.at, message.clone());
                Err(Arc::new(Unknown::new(
                    message,
                    Some(dynamic.at),
                    Type::Dynamic,
                )))
            }
            other => other,
        };
        match pairs {
            Ok(pairs) => {
                for (key, value) in pairs {
                    let frame = frame.with_iterator(dynamic.iterator(), key, value);
                    body.blocks.push(NestedBlock {
                        kind: dynamic.kind.clone(),
                        at: dynamic.at,
                        span: dynamic.span,
                        body: (dynamic.content)(&frame),
                    });
                }
            }
            Err(why) => body.open.push(OpenBlocks {
                kind: dynamic.kind.clone(),
                at: dynamic.at,
                why,
            }),
        }
    }
}

/// A `dynamic` block, in either syntax.
struct Dynamic<'d, 'a> {
    kind: SmolStr,
    at: Location,
    span: Location,
    file: FileId,
    for_each: Option<&'a Expr<'a>>,
    iterator: Option<&'a Expr<'a>>,
    content: &'d dyn Fn(&Frame<'_, 'a>) -> Body,
}

impl Dynamic<'_, '_> {
    /// The name of the iterator: the block's kind, unless another is given.
    fn iterator(&self) -> &str {
        match self.iterator.map(|expr| &expr.kind) {
            Some(ExprKind::Variable(name) | ExprKind::String(name)) => name,
            _ => &self.kind,
        }
    }
}

/// The keys and values that a `dynamic` block goes through.
fn pairs(collection: &Value) -> Result<Vec<(Value, Value)>, Arc<Unknown>> {
    if let Some(entries) = collection.entries() {
        let named = entries
            .into_iter()
            .map(|(key, value)| (Value::string(key).with_origin(value.origin.clone()), value));
        return Ok(named.collect());
    }
    if let Some(items) = collection.items() {
        let set = matches!(collection.data, Data::Set(_));
        let numbered = items.into_iter().enumerate().map(|(index, item)| {
            (
                if set {
                    item.clone()
                } else {
                    Value::number(index)
                },
                item,
            )
        });
        return Ok(numbered.collect());
    }
    Err(collection.as_unknown().unwrap_or_else(|| {
        let reason = "the `for_each` of a `dynamic` block is no collection";
        Arc::new(Unknown::new(reason, collection.origin.at, Type::Dynamic))
    }))
}

/// The objects that an expression in JSON holds: itself, or its elements.
pub(crate) fn objects<'a>(value: &'a Expr<'a>) -> Vec<(&'a [ObjectItem<'a>], &'a Expr<'a>)> {
    match &value.kind {
        ExprKind::Object(items) => vec![(items, value)],
        ExprKind::List(elements) => {
            let inner = elements.iter().filter_map(|element| match &element.kind {
                ExprKind::Object(items) => Some((*items, element)),
                _ => None,
            });
            inner.collect()
        }
        _ => Vec::new(),
    }
}

pub(crate) fn key_of<'a>(item: &ObjectItem<'a>) -> Option<&'a str> {
    match &item.key.kind {
        ExprKind::String(text) => Some(text),
        _ => None,
    }
}

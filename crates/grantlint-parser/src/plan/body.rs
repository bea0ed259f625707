//! Resources and blocks of the text, with what the plan makes of them.

use std::sync::Arc;

use super::agreement::{Planned, is_unset};
use super::instances::Instance;
use super::pairing::{Agreement, pair};
use super::tree::{elements, entry, null, objects};
use super::values::Merge;
use crate::eval::types::Type;
use crate::eval::value::{Data, Unknown};
use crate::resource::{Argument, Body, NestedBlock, OpenBlocks, Resource};
use crate::source::Location;
use crate::syntax::tree::ExprKind;

impl<'p> Merge<'_, 'p> {
    /// An instance of a resource: what the text says, with the plan's values.
    pub(super) fn resource(&self, written: &Resource, instance: &Instance<'p>) -> Resource {
        let planned = Planned {
            value: Some(instance.values),
            unknown: instance.unknown,
            sensitive: instance.sensitive,
        };
        let mut body = self.body(&written.body, planned, written.header);
        if written.header.file == self.file {
            self.rest_into(&mut body, planned);
        }
        Resource {
            address: instance.address.clone(),
            body,
            ..written.clone()
        }
    }

    fn body(&self, written: &Body, planned: Planned<'p>, header: Location) -> Body {
        let arguments = written.arguments.iter();
        let mut body = Body {
            json: written.json,
            arguments: arguments
                .map(|argument| self.argument(argument, planned.property(&argument.name)))
                .collect(),
            ..Body::default()
        };
        for kind in kinds(written) {
            self.blocks_into(&mut body, written, kind, planned.property(kind), header);
        }
        body
    }

    fn argument(&self, written: &Argument, planned: Planned<'p>) -> Argument {
        let used = Some(written.value_at);
        let value = match planned.value {
            // An empty set is a null to some providers.
            Some(value) if null(value) && is_empty(&written.value.data) => written.value.clone(),
            Some(_) => self.value(Some(&written.value), planned, used),
            // The provider that made the plan has no such argument.
            None => self.settled(&written.value, used),
        };
        Argument {
            value,
            ..written.clone()
        }
    }

    /// The blocks of one kind.
    fn blocks_into(
        &self,
        body: &mut Body,
        written: &Body,
        kind: &str,
        planned: Planned<'p>,
        header: Location,
    ) {
        let blocks: Vec<&NestedBlock> = written.blocks(kind).collect();
        let count = match planned.value.map(|value| &value.kind) {
            Some(ExprKind::List(elements)) if !planned.unknown.is_all() => elements.len(),
            _ => {
                body.blocks.extend(blocks.iter().map(|block| NestedBlock {
                    body: self.untouched(&block.body),
                    ..(*block).clone()
                }));
                let open = written.open.iter().filter(|open| open.kind == kind);
                body.open.extend(open.cloned());
                return;
            }
        };
        let agree = |one: usize, other: usize| match blocks.get(one) {
            Some(block) => self.agree(&block.body, planned.element(other)),
            None => Agreement::Different,
        };
        let alike = |one, other| planned.element(one).is_like(planned.element(other));
        let pairs = pair(blocks.len(), count, agree, alike);
        let open = written.open.iter().find(|open| open.kind == kind);
        let mut built: Vec<(usize, NestedBlock)> = pairs
            .iter()
            .enumerate()
            .map(|(at, pair)| {
                let element = planned.element(at);
                if let Some((number, block)) = pair.and_then(|it| Some((it, *blocks.get(it)?))) {
                    let body = self.body(&block.body, element, block.at);
                    return (
                        number,
                        NestedBlock {
                            body,
                            ..block.clone()
                        },
                    );
                }
                // Which block it was is not known: the place is the best guess,
                // and the values are the plan's alone.
                let near = blocks.get(at).or(blocks.last());
                let (at, span) = match (open, near) {
                    (Some(open), _) => (open.at, open.at),
                    (None, Some(block)) => (block.at, block.span),
                    (None, None) => (header, header),
                };
                // What a `dynamic` block may set is not looked at.
                let like = match open {
                    Some(_) => &[][..],
                    None => &blocks,
                };
                let block = NestedBlock {
                    kind: kind.into(),
                    at,
                    span,
                    body: self.bare(element, like, Some(at)),
                };
                (usize::MAX, block)
            })
            .collect();
        built.sort_by_key(|(number, _)| *number);
        body.blocks
            .extend(built.into_iter().map(|(_, block)| block));
    }

    /// A body of which the plan says nothing.
    fn untouched(&self, written: &Body) -> Body {
        let arguments = written.arguments.iter().map(|argument| Argument {
            value: self.settled(&argument.value, Some(argument.value_at)),
            ..argument.clone()
        });
        let blocks = written.blocks.iter().map(|block| NestedBlock {
            body: self.untouched(&block.body),
            ..block.clone()
        });
        Body {
            json: written.json,
            arguments: arguments.collect(),
            blocks: blocks.collect(),
            open: written.open.clone(),
            ignored: Vec::new(),
        }
    }

    /// A body that the plan alone tells of. Where there are blocks that it is
    /// `like`, it sets what these set, at their places; else whatever the plan
    /// has, at the place `used`, or where it is in the plan.
    fn bare(&self, planned: Planned<'p>, like: &[&NestedBlock], used: Option<Location>) -> Body {
        let mut body = Body {
            json: true,
            ..Body::default()
        };
        for name in planned.names() {
            let part = planned.property(name);
            let mut written = like.iter().flat_map(|block| &block.body.arguments);
            let written = written.find(|argument| argument.name == *name);
            let is_meant = like.is_empty()
                || written.is_some()
                || like.iter().any(|block| kinds(&block.body).contains(&name));
            if part.value.is_some_and(is_unset) || !is_meant {
                continue;
            }
            let place = planned.value.and_then(|value| entry(value, name));
            let (name_at, whole, value_at) = match (written, used, place) {
                (Some(argument), _, _) => (argument.name_at, argument.at, argument.value_at),
                (None, Some(used), _) => (used, used, used),
                (None, None, Some((at, value))) => (
                    at.in_file(self.file),
                    at.to(value.span).in_file(self.file),
                    value.span.in_file(self.file),
                ),
                // It is not known, so it stands nowhere.
                (None, None, None) => {
                    let Some(value) = planned.value else { continue };
                    let around = value.span.in_file(self.file);
                    (around, around, around)
                }
            };
            if let Some(blocks) = part.value.and_then(objects) {
                body.blocks.extend((0..blocks.len()).map(|at| NestedBlock {
                    kind: name.into(),
                    at: name_at,
                    span: whole,
                    body: self.bare(part.element(at), &[], used),
                }));
            } else if part.unknown.is_all() {
                body.open.push(open(name, name_at));
            }
            body.arguments.push(Argument {
                name: name.into(),
                name_at,
                at: whole,
                value_at,
                value: self.value(None, part, used.map(|_| value_at)),
            });
        }
        body
    }

    /// What the plan has besides what its own account of the configuration says:
    /// that leaves out `dynamic` blocks.
    fn rest_into(&self, body: &mut Body, planned: Planned<'p>) {
        for name in planned.names() {
            let known = kinds(body).contains(&name)
                || body.arguments.iter().any(|argument| argument.name == *name);
            if known {
                continue;
            }
            let part = planned.property(name);
            let place = planned.value.and_then(|value| entry(value, name));
            if let Some((at, value)) = place
                && objects(value).is_some()
            {
                let all = elements(value).iter().enumerate();
                body.blocks.extend(all.map(|(number, element)| NestedBlock {
                    kind: name.into(),
                    at: at.in_file(self.file),
                    span: element.span.in_file(self.file),
                    body: self.bare(part.element(number), &[], None),
                }));
            } else if let Some(value) = planned.value.filter(|_| part.unknown.is_all()) {
                body.open.push(open(name, value.span.in_file(self.file)));
            }
        }
    }

    /// How a body of the text and one of the plan go together.
    fn agree(&self, written: &Body, planned: Planned<'p>) -> Agreement {
        let arguments = written.arguments.iter().map(|argument| {
            let part = planned.property(&argument.name);
            match part.value {
                None if !part.unknown.is_all() => Agreement::Same,
                Some(value) if null(value) && is_empty(&argument.value.data) => Agreement::Same,
                _ => self.agreement(&argument.value, part),
            }
        });
        let blocks = kinds(written).into_iter().map(|kind| {
            let part = planned.property(kind);
            let blocks: Vec<&NestedBlock> = written.blocks(kind).collect();
            let count = match part.value {
                Some(value) if !part.unknown.is_all() => elements(value).len(),
                _ => return Agreement::Open,
            };
            if written.open_blocks(kind).is_some() {
                return Agreement::Open;
            }
            if blocks.len() != count {
                return Agreement::Different;
            }
            let agree = blocks.iter().enumerate();
            let agree = agree.map(|(at, block)| self.agree(&block.body, part.element(at)));
            match agree.min().unwrap_or(Agreement::Same) {
                // Several of them may stand in another order.
                Agreement::Different if count > 1 => Agreement::Open,
                answer => answer,
            }
        });
        let agree = arguments.chain(blocks);
        agree.min().unwrap_or(Agreement::Same)
    }
}

/// The kinds of nested block that a body has or may have, each once, in order.
fn kinds(body: &Body) -> Vec<&str> {
    let blocks = body.blocks.iter().map(|block| &block.kind);
    let open = body.open.iter().map(|open| &open.kind);
    let mut kinds: Vec<&str> = Vec::new();
    for kind in blocks.chain(open) {
        if !kinds.contains(&kind.as_str()) {
            kinds.push(kind);
        }
    }
    kinds
}

fn open(kind: &str, at: Location) -> OpenBlocks {
    let reason = "they are known only after apply";
    OpenBlocks {
        kind: kind.into(),
        at,
        why: Arc::new(Unknown::new(reason, Some(at), Type::Dynamic)),
    }
}

fn is_empty(data: &Data) -> bool {
    match data {
        Data::Null(_) => true,
        Data::List(list) | Data::Set(list) => list.items().is_empty(),
        Data::Tuple(tuple) => tuple.items().is_empty(),
        Data::Map(map) => map.entries().is_empty(),
        Data::Object(object) => object.entries().is_empty(),
        _ => false,
    }
}

//! What JSON means to Terraform: blocks, attributes, expressions.
//!
//! A block stands under its type and labels, as an object or as an array of
//! them, and so may what encloses it. What is nested in a block stays an
//! attribute. A `"//"` in a body is a comment.

use std::collections::HashMap;

use bumpalo::Bump;

use super::json::{self, Json, JsonKind, JsonString, Property};
use super::parser::{MAX_ERRORS, Parser, Places, shown};
use super::tree::{
    Attribute, Block, Body, Expr, ExprKind, Item, Name, ObjectItem, SyntaxError, Unary,
    UnaryOperator,
};
use crate::source::Span;

/// Reads a configuration file.
pub(super) fn configuration<'t>(
    text: &'t str,
    arena: &'t Bump,
    errors: &mut Vec<SyntaxError>,
) -> Body<'t> {
    body(text, arena, errors, |reader, property, items| {
        reader.top_level(property, items)
    })
}

/// Reads a file of variables' values, in which strings are not templates.
pub(super) fn variables<'t>(
    text: &'t str,
    arena: &'t Bump,
    errors: &mut Vec<SyntaxError>,
) -> Body<'t> {
    body(text, arena, errors, |reader, property, items| {
        reader.literal = true;
        items.push(Item::Attribute(reader.attribute(property)));
    })
}

fn body<'t>(
    text: &'t str,
    arena: &'t Bump,
    errors: &mut Vec<SyntaxError>,
    mut item: impl FnMut(&mut Lowering<'t, '_>, Property<'_, 't>, &mut Vec<Item<'t>>),
) -> Body<'t> {
    let mut items = Vec::new();
    // The values are of no use once the tree is there.
    let scratch = Bump::new();
    let root = json::read(text, arena, &scratch, errors);
    let mut reader = Lowering {
        text,
        arena,
        errors,
        literal: false,
        depth: 0,
    };
    if let Some(root) = root {
        let place = root.span;
        for property in reader.objects(root, "the file", place) {
            if property.name.text != COMMENT {
                item(&mut reader, property, &mut items);
            }
        }
    }
    Body {
        span: Span::new(0, text.len() as u32),
        items: arena.alloc_slice_copy(&items),
    }
}

/// The name of a property that is a comment, in bodies.
const COMMENT: &str = "//";

/// The number of labels of a block at the top level, or `None` where a name is
/// not that of a block.
fn label_count(kind: &str) -> Option<usize> {
    Some(match kind {
        "resource" | "data" | "ephemeral" => 2,
        "module" | "variable" | "output" | "provider" | "check" => 1,
        "locals" | "terraform" | "moved" | "import" | "removed" => 0,
        _ => return None,
    })
}

/// Whether Terraform takes strings for what they are here instead of reading
/// templates in them: it does wherever it evaluates nothing.
fn is_literal(kind: &str, attribute: &str) -> bool {
    match kind {
        "variable" | "terraform" | "moved" | "removed" => true,
        "module" => matches!(attribute, "source" | "version" | "providers" | "depends_on"),
        "output" => matches!(attribute, "description" | "depends_on"),
        "resource" | "data" | "ephemeral" => matches!(attribute, "provider" | "depends_on"),
        "provider" => matches!(attribute, "alias" | "version"),
        _ => false,
    }
}

struct Lowering<'t, 'e> {
    text: &'t str,
    /// Where the tree goes.
    arena: &'t Bump,
    errors: &'e mut Vec<SyntaxError>,
    /// Whether strings stand for themselves.
    literal: bool,
    /// How deep the expression that is read nests; templates nest further.
    depth: u32,
}

impl<'t> Lowering<'t, '_> {
    fn report(&mut self, span: Span, message: String, help: Option<&str>) {
        if self.errors.len() < MAX_ERRORS {
            let help = help.map(str::to_owned);
            self.errors.push(SyntaxError {
                span,
                message,
                help,
            });
        }
    }

    /// The properties of an object, or of all objects in an array. `null` has
    /// none.
    fn objects<'s>(
        &mut self,
        json: Json<'s, 't>,
        what: &str,
        place: Span,
    ) -> Vec<Property<'s, 't>> {
        match json.kind {
            JsonKind::Null if what != "the file" => Vec::new(),
            JsonKind::Object(properties) => properties.to_vec(),
            JsonKind::Array(elements) => {
                let mut all = Vec::new();
                for element in elements {
                    match element.kind {
                        JsonKind::Object(properties) => all.extend(properties),
                        _ => self.not_object(element.span, what),
                    }
                }
                all
            }
            _ => {
                self.not_object(place, what);
                Vec::new()
            }
        }
    }

    fn not_object(&mut self, span: Span, what: &str) {
        let help = Some("an array of objects will do as well");
        self.report(span, format!("{what} is not an object"), help);
    }

    fn top_level(&mut self, property: Property<'_, 't>, items: &mut Vec<Item<'t>>) {
        match label_count(property.name.text) {
            Some(labels) => {
                let kind = name(&property.name);
                self.blocks(kind, Vec::new(), labels, property.value, items);
            }
            None => items.push(Item::Attribute(self.attribute(property))),
        }
    }

    /// Reads the blocks below a type and the labels so far.
    fn blocks(
        &mut self,
        kind: Name<'t>,
        labels: Vec<Name<'t>>,
        missing: usize,
        json: Json<'_, 't>,
        items: &mut Vec<Item<'t>>,
    ) {
        let place = json.span;
        if missing > 0 {
            let what = format!(
                "what stands below {}",
                shown(labels.last().unwrap_or(&kind).text)
            );
            let properties = self.objects(json, &what, place);
            if properties.is_empty() && self.errors.is_empty() {
                let help = "a block stands below its labels";
                self.report(place, format!("{what} is missing"), Some(help));
            }
            for property in properties {
                let mut labels = labels.clone();
                labels.push(name(&property.name));
                self.blocks(kind, labels, missing - 1, property.value, items);
            }
            return;
        }
        let what = shown(labels.last().unwrap_or(&kind).text);
        match json.kind {
            JsonKind::Null => {}
            JsonKind::Object(properties) => {
                let block = self.block(kind, labels, place, properties);
                items.push(Item::Block(block));
            }
            JsonKind::Array(elements) => {
                for element in elements {
                    match element.kind {
                        JsonKind::Object(properties) => {
                            let labels = labels.clone();
                            let block = self.block(kind, labels, element.span, properties);
                            items.push(Item::Block(block));
                        }
                        _ => self.not_object(element.span, &what),
                    }
                }
            }
            _ => self.not_object(place, &what),
        }
    }

    fn block(
        &mut self,
        kind: Name<'t>,
        labels: Vec<Name<'t>>,
        place: Span,
        properties: &[Property<'_, 't>],
    ) -> &'t Block<'t> {
        let pure = kind.text == "locals";
        self.check_names(properties, pure);
        // An object that was cut off by an error has no closing brace.
        let last = self.text.as_bytes().get(place.end as usize - 1);
        let inner = properties
            .last()
            .map_or(place.start + 1, |last| last.value.span.end);
        let closed = last == Some(&b'}') && inner < place.end;
        let inside = Span::new(place.start + 1, place.end - u32::from(closed));
        let mut items = Vec::new();
        for &property in properties {
            if property.name.text != COMMENT {
                self.literal = is_literal(kind.text, property.name.text);
                items.push(Item::Attribute(self.attribute(property)));
            }
        }
        self.literal = false;
        let header = labels.last().unwrap_or(&kind).span;
        let body = Body {
            span: inside,
            items: self.arena.alloc_slice_copy(&items),
        };
        self.arena.alloc(Block {
            span: header.to(place),
            header,
            kind,
            labels: self.arena.alloc_slice_copy(&labels),
            body,
        })
    }

    /// Reports names that occur twice in an object. Several blocks may have one
    /// name, and only a schema tells blocks from arguments; so unless there can
    /// be no blocks, objects and arrays of one name are let through.
    fn check_names(&mut self, properties: &[Property<'_, '_>], pure: bool) {
        let may_be_block = |json: &Json<'_, '_>| match json.kind {
            JsonKind::Object(_) | JsonKind::Array(_) | JsonKind::Null => !pure,
            _ => false,
        };
        let mut known: HashMap<&str, bool> = HashMap::new();
        for Property { name, value } in properties {
            let block = may_be_block(value);
            let before = known.insert(name.text, block);
            let comment = name.text == COMMENT;
            if !comment && before.is_some_and(|before| !(before && block)) {
                let message = format!("{} is set a second time", shown(name.text));
                self.report(name.span, message, None);
            }
        }
    }

    fn attribute(&mut self, property: Property<'_, 't>) -> &'t Attribute<'t> {
        let name = name(&property.name);
        let value = self.expression(property.value);
        self.arena.alloc(Attribute { name, value })
    }

    fn expression(&mut self, json: Json<'_, 't>) -> Expr<'t> {
        let span = json.span;
        self.depth += 1;
        let kind = match json.kind {
            JsonKind::Null => ExprKind::Null,
            JsonKind::Bool(value) => ExprKind::Bool(value),
            JsonKind::Number(written) => self.number(written, span),
            JsonKind::String(string) => self.string(string).kind,
            JsonKind::Array(elements) => {
                let mut values = Vec::with_capacity(elements.len());
                for &element in elements {
                    values.push(self.expression(element));
                }
                ExprKind::List(self.arena.alloc_slice_copy(&values))
            }
            JsonKind::Object(properties) => {
                self.check_names(properties, false);
                let mut items = Vec::with_capacity(properties.len());
                for &Property { name, value } in properties {
                    let key = self.string(name);
                    let value = self.expression(value);
                    items.push(ObjectItem { key, value });
                }
                ExprKind::Object(self.arena.alloc_slice_copy(&items))
            }
        };
        self.depth -= 1;
        Expr { span, kind }
    }

    fn string(&mut self, string: JsonString<'t>) -> Expr<'t> {
        let span = string.span;
        let templates = string.text.contains("${") || string.text.contains("%{");
        if self.literal || !templates {
            return Expr {
                span,
                kind: ExprKind::String(string.text),
            };
        }
        let mut parser = Parser::new(string.text, self.arena, Places::Map(string.map));
        parser.depth = self.depth;
        let expression = parser.bare_template(span);
        for error in parser.finish().1 {
            self.report(error.span, error.message, error.help.as_deref());
        }
        expression
    }

    /// A number, whose sign JSON counts as part of it and HCL as an operator.
    fn number(&self, written: &'t str, span: Span) -> ExprKind<'t> {
        let Some(unsigned) = written.strip_prefix('-') else {
            return ExprKind::Number(written);
        };
        let operand = Expr {
            span: Span::new(span.start + 1, span.end),
            kind: ExprKind::Number(unsigned),
        };
        let operator = UnaryOperator::Negate;
        ExprKind::Unary(self.arena.alloc(Unary { operator, operand }))
    }
}

fn name<'t>(string: &JsonString<'t>) -> Name<'t> {
    Name {
        text: string.text,
        span: string.span,
    }
}

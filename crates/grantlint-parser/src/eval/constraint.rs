//! Type constraints of variables: `list(object({ a = string, b = optional(number, 1) }))`.

use std::collections::BTreeMap;
use std::sync::Arc;

use smol_str::{SmolStr, format_smolstr};

use super::budget::Budget;
use super::convert::convert;
use super::scope::{Scope, Unreadable};
use super::types::{Field, Type};
use super::undecided::one_of;
use super::value::{Entity, Shape, Value};
use super::{EvalError, evaluate};
use crate::source::{FileId, Location};
use crate::syntax::parse_expression;
use crate::syntax::tree::{Call, Expr, ExprKind, ObjectItem};

/// What a variable's value must be, and what stands in for missing attributes.
#[derive(Clone, Debug)]
pub struct Constraint {
    /// The type.
    pub ty: Type,
    defaults: Defaults,
}

/// The defaults of an object's attributes, and those further in: by attribute,
/// by index of a tuple, or under the empty name for every element.
#[derive(Clone, Debug, Default)]
struct Defaults {
    values: BTreeMap<SmolStr, Value>,
    children: BTreeMap<SmolStr, Defaults>,
}

impl Constraint {
    /// `any`, which is what a variable without a type has.
    pub fn any() -> Constraint {
        Constraint {
            ty: Type::Dynamic,
            defaults: Defaults::default(),
        }
    }

    /// Reads the expression of a `type` argument. In JSON it is a string with
    /// the expression in it.
    ///
    /// # Errors
    /// What is not a type, and where.
    pub fn parse(expr: &Expr, file: FileId) -> Result<Constraint, Box<EvalError>> {
        let reader = Reader { file };
        if let ExprKind::String(text) = &expr.kind {
            let (inner, errors) = parse_expression(*text, expr.span.start + 1);
            if !errors.is_empty() {
                return Err(reader.wrong(expr));
            }
            return reader.outer(inner.expr());
        }
        reader.outer(expr)
    }

    /// The value with the defaults in place of what it lacks, converted.
    ///
    /// # Errors
    /// Why it does not fit.
    pub fn convert(&self, value: Value) -> Result<Value, String> {
        convert(self.defaults.apply(value), &self.ty)
    }
}

impl Defaults {
    fn is_empty(&self) -> bool {
        self.values.is_empty() && self.children.is_empty()
    }

    fn child(&mut self, name: SmolStr, child: Defaults) {
        if !child.is_empty() {
            self.children.insert(name, child);
        }
    }

    /// Defaults stand in for missing and null attributes, but not for a null
    /// that is the object itself.
    fn apply(&self, value: Value) -> Value {
        if self.is_empty() {
            return value;
        }
        if let Some(candidates) = one_of(&value) {
            let applied = candidates
                .into_iter()
                .map(|candidate| self.apply(candidate))
                .collect();
            return value.reshaped(Shape::OneOf(applied));
        }
        let origin = value.origin.clone();
        if let Some(items) = value.as_sequence() {
            let items = items.iter().enumerate().map(|(at, item)| {
                let child = self.children.get("");
                match child.or_else(|| self.children.get(format_smolstr!("{at}").as_str())) {
                    Some(child) => child.apply(item.clone()),
                    None => item.clone(),
                }
            });
            return Value::tuple(items.collect()).with_origin(origin);
        }
        let Some(entries) = value.as_mapping() else {
            return value;
        };
        let mut entries: BTreeMap<SmolStr, Value> = entries
            .iter()
            .map(|(name, item)| {
                let child = self.children.get(name).or_else(|| self.children.get(""));
                let item = item.clone();
                (
                    name.clone(),
                    child.map_or_else(|| item.clone(), |child| child.apply(item.clone())),
                )
            })
            .collect();
        for (name, default) in &self.values {
            if entries.get(name).is_none_or(Value::is_null) {
                let default = default.clone();
                let default = match self.children.get(name) {
                    Some(child) => child.apply(default),
                    None => default,
                };
                entries.insert(SmolStr::new(name), default);
            }
        }
        Value::object(entries).with_origin(origin)
    }
}

struct Reader {
    file: FileId,
}

type Read = Result<(Type, Defaults), Box<EvalError>>;

impl Reader {
    fn error(&self, message: impl Into<String>, expr: &Expr) -> Box<EvalError> {
        EvalError::new(message, expr.span.in_file(self.file))
    }

    fn wrong(&self, expr: &Expr) -> Box<EvalError> {
        self.error("this is not a type", expr)
    }

    /// Bare `list` and `map` are still taken for `list(any)` and `map(any)`.
    fn outer(&self, expr: &Expr) -> Result<Constraint, Box<EvalError>> {
        let bare = match &expr.kind {
            ExprKind::Variable(name) if *name == "list" => Some(Type::list(Type::Dynamic)),
            ExprKind::Variable(name) if *name == "map" => Some(Type::map(Type::Dynamic)),
            _ => None,
        };
        let (ty, defaults) = match bare {
            Some(ty) => (ty, Defaults::default()),
            None => self.read(expr)?,
        };
        Ok(Constraint { ty, defaults })
    }

    fn read(&self, expr: &Expr) -> Read {
        let simple = |ty| Ok((ty, Defaults::default()));
        match &expr.kind {
            ExprKind::Variable(name) => match *name {
                "any" => simple(Type::Dynamic),
                "bool" => simple(Type::Bool),
                "number" => simple(Type::Number),
                "string" => simple(Type::String),
                _ => Err(self.wrong(expr)),
            },
            ExprKind::Call(call) => self.read_call(call, expr),
            _ => Err(self.wrong(expr)),
        }
    }

    fn read_call(&self, call: &Call, expr: &Expr) -> Read {
        let [argument] = call.args else {
            return Err(self.wrong(expr));
        };
        let collection = match call.name.text {
            "list" => Type::list,
            "set" => Type::set,
            "map" => Type::map,
            "object" => return self.read_object(argument),
            "tuple" => return self.read_tuple(argument),
            _ => return Err(self.wrong(expr)),
        };
        let (element, child) = self.read(argument)?;
        let mut defaults = Defaults::default();
        defaults.child(SmolStr::default(), child);
        Ok((collection(element), defaults))
    }

    fn read_tuple(&self, argument: &Expr) -> Read {
        let ExprKind::List(items) = &argument.kind else {
            return Err(self.wrong(argument));
        };
        let mut types = Vec::new();
        let mut defaults = Defaults::default();
        for (at, item) in items.iter().enumerate() {
            let (ty, child) = self.read(item)?;
            types.push(ty);
            defaults.child(format_smolstr!("{at}"), child);
        }
        Ok((Type::tuple(types), defaults))
    }

    fn read_object(&self, argument: &Expr) -> Read {
        let ExprKind::Object(items) = &argument.kind else {
            return Err(self.wrong(argument));
        };
        let mut fields = BTreeMap::new();
        let mut defaults = Defaults::default();
        for ObjectItem { key, value } in *items {
            let ExprKind::String(name) = &key.kind else {
                return Err(self.wrong(key));
            };
            let (ty, optional) = match &value.kind {
                ExprKind::Call(call) if call.name.text == "optional" => {
                    let (ty, default, child) = self.read_optional(call, value)?;
                    defaults
                        .values
                        .extend(default.map(|default| (SmolStr::new(name), default)));
                    defaults.child(SmolStr::new(name), child);
                    (ty, true)
                }
                _ => {
                    let (ty, child) = self.read(value)?;
                    defaults.child(SmolStr::new(name), child);
                    (ty, false)
                }
            };
            if fields
                .insert(SmolStr::new(name), Field { ty, optional })
                .is_some()
            {
                return Err(self.error(format!("the attribute `{name}` is there twice"), key));
            }
        }
        Ok((Type::Object(Arc::new(fields)), defaults))
    }

    fn read_optional(
        &self,
        call: &Call,
        expr: &Expr,
    ) -> Result<(Type, Option<Value>, Defaults), Box<EvalError>> {
        let (ty, default) = match call.args {
            [ty] => (ty, None),
            [ty, default] => (ty, Some(default)),
            _ => return Err(self.wrong(expr)),
        };
        let (ty, child) = self.read(ty)?;
        let default = match default {
            None => None,
            Some(default) => {
                let value = evaluate(default, self.file, &NoNames, &Budget::default())?;
                let value = convert(child.apply(value), &ty).map_err(|why| {
                    self.error(format!("the default does not fit: {why}"), default)
                })?;
                Some(value)
            }
        };
        Ok((ty, default, child))
    }
}

/// Defaults of optional attributes refer to nothing.
struct NoNames;

impl Scope for NoNames {
    fn resolve(&self, root: &str, _rest: &[&str], _at: Location) -> Result<(Value, usize), String> {
        Err(format!(
            "`{root}` can't be used here: the default must be constant"
        ))
    }

    fn attribute(&self, entity: &Entity, name: &str, _at: Location) -> Result<Value, String> {
        Err(format!("`{entity}.{name}` can't be used here"))
    }

    fn has_functions(&self) -> bool {
        false
    }

    fn read(&self, _path: &str) -> Result<Arc<[u8]>, Unreadable> {
        Err(Unreadable::Unknown("a default reads no file".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::json;
    use crate::source::Sources;

    #[track_caller]
    fn check(constraint: &str, value: &str, expected: &str) {
        let mut sources = Sources::default();
        let file = sources.add("variables.tf", "");
        let (expr, errors) = parse_expression(constraint, 0);
        assert!(errors.is_empty(), "{errors:?}");
        let (value, _) = parse_expression(value, 0);
        let value = evaluate(value.expr(), file, &NoNames, &Budget::default()).expect("a value");
        let converted = Constraint::parse(expr.expr(), file)
            .map_err(|error| error.message)
            .and_then(|it| it.convert(value));
        let answer = converted.and_then(|value| json::encode(&value));
        assert_eq!(answer.unwrap_or_else(|_| "error".to_owned()), expected);
    }

    #[test]
    fn values_are_converted() {
        check("string", "1", r#""1""#);
        check("list(string)", "[1, true]", r#"["1","true"]"#);
        check("list", "[1, \"a\"]", r#"["1","a"]"#);
        check("set(number)", "[2, 1, \"2\"]", "[1,2]");
        check("map(any)", "{ a = 1, b = \"x\" }", r#"{"a":"1","b":"x"}"#);
        check("tuple([string, number])", "[1, \"2\"]", r#"["1",2]"#);
        check("object({ a = string })", "{ a = 1, b = 2 }", r#"{"a":"1"}"#);
        check("any", "[1, \"a\"]", r#"[1,"a"]"#);
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        check("object({ a = string })", "{ b = 2 }", "error");
        check("number", "\"a\"", "error");
        check("list(string)", "{ a = 1 }", "error");
        check("tuple([string])", "[]", "error");
        check("strin", "1", "error");
        check("list(string, number)", "[]", "error");
        check("object({ a = optional(number, \"x\") })", "{}", "error");
    }

    #[test]
    fn optional_attributes_have_defaults() {
        check("object({ a = optional(string) })", "{}", r#"{"a":null}"#);
        check(
            "object({ a = optional(string, \"x\") })",
            "{ a = null }",
            r#"{"a":"x"}"#,
        );
        check(
            "list(object({ a = optional(number, 1) }))",
            "[{}, { a = 2 }]",
            r#"[{"a":1},{"a":2}]"#,
        );
        check(
            "map(object({ a = optional(object({ b = optional(string, \"y\") }), {}) }))",
            "{ k = {} }",
            r#"{"k":{"a":{"b":"y"}}}"#,
        );
        check(
            "object({ a = optional(object({ b = optional(string, \"y\") })) })",
            "{ a = { b = null } }",
            r#"{"a":{"b":"y"}}"#,
        );
        check("object({ a = optional(string, \"x\") })", "null", "null");
    }
}

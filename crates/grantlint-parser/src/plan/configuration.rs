//! The plan's own account of the configuration, for what no text is there of:
//! constants, and which names an expression refers to, but not how.

use std::collections::HashMap;

use smol_str::format_smolstr;

use super::Plan;
use super::instances::{Instance, Instances};
use super::tree::{Step, elements, get, items, key, resource, steps, text};
use crate::address::{Address, Key, Mode, ModuleAddress};
use crate::eval::budget::Budget;
use crate::eval::evaluate;
use crate::eval::types::Type;
use crate::eval::value::{AttributeOf, Data, Value};
use crate::frame::Nothing;
use crate::model::ReferenceTo;
use crate::references::PREFIX;
use crate::resource::{Argument, Body, NestedBlock};
use crate::source::{FileId, Location};
use crate::syntax::tree::{Expr, ExprKind};

/// How many inputs and outputs of modules a reference is followed through.
const MAX_HOPS: u32 = 32;

pub(super) struct Configuration<'p> {
    file: FileId,
    root: Option<&'p Expr<'p>>,
    /// The declaration of each resource, by its address without any key.
    declared: HashMap<String, &'p Expr<'p>>,
    relevant: &'p [Expr<'p>],
    budget: Budget,
}

impl<'p> Configuration<'p> {
    pub(super) fn of(plan: &'p Plan) -> Self {
        let root = plan.get("configuration");
        let root = root.and_then(|configuration| get(configuration, "root_module"));
        let mut declared = HashMap::new();
        if let Some(root) = root {
            declare(root, "", &mut declared);
        }
        Configuration {
            file: plan.file(),
            root,
            declared,
            relevant: plan.get("relevant_attributes").map_or(&[][..], elements),
            budget: Budget::default(),
        }
    }

    /// What an instance's arguments say, as far as that can be told; `None` where
    /// its configuration is not in the plan.
    pub(super) fn body(&self, instance: &Instance<'p>) -> Option<Body> {
        let address = &instance.address;
        let modules = address.module.0.iter();
        let modules: String = modules.map(|(call, _)| format!("module.{call}.")).collect();
        let bare = Address {
            module: ModuleAddress::default(),
            key: Key::None,
            ..address.clone()
        };
        let declared = self.declared.get(&format!("{modules}{bare}"))?;
        let expressions = get(declared, "expressions");
        let body = expressions.map(|expressions| self.expressions(expressions, address));
        Some(body.unwrap_or_default())
    }

    fn module(&self, address: &ModuleAddress) -> Option<&'p Expr<'p>> {
        address.0.iter().try_fold(self.root?, |module, (call, _)| {
            get(get(get(module, "module_calls")?, call)?, "module")
        })
    }

    fn expressions(&self, expressions: &'p Expr<'p>, from: &Address) -> Body {
        let mut body = Body {
            json: true,
            ..Body::default()
        };
        for (name, at, expr) in items(expressions) {
            let name_at = at.in_file(self.file);
            if let ExprKind::List(blocks) = &expr.kind {
                body.blocks.extend(blocks.iter().map(|block| NestedBlock {
                    kind: name.into(),
                    at: name_at,
                    span: block.span.in_file(self.file),
                    body: self.expressions(block, from),
                }));
                continue;
            }
            let what = format!("{from}.{name}");
            body.arguments.push(Argument {
                name: name.into(),
                name_at,
                at: at.to(expr.span).in_file(self.file),
                value_at: expr.span.in_file(self.file),
                value: self.value(expr, &from.module, &what, 0),
            });
        }
        body
    }

    /// The value of an expression: a constant, or what its only reference names.
    fn value(&self, expr: &'p Expr<'p>, module: &ModuleAddress, what: &str, hops: u32) -> Value {
        let at = expr.span.in_file(self.file);
        if let Some(constant) = get(expr, "constant_value") {
            return self.constant(constant);
        }
        let named = (hops < MAX_HOPS)
            .then(|| self.named(only_reference(expr)?, module, at, what, hops + 1));
        named.flatten().unwrap_or_else(|| {
            let reason = format_smolstr!("`{what}` is known only after apply");
            Value::unknown(reason, Some(at), Type::Dynamic)
        })
    }

    fn constant(&self, constant: &Expr) -> Value {
        match evaluate(constant, self.file, &Nothing, &self.budget) {
            Ok(value) => value,
            Err(error) => error.into_unknown(),
        }
    }

    fn named(
        &self,
        steps: Vec<Step>,
        module: &ModuleAddress,
        at: Location,
        what: &str,
        hops: u32,
    ) -> Option<Value> {
        match steps.as_slice() {
            [Step::Name(word), Step::Name(input)] if word == "var" => {
                let (call, outer) = module.0.split_last()?;
                let outer = ModuleAddress(outer.to_vec());
                let calls = get(self.module(&outer)?, "module_calls")?;
                let inputs = get(get(calls, &call.0)?, "expressions")?;
                self.value(get(inputs, input)?, &outer, what, hops).into()
            }
            [Step::Name(word), Step::Name(call), rest @ ..] if word == "module" => {
                let (key, rest) = key(rest);
                let [Step::Name(output)] = rest else {
                    return None;
                };
                let inner = module.child(call, key);
                let outputs = get(self.module(&inner)?, "outputs")?;
                let expr = get(get(outputs, output)?, "expression")?;
                self.value(expr, &inner, what, hops).into()
            }
            steps => {
                let (resource, rest) = resource(steps, module)?;
                let [Step::Name(attribute)] = rest else {
                    return None;
                };
                let of = AttributeOf {
                    resource,
                    attribute: attribute.clone(),
                };
                Some(Value::at(Data::Attribute(of.into()), at))
            }
        }
    }

    /// Who refers to which of the provider's resources.
    pub(super) fn references(&self, instances: &Instances<'p>) -> Vec<ReferenceTo> {
        let mut found = Vec::new();
        for address in instances.modules() {
            let Some(module) = self.module(&address) else {
                continue;
            };
            let mut collect = Collector {
                file: self.file,
                module: &address,
                from: None,
                found: &mut found,
            };
            for resource in get(module, "resources").map_or(&[][..], elements) {
                collect.from = declaration(resource, &address);
                if let Some(expressions) = get(resource, "expressions") {
                    collect.all(expressions);
                }
            }
            collect.from = None;
            for part in ["module_calls", "outputs"] {
                for (_, _, entry) in get(module, part).into_iter().flat_map(items) {
                    ["expressions", "expression"]
                        .into_iter()
                        .filter_map(|name| get(entry, name))
                        .for_each(|expr| collect.all(expr));
                }
            }
        }
        // These were followed through locals, which the configuration leaves out.
        for relevant in self.relevant {
            let resource = get(relevant, "resource").and_then(text);
            let to = resource.and_then(|written| anywhere(&steps(written)?));
            found.extend(
                to.filter(|to| to.kind.starts_with(PREFIX))
                    .map(|to| ReferenceTo {
                        from: None,
                        to: Address {
                            key: Key::Unknown,
                            ..to
                        },
                        at: relevant.span.in_file(self.file),
                    }),
            );
        }
        found
    }
}

/// The address of a resource that is written with its module.
fn anywhere(steps: &[Step]) -> Option<Address> {
    let mut module = ModuleAddress::default();
    let mut rest = steps;
    while let [Step::Name(word), Step::Name(call), after @ ..] = rest {
        if word != "module" {
            break;
        }
        let (key, after) = key(after);
        module = module.child(call, key);
        rest = after;
    }
    resource(rest, &module).map(|(address, _)| address)
}

/// Gathers the declarations of the resources in a module and in those that it calls.
fn declare<'p>(module: &'p Expr<'p>, way: &str, declared: &mut HashMap<String, &'p Expr<'p>>) {
    for resource in get(module, "resources").map_or(&[][..], elements) {
        let address = get(resource, "address").and_then(text);
        if let Some(address) = address {
            declared.insert(format!("{way}{address}"), resource);
        }
    }
    for (call, _, entry) in get(module, "module_calls").into_iter().flat_map(items) {
        if let Some(module) = get(entry, "module") {
            declare(module, &format!("{way}module.{call}."), declared);
        }
    }
}

/// The address of a declared resource, for all its instances.
fn declaration(resource: &Expr, module: &ModuleAddress) -> Option<Address> {
    Some(Address {
        module: module.clone(),
        mode: match text(get(resource, "mode")?)? {
            "managed" => Mode::Managed,
            "data" => Mode::Data,
            _ => return None,
        },
        kind: text(get(resource, "type")?)?.into(),
        name: text(get(resource, "name")?)?.into(),
        key: Key::Unknown,
    })
}

/// The reference that an expression consists of, as far as can be told: the plan
/// lists a reference with everything that it begins with, and does not say what
/// an expression does with it.
fn only_reference(expr: &Expr) -> Option<Vec<Step>> {
    let listed = elements(get(expr, "references")?);
    let mut listed = listed.iter().map(|reference| steps(text(reference)?));
    let first = listed.next()??;
    listed
        .all(|other| other.is_some_and(|other| first.starts_with(&other)))
        .then_some(first)
}

struct Collector<'c> {
    file: FileId,
    module: &'c ModuleAddress,
    from: Option<Address>,
    found: &'c mut Vec<ReferenceTo>,
}

impl Collector<'_> {
    /// Takes in whatever an expression, or the expressions of a body, refer to.
    fn all(&mut self, expr: &Expr) {
        elements(expr).iter().for_each(|block| self.all(block));
        for (name, _, part) in items(expr) {
            if name != "references" {
                self.all(part);
                continue;
            }
            for reference in elements(part) {
                let steps = text(reference).and_then(steps);
                let to = steps.and_then(|steps| Some(resource(&steps, self.module)?.0));
                let to = to.filter(|to| to.kind.starts_with(PREFIX));
                self.found.extend(to.map(|to| ReferenceTo {
                    from: self.from.clone(),
                    to: Address {
                        key: Key::Unknown,
                        ..to
                    },
                    at: reference.span.in_file(self.file),
                }));
            }
        }
    }
}

//! Who refers to which resource, read off the text alone: even a reference that
//! ends in an unknown value is one.

use smol_str::SmolStr;

use crate::address::{Address, Key, Mode, ModuleAddress};
use crate::model::ReferenceTo;
use crate::module::{Module, Placed};
use crate::source::{FileId, Location};
use crate::syntax::tree::{
    Body, Expr, ExprKind, ForDirective, IfDirective, Item, Part, Step, StepKind,
};

/// What the provider's types begin with; no other resource says anything about
/// permissions.
pub(crate) const PREFIX: &str = "genesyscloud_";

/// All references to the provider's resources in a module, under the address that an instance
/// of it has.
pub fn references(module: &Module<'_>, address: &ModuleAddress) -> Vec<ReferenceTo> {
    let mut found = Vec::new();
    for resource in &module.resources {
        let from = Address {
            module: address.clone(),
            mode: resource.mode,
            kind: resource.kind.clone(),
            name: resource.name.clone(),
            key: Key::Unknown,
        };
        let mut collect = Collector {
            address,
            from: Some(from),
            found: &mut found,
        };
        resource
            .declaration
            .items
            .iter()
            .for_each(|item| collect.item(*item));
    }
    let others = [&module.outputs, &module.calls, &module.variables];
    let mut collect = Collector {
        address,
        from: None,
        found: &mut found,
    };
    for declaration in others
        .into_iter()
        .flat_map(|declarations| declarations.values())
    {
        declaration
            .items
            .iter()
            .for_each(|item| collect.item(*item));
    }
    for &(file, attribute) in module.locals.values() {
        collect.expr(file, &attribute.value);
    }
    found
}

struct Collector<'c> {
    address: &'c ModuleAddress,
    from: Option<Address>,
    found: &'c mut Vec<ReferenceTo>,
}

impl Collector<'_> {
    fn item(&mut self, (file, item): Placed<'_>) {
        match item {
            Item::Attribute(attribute) => self.expr(file, &attribute.value),
            Item::Block(block) => self.body(file, &block.body),
        }
    }

    fn body(&mut self, file: FileId, body: &Body) {
        body.items.iter().for_each(|item| self.item((file, item)));
    }

    fn exprs<'e>(&mut self, file: FileId, exprs: impl IntoIterator<Item = &'e Expr<'e>>) {
        exprs.into_iter().for_each(|expr| self.expr(file, expr));
    }

    fn expr(&mut self, file: FileId, expr: &Expr) {
        match &expr.kind {
            ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Number(_)
            | ExprKind::String(_)
            | ExprKind::Variable(_)
            | ExprKind::Invalid => {}
            ExprKind::Template(template) => self.parts(file, template.parts),
            ExprKind::Access(access) => {
                if let ExprKind::Variable(root) = &access.base.kind {
                    self.reference(root, access.steps, expr.span.in_file(file));
                }
                self.expr(file, &access.base);
                for step in access.steps {
                    if let StepKind::Index(index) = &step.kind {
                        self.expr(file, index);
                    }
                }
            }
            ExprKind::Call(call) => self.exprs(file, call.args),
            ExprKind::List(items) => self.exprs(file, *items),
            ExprKind::Object(items) => {
                self.exprs(file, items.iter().flat_map(|item| [&item.key, &item.value]));
            }
            ExprKind::For(each) => {
                self.exprs(file, [&each.collection, &each.value_result]);
                self.exprs(file, each.key_result.iter().chain(&each.condition));
            }
            ExprKind::Conditional(choice) => {
                self.exprs(file, [&choice.condition, &choice.then, &choice.otherwise]);
            }
            ExprKind::Binary(binary) => self.exprs(file, [&binary.left, &binary.right]),
            ExprKind::Unary(unary) => self.expr(file, &unary.operand),
            ExprKind::Paren(inner) => self.expr(file, inner),
        }
    }

    fn parts(&mut self, file: FileId, parts: &[Part]) {
        for part in parts {
            match part {
                Part::Literal { .. } => {}
                Part::Interpolation { expr, .. } => self.expr(file, expr),
                Part::If(IfDirective {
                    condition,
                    then,
                    otherwise,
                    ..
                }) => {
                    self.expr(file, condition);
                    self.parts(file, then);
                    self.parts(file, otherwise);
                }
                Part::For(ForDirective {
                    collection, body, ..
                }) => {
                    self.expr(file, collection);
                    self.parts(file, body);
                }
            }
        }
    }

    fn reference(&mut self, root: &str, steps: &[Step], at: Location) {
        let name = |index: usize| match steps.get(index).map(|step| &step.kind) {
            Some(StepKind::Attr(name)) => Some(SmolStr::new(name)),
            Some(_) | None => None,
        };
        let target = match root {
            "var" | "local" | "module" | "each" | "count" | "path" | "terraform" | "self" => None,
            "data" => name(0)
                .zip(name(1))
                .map(|(kind, name)| (Mode::Data, kind, name)),
            "resource" => name(0)
                .zip(name(1))
                .map(|(kind, name)| (Mode::Managed, kind, name)),
            _ => name(0).map(|name| (Mode::Managed, root.into(), name)),
        };
        let Some((mode, kind, name)) = target else {
            return;
        };
        if !kind.starts_with(PREFIX) {
            return;
        }
        let module = self.address.clone();
        let to = Address {
            module,
            mode,
            kind,
            name,
            key: Key::Unknown,
        };
        self.found.push(ReferenceTo {
            from: self.from.clone(),
            to,
            at,
        });
    }
}

//! Modules as they are called: each call of a module is an instance with inputs
//! of its own. Everything is evaluated when it is first asked for, once.

mod calls;
mod repetition;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use smol_str::SmolStr;

use crate::address::{Address, Key, Mode, ModuleAddress};
use crate::eval::budget::Budget;
use crate::eval::constraint::Constraint;
use crate::eval::convert::convert;
use crate::eval::types::Type;
use crate::eval::value::{AttributeOf, Data, Value};
use crate::eval::{EvalError, evaluate};
use crate::files::Files;
use crate::frame::Frame;
use crate::module::{Declaration, Module, Modules, ResourceDeclaration};
use crate::problem::{Problem, ProblemKind};
use crate::remote::Installed;
use crate::source::{FileId, Location, Sources};
use crate::syntax::tree::{Expr, ExprKind};
use crate::variables::Given;

pub(crate) use self::repetition::{Each, Repetition};

/// How many references may be followed within each other: a local that names a
/// local that names a variable, and so on.
const MAX_CHAIN: usize = 100;

/// A module instance, by its number.
pub(crate) type InstanceId = usize;

/// One call of a module, or the root module.
pub(crate) struct Instance<'a> {
    pub(crate) address: ModuleAddress,
    pub(crate) module: &'a Module<'a>,
    /// What `path.module` is: the way from the root module's folder.
    pub(crate) path: String,
    /// The call, unless this is the root.
    call: Option<Call<'a>>,
}

struct Call<'a> {
    parent: InstanceId,
    declaration: &'a Declaration<'a>,
    each: Each,
}

/// What is evaluated once.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Memo {
    Variable(InstanceId, SmolStr),
    Local(InstanceId, SmolStr),
    Output(InstanceId, SmolStr),
    Attribute(Address, SmolStr),
}

/// One root module with all instances of the modules that it calls.
pub(crate) struct World<'a> {
    modules: &'a Modules<'a>,
    sources: &'a Sources,
    pub(crate) files: &'a dyn Files,
    pub(crate) root: &'a str,
    budget: &'a Budget,
    given: BTreeMap<SmolStr, Given<'a>>,
    installed: Installed,
    instances: RefCell<Vec<Rc<Instance<'a>>>>,
    /// None where there is nothing to look into: a remote module, a circle.
    by_address: RefCell<HashMap<ModuleAddress, Option<InstanceId>>>,
    /// None while it is under way.
    memo: RefCell<HashMap<Memo, Option<Value>>>,
    repetitions: RefCell<HashMap<(InstanceId, Location), Rc<Repetition>>>,
    chain: Cell<usize>,
    /// Which budgets ran out, and where.
    exceeded: RefCell<BTreeSet<(Location, String)>>,
    /// How many instances all blocks have together.
    repeated: Cell<usize>,
    refused: RefCell<Option<Box<EvalError>>>,
}

impl<'a> World<'a> {
    pub(crate) fn new(
        modules: &'a Modules<'a>,
        root: &'a str,
        sources: &'a Sources,
        files: &'a dyn Files,
        budget: &'a Budget,
        given: BTreeMap<SmolStr, Given<'a>>,
    ) -> Self {
        let world = World {
            modules,
            sources,
            files,
            root,
            budget,
            given,
            installed: Installed::read(root, files),
            instances: RefCell::default(),
            by_address: RefCell::default(),
            memo: RefCell::default(),
            repetitions: RefCell::default(),
            chain: Cell::new(0),
            exceeded: RefCell::default(),
            repeated: Cell::new(0),
            refused: RefCell::default(),
        };
        if let Some(module) = modules.get(root) {
            let address = ModuleAddress::default();
            let instance = Instance {
                address: address.clone(),
                module,
                path: ".".to_owned(),
                call: None,
            };
            world.instances.borrow_mut().push(Rc::new(instance));
            world.by_address.borrow_mut().insert(address, Some(0));
        }
        world
    }

    pub(crate) fn into_problems(self) -> Vec<Problem> {
        let exceeded = self.exceeded.into_inner().into_iter();
        let problems = exceeded.map(|(at, message)| Problem {
            kind: ProblemKind::Budget,
            at,
            message,
            help: Some("what depends on it counts as unknown".to_owned()),
        });
        problems.collect()
    }

    /// What Terraform would refuse first of all that was evaluated so far.
    pub(crate) fn refused(&self) -> Option<Box<EvalError>> {
        self.refused.borrow().clone()
    }

    /// The unknown value that something with an error is to what uses it. The
    /// error is kept: Terraform would go no further, and no `try` helps.
    pub(crate) fn refuse(&self, error: Box<EvalError>) -> Value {
        self.refused
            .borrow_mut()
            .get_or_insert_with(|| error.clone());
        error.into_unknown()
    }

    pub(crate) fn instance(&self, id: InstanceId) -> Option<Rc<Instance<'a>>> {
        self.instances.borrow().get(id).cloned()
    }

    /// The instance at an address that was handed out before.
    pub(crate) fn find(&self, address: &ModuleAddress) -> Option<InstanceId> {
        self.by_address.borrow().get(address).copied().flatten()
    }

    pub(crate) fn problem(&self, at: Location, message: String) {
        self.exceeded.borrow_mut().insert((at, message));
    }

    /// The value of an expression; one that Terraform would refuse is unknown.
    pub(crate) fn value(&self, frame: &Frame<'_, 'a>, file: FileId, expr: &Expr) -> Value {
        evaluate(expr, file, frame, self.budget).unwrap_or_else(|error| self.refuse(error))
    }

    /// Answers from memory, or evaluates. Whatever refers to itself is unknown.
    fn once(&self, key: Memo, at: Location, evaluate: impl FnOnce() -> Value) -> Value {
        let name = || match &key {
            Memo::Variable(_, name) => format!("`var.{name}`"),
            Memo::Local(_, name) => format!("`local.{name}`"),
            Memo::Output(_, name) => format!("output `{name}`"),
            Memo::Attribute(address, name) => format!("`{address}.{name}`"),
        };
        if let Some(known) = self.memo.borrow().get(&key) {
            return known.clone().unwrap_or_else(|| {
                let message = format!("{} refers to itself", name());
                self.problem(at, message.clone());
                self.refuse(EvalError::new(message, at))
            });
        }
        if self.chain.get() >= MAX_CHAIN {
            let message = format!(
                "{} is reached through more than {MAX_CHAIN} references",
                name()
            );
            self.problem(at, message.clone());
            return Value::unknown(message, Some(at), Type::Dynamic);
        }
        self.memo.borrow_mut().insert(key.clone(), None);
        self.chain.set(self.chain.get() + 1);
        let value = evaluate();
        self.chain.set(self.chain.get() - 1);
        self.memo.borrow_mut().insert(key, Some(value.clone()));
        value
    }

    /// `var.name` in an instance.
    pub(crate) fn variable(&self, id: InstanceId, name: &str, at: Location) -> Option<Value> {
        let instance = self.instance(id)?;
        let declaration = instance.module.variables.get(name)?;
        Some(self.once(Memo::Variable(id, name.into()), at, || {
            self.input(&instance, name, declaration)
        }))
    }

    fn input(&self, instance: &Instance<'a>, name: &str, declaration: &Declaration<'a>) -> Value {
        // A type that cannot be read asks for nothing: Terraform refuses it.
        let constraint = declaration.expression("type").and_then(|(file, expr)| {
            let parsed = Constraint::parse(expr, file);
            parsed.map_err(|error| self.refuse(error)).ok()
        });
        let given = match &instance.call {
            None => self
                .given
                .get(name)
                .map(|given| given.value(constraint.as_ref(), self.budget))
                .map(|given| given.unwrap_or_else(|error| self.refuse(error))),
            Some(call) => call.declaration.expression(name).map(|(file, expr)| {
                let frame = Frame::new(self, call.parent, call.each.clone());
                self.value(&frame, file, expr)
            }),
        };
        let default = || {
            let (file, expr) = declaration.expression("default")?;
            Some(self.constant(file, expr))
        };
        let nullable = match declaration
            .expression("nullable")
            .map(|(_, expr)| &expr.kind)
        {
            Some(ExprKind::Bool(nullable)) => *nullable,
            _ => true,
        };
        let value = match given {
            Some(value) if nullable || !value.is_null() => Some(value),
            Some(null) => default().or(Some(null)),
            None => default(),
        };
        let Some(value) = value else {
            let header = declaration.header();
            let reason = format!("`var.{name}` has no value here");
            let ty = constraint.map_or(Type::Dynamic, |constraint| constraint.ty);
            return match &instance.call {
                None => Value::unknown(reason, Some(header), ty),
                Some(call) => self.refuse_typed(&ty, reason, call.declaration.header()),
            };
        };
        if !nullable && value.is_null() {
            let at = value.origin.at.unwrap_or_else(|| declaration.header());
            let ty = constraint.map_or(Type::Dynamic, |constraint| constraint.ty);
            return self.refuse_typed(&ty, format!("`var.{name}` must not be null"), at);
        }
        let Some(constraint) = constraint else {
            return value;
        };
        let at = value.origin.at.unwrap_or_else(|| declaration.header());
        constraint.convert(value).unwrap_or_else(|message| {
            let reason = format!("`var.{name}` does not take its value: {message}");
            self.refuse_typed(&constraint.ty, reason, at)
        })
    }

    fn refuse_typed(&self, ty: &Type, reason: String, at: Location) -> Value {
        let value = self.refuse(EvalError::new(reason, at));
        convert(value.clone(), ty).unwrap_or(value)
    }

    /// The value of an expression that may refer to nothing.
    pub(crate) fn constant(&self, file: FileId, expr: &Expr) -> Value {
        evaluate(expr, file, &crate::frame::Nothing, self.budget)
            .unwrap_or_else(|error| self.refuse(error))
    }

    /// `local.name` in an instance.
    pub(crate) fn local(&self, id: InstanceId, name: &str, at: Location) -> Option<Value> {
        let instance = self.instance(id)?;
        let &(file, attribute) = instance.module.locals.get(name)?;
        Some(self.once(Memo::Local(id, name.into()), at, || {
            self.value(
                &Frame::new(self, id, Each::default()),
                file,
                &attribute.value,
            )
        }))
    }

    /// The output of a module instance.
    pub(crate) fn output(&self, id: InstanceId, name: &str, at: Location) -> Option<Value> {
        let instance = self.instance(id)?;
        let (file, expr) = instance.module.outputs.get(name)?.expression("value")?;
        Some(self.once(Memo::Output(id, name.into()), at, || {
            self.value(&Frame::new(self, id, Each::default()), file, expr)
        }))
    }

    /// An attribute of a resource instance: its configured value, or the symbol
    /// for what only the platform knows.
    pub(crate) fn attribute(&self, address: &Address, name: &str, at: Location) -> Option<Value> {
        let id = self.find(&address.module)?;
        let instance = self.instance(id)?;
        let resource = instance
            .module
            .resource(address.mode, &address.kind, &address.name)?;
        let symbol = || {
            let attribute = AttributeOf {
                resource: address.clone(),
                attribute: name.into(),
            };
            Value::at(Data::Attribute(Arc::new(attribute)), at)
        };
        let Some((file, expr)) = resource.declaration.expression(name) else {
            return Some(symbol());
        };
        let value = self.once(Memo::Attribute(address.clone(), name.into()), at, || {
            let each = self.each_of(id, &resource.declaration, &address.key);
            self.value(&Frame::new(self, id, each), file, expr)
        });
        Some(if value.is_null() { symbol() } else { value })
    }

    fn each_of(&self, id: InstanceId, declaration: &Declaration<'a>, key: &Key) -> Each {
        let repetition = self.repetition(id, declaration);
        let found = repetition
            .instances
            .iter()
            .find(|(instance, _)| instance == key);
        found.map(|(_, each)| each.clone()).unwrap_or_default()
    }

    /// Whether a file is written in JSON.
    pub(crate) fn is_json(&self, file: FileId) -> bool {
        self.sources.path(file).ends_with(".json")
    }

    /// The declaration of a resource in a module instance.
    pub(crate) fn resource(
        &self,
        id: InstanceId,
        mode: Mode,
        kind: &str,
        name: &str,
    ) -> Option<&'a ResourceDeclaration<'a>> {
        let module: &'a Module<'a> = self.instance(id)?.module;
        module.resource(mode, kind, name)
    }
}

//! Modules as they are called: each call of a module is an instance with inputs
//! of its own. Everything is evaluated when it is first asked for, once.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use smol_str::{SmolStr, ToSmolStr, format_smolstr};

use crate::address::{Address, Key, Mode, ModuleAddress};
use crate::eval::budget::Budget;
use crate::eval::constraint::Constraint;
use crate::eval::number::Number;
use crate::eval::types::Type;
use crate::eval::value::{AttributeOf, Data, Value};
use crate::eval::{convert, evaluate};
use crate::frame::Frame;
use crate::load::{Files, Modules, Problem, ProblemKind, local_source};
use crate::module::{Declaration, Module, ResourceDeclaration};
use crate::paths;
use crate::remote::Installed;
use crate::source::{FileId, Location, Sources};
use crate::syntax::tree::{Expr, ExprKind};
use crate::variables::Given;

/// How many modules may be called within each other.
const MAX_MODULE_DEPTH: usize = 32;
/// How many instances one `count` or `for_each` may make.
const MAX_REPETITION: usize = 1_000;
/// How many instances of modules one root module may have.
const MAX_MODULES: usize = 10_000;
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

/// What `each` and `count` stand for in an instance.
#[derive(Clone, Debug, Default)]
pub(crate) struct Each {
    pub(crate) key: Option<Value>,
    pub(crate) value: Option<Value>,
    pub(crate) index: Option<Value>,
}

/// The instances that a block has.
#[derive(Debug)]
pub(crate) struct Repetition {
    /// Each with its key.
    pub(crate) instances: Vec<(Key, Each)>,
    /// Whether a `for_each` made them, so that they are told apart by name.
    pub(crate) by_name: bool,
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
    problems: RefCell<Vec<Problem>>,
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
            problems: RefCell::default(),
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
        self.problems.into_inner()
    }

    pub(crate) fn instance(&self, id: InstanceId) -> Option<Rc<Instance<'a>>> {
        self.instances.borrow().get(id).cloned()
    }

    /// The instance at an address that was handed out before.
    pub(crate) fn find(&self, address: &ModuleAddress) -> Option<InstanceId> {
        self.by_address.borrow().get(address).copied().flatten()
    }

    pub(crate) fn problem(&self, at: Location, message: String) {
        let help = Some("what depends on it counts as unknown".to_owned());
        let problem = Problem {
            kind: ProblemKind::Budget,
            at,
            message,
            help,
        };
        self.problems.borrow_mut().push(problem);
    }

    /// The value of an expression; one that Terraform would refuse is unknown.
    pub(crate) fn value(&self, frame: &Frame<'_, 'a>, file: FileId, expr: &Expr) -> Value {
        match evaluate(expr, file, frame, self.budget) {
            Ok(value) => value,
            Err(error) => error.into_unknown(),
        }
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
                Value::unknown(message, Some(at), Type::Dynamic)
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
        let constraint = declaration
            .expression("type")
            .and_then(|(file, expr)| Constraint::parse(expr, file).ok());
        let given = match &instance.call {
            None => self
                .given
                .get(name)
                .map(|given| given.value(constraint.as_ref(), self.budget)),
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
            Some(_) | None => default(),
        };
        let Some(value) = value else {
            let header = Some(declaration.header());
            let ty = constraint.map_or(Type::Dynamic, |constraint| constraint.ty);
            return Value::unknown(
                format_smolstr!("`var.{name}` has no value here"),
                header,
                ty,
            );
        };
        let Some(constraint) = constraint else {
            return value;
        };
        let at = value.origin.at;
        match constraint.convert(value) {
            Ok(converted) => converted,
            Err(message) => {
                let reason = format_smolstr!("`var.{name}` does not take its value: {message}");
                Value::unknown(reason, at, constraint.ty)
            }
        }
    }

    /// The value of an expression that may refer to nothing.
    pub(crate) fn constant(&self, file: FileId, expr: &Expr) -> Value {
        match evaluate(expr, file, &crate::frame::Nothing, self.budget) {
            Ok(value) => value,
            Err(error) => error.into_unknown(),
        }
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

    /// The instances that a resource or a module call has in a module instance.
    pub(crate) fn repetition(
        &self,
        id: InstanceId,
        declaration: &Declaration<'a>,
    ) -> Rc<Repetition> {
        let key = (id, declaration.header());
        if let Some(known) = self.repetitions.borrow().get(&key) {
            return known.clone();
        }
        let computed = Rc::new(self.repeat(id, declaration));
        self.repetitions.borrow_mut().insert(key, computed.clone());
        computed
    }

    fn repeat(&self, id: InstanceId, declaration: &Declaration<'a>) -> Repetition {
        let frame = Frame::new(self, id, Each::default());
        if let Some((file, expr)) = declaration.expression("count") {
            let count = self.value(&frame, file, expr);
            let at = expr.span.in_file(file);
            return self.counted(&count, at);
        }
        if let Some((file, expr)) = declaration.expression("for_each") {
            let collection = self.value(&frame, file, expr);
            let at = expr.span.in_file(file);
            return self.keyed(&collection, at);
        }
        Repetition {
            instances: vec![(Key::None, Each::default())],
            by_name: false,
        }
    }

    fn counted(&self, count: &Value, at: Location) -> Repetition {
        let number = convert::convert(count.clone(), &Type::Number).ok();
        let number = number
            .as_ref()
            .and_then(Value::as_number)
            .and_then(Number::as_i64);
        let instances = match number {
            Some(number) if number > MAX_REPETITION as i64 => {
                self.problem(
                    at,
                    format!("`count` makes more than {MAX_REPETITION} instances"),
                );
                None
            }
            Some(number) => Some((0..number).map(|index| {
                let each = Each {
                    index: Some(Value::number(index)),
                    ..Each::default()
                };
                (Key::Index(index.unsigned_abs()), each)
            })),
            None => None,
        };
        match instances {
            Some(instances) => Repetition {
                instances: instances.collect(),
                by_name: false,
            },
            None => Repetition {
                instances: vec![unknown_instance(count, "count", at)],
                by_name: false,
            },
        }
    }

    fn keyed(&self, collection: &Value, at: Location) -> Repetition {
        let pairs: Option<Vec<(SmolStr, Value, Value)>> = match &collection.data {
            Data::Map(_) | Data::Object(_) => collection.entries().map(|entries| {
                let pairs = entries.into_iter().map(|(key, value)| {
                    let name = Value::string(key.clone()).with_origin(value.origin.clone());
                    (key, name, value)
                });
                pairs.collect()
            }),
            Data::Set(_) => collection.items().and_then(|items| {
                let pairs = items
                    .into_iter()
                    .map(|item| Some((item.as_str()?.to_smolstr(), item.clone(), item)));
                pairs.collect()
            }),
            _ => None,
        };
        let instances = match pairs {
            Some(pairs) if pairs.len() > MAX_REPETITION => {
                self.problem(
                    at,
                    format!("`for_each` makes more than {MAX_REPETITION} instances"),
                );
                None
            }
            Some(pairs) => Some(pairs.into_iter().map(|(name, key, value)| {
                let each = Each {
                    key: Some(key),
                    value: Some(value),
                    index: None,
                };
                (Key::Name(name), each)
            })),
            None => None,
        };
        match instances {
            Some(instances) => Repetition {
                instances: instances.collect(),
                by_name: true,
            },
            None => Repetition {
                instances: vec![unknown_instance(collection, "for_each", at)],
                by_name: true,
            },
        }
    }

    /// The instance of a call with that key; none where its module cannot be
    /// looked into, and then why.
    pub(crate) fn child(
        &self,
        id: InstanceId,
        name: &str,
        key: &Key,
        each: Each,
    ) -> Result<InstanceId, SmolStr> {
        let unreadable = || format_smolstr!("module `{name}` cannot be read here");
        let parent = self.instance(id).ok_or_else(unreadable)?;
        let declaration = parent.module.calls.get(name).ok_or_else(unreadable)?;
        let (folder, at) = self.folder_of(&parent, name, declaration)?;
        let address = parent.address.child(name, key.clone());
        if let Some(known) = self.by_address.borrow().get(&address) {
            return known.ok_or_else(unreadable);
        }
        let module = self.modules.get(&folder).ok_or_else(unreadable)?;
        let refused = self.refuse(&parent, &folder);
        let instance = match refused {
            Some(message) => {
                self.problem(at, message);
                None
            }
            None => {
                let path = match declaration.expression("source").map(|(_, expr)| &expr.kind) {
                    Some(ExprKind::String(source)) => paths::join(&parent.path, source),
                    _ => parent.path.clone(),
                };
                let call = Some(Call {
                    parent: id,
                    declaration,
                    each,
                });
                let instance = Instance {
                    address: address.clone(),
                    module,
                    path,
                    call,
                };
                self.instances.borrow_mut().push(Rc::new(instance));
                Some(self.instances.borrow().len() - 1)
            }
        };
        self.by_address.borrow_mut().insert(address, instance);
        instance.ok_or_else(unreadable)
    }

    /// The folder of a call's module, and where its source is written.
    fn folder_of(
        &self,
        parent: &Instance<'a>,
        name: &str,
        declaration: &Declaration<'a>,
    ) -> Result<(String, Location), SmolStr> {
        let Some((file, expr)) = declaration.expression("source") else {
            return Err(format_smolstr!("module `{name}` has no `source`"));
        };
        let ExprKind::String(source) = &expr.kind else {
            return Err(format_smolstr!(
                "the `source` of module `{name}` is not a plain string"
            ));
        };
        let at = expr.span.in_file(file);
        if let Some(folder) = local_source(&parent.module.folder, source) {
            return match self.modules.contains_key(&folder) {
                true => Ok((folder, at)),
                false => Err(format_smolstr!("module `{name}` is not at `{source}`")),
            };
        }
        match self.installed.folder(&parent.address, name) {
            Some(folder) if self.modules.contains_key(folder) => Ok((folder.to_owned(), at)),
            Some(_) | None => Err(format_smolstr!(
                "module `{name}` comes from `{source}`, which is not here"
            )),
        }
    }

    /// Why a call of that folder is not followed, if it is not.
    fn refuse(&self, parent: &Instance<'a>, folder: &str) -> Option<String> {
        let mut depth = 0;
        let mut ancestor = Some(parent.address.clone());
        while let Some(address) = ancestor {
            depth += 1;
            let instance = self.find(&address).and_then(|id| self.instance(id))?;
            if instance.module.folder == folder {
                return Some(format!("the module in `{folder}` calls itself"));
            }
            let call = instance
                .call
                .as_ref()
                .and_then(|call| self.instance(call.parent));
            ancestor = call.map(|parent| parent.address.clone());
        }
        if depth > MAX_MODULE_DEPTH {
            return Some(format!(
                "modules are called more than {MAX_MODULE_DEPTH} levels deep"
            ));
        }
        let many = self.instances.borrow().len() >= MAX_MODULES;
        many.then(|| format!("there are more than {MAX_MODULES} instances of modules"))
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

fn unknown_instance(value: &Value, argument: &str, at: Location) -> (Key, Each) {
    let (why, place) = match value.find_unknown() {
        Some(unknown) => (unknown.reason.clone(), unknown.at.or(Some(at))),
        None => (
            format_smolstr!("`{argument}` does not say how many"),
            Some(at),
        ),
    };
    let unknown = |ty| Some(Value::unknown(why.clone(), place, ty));
    let each = match argument {
        "count" => Each {
            index: unknown(Type::Number),
            ..Each::default()
        },
        _ => Each {
            key: unknown(Type::String),
            value: unknown(Type::Dynamic),
            index: None,
        },
    };
    (Key::Unknown, each)
}

//! What the names in an expression stand for, in one instance of a module.

use std::collections::BTreeMap;
use std::sync::Arc;

use smol_str::{SmolStr, format_smolstr};

use crate::address::{Address, Key, Mode};
use crate::eval::scope::{Scope, Unreadable};
use crate::eval::types::Type;
use crate::eval::value::{Data, Entity, Origin, Value};
use crate::files::ReadError;
use crate::instance::{Each, InstanceId, Repetition, World};
use crate::paths;
use crate::source::Location;

/// The names of one instance of a module, and of one instance of a block in it.
pub(crate) struct Frame<'w, 'a> {
    world: &'w World<'a>,
    id: InstanceId,
    each: Each,
    /// The iterators of the `dynamic` blocks around, by name.
    iterators: BTreeMap<SmolStr, Value>,
}

type Resolved = Result<(Value, usize), String>;

impl<'w, 'a> Frame<'w, 'a> {
    pub(crate) fn new(world: &'w World<'a>, id: InstanceId, each: Each) -> Self {
        Frame {
            world,
            id,
            each,
            iterators: BTreeMap::new(),
        }
    }

    /// The same names, with the iterator of a `dynamic` block.
    pub(crate) fn with_iterator(&self, name: &str, key: Value, value: Value) -> Self {
        let mut iterators = self.iterators.clone();
        let object = BTreeMap::from([("key".into(), key), ("value".into(), value)]);
        iterators.insert(name.into(), Value::object(object));
        Frame {
            world: self.world,
            id: self.id,
            each: self.each.clone(),
            iterators,
        }
    }

    fn each(&self, name: Option<&str>) -> Resolved {
        let value = match name {
            Some("key") => &self.each.key,
            Some("value") => &self.each.value,
            _ => return Err("`each` has `key` and `value` only".to_owned()),
        };
        let value = value
            .clone()
            .ok_or("`each` is only known where there is a `for_each`")?;
        Ok((value, 1))
    }

    fn count(&self, name: Option<&str>) -> Resolved {
        let index = self
            .each
            .index
            .clone()
            .filter(|_| name.is_some_and(|name| name == "index"));
        Ok((
            index.ok_or("`count.index` is only known where there is a `count`")?,
            1,
        ))
    }

    fn path(&self, name: Option<&str>, at: Location) -> Resolved {
        let text = match name {
            Some("root") => ".".to_owned(),
            Some("module") => self
                .world
                .instance(self.id)
                .map_or_else(String::new, |instance| instance.path.clone()),
            Some("cwd") => {
                let reason = "`path.cwd` depends on where Terraform runs";
                return Ok((Value::unknown(reason, Some(at), Type::String), 1));
            }
            _ => return Err("`path` has `module`, `root` and `cwd` only".to_owned()),
        };
        Ok((Value::at(Data::String(text.into()), at), 1))
    }

    /// A resource, or all its instances where it has several.
    fn resource(&self, mode: Mode, kind: &str, name: &str, at: Location) -> Result<Value, String> {
        let world = self.world;
        let shown = if mode == Mode::Data { "data." } else { "" };
        let resource = world.resource(self.id, mode, kind, name);
        let resource = resource
            .ok_or_else(|| format!("`{shown}{kind}.{name}` is not declared in this module"))?;
        let module = world
            .instance(self.id)
            .map(|instance| instance.address.clone())
            .unwrap_or_default();
        let repetition = world.repetition(self.id, &resource.declaration);
        Ok(collect(&repetition, at, |key| {
            let (kind, name) = (kind.into(), name.into());
            let address = Address {
                module: module.clone(),
                mode,
                kind,
                name,
                key: key.clone(),
            };
            Value::at(Data::Entity(Entity::Resource(Arc::new(address))), at)
        }))
    }

    /// A module call, or all its instances where it has several.
    fn module(&self, name: &str, at: Location) -> Result<Value, String> {
        let world = self.world;
        let undeclared = || format!("module `{name}` is not called in this module");
        let instance = world.instance(self.id).ok_or_else(undeclared)?;
        let declaration = instance.module.calls.get(name).ok_or_else(undeclared)?;
        let repetition = world.repetition(self.id, declaration);
        Ok(collect(&repetition, at, |key| {
            let each = repetition.instances.iter().find(|(other, _)| other == key);
            let each = each.map(|(_, each)| each.clone()).unwrap_or_default();
            match world.child(self.id, name, key, each) {
                Ok(_) => {
                    let address = instance.address.child(name, key.clone());
                    Value::at(Data::Entity(Entity::Module(Arc::new(address))), at)
                }
                Err(reason) => Value::unknown(reason, Some(declaration.header()), Type::Dynamic),
            }
        }))
    }
}

/// The value for something that has these instances: itself, a tuple or an
/// object of them. What cannot be counted is the one instance that stands for
/// all.
fn collect(repetition: &Repetition, at: Location, value: impl Fn(&Key) -> Value) -> Value {
    match repetition.instances.as_slice() {
        [(key @ (Key::None | Key::Unknown), _)] => value(key),
        instances if repetition.by_name => {
            let named = instances.iter().filter_map(|(key, _)| match key {
                Key::Name(name) => Some((name.clone(), value(key))),
                Key::None | Key::Index(_) | Key::Unknown => None,
            });
            Value::object(named.collect()).with_origin(Origin::at(at))
        }
        instances => Value::tuple(instances.iter().map(|(key, _)| value(key)).collect())
            .with_origin(Origin::at(at)),
    }
}

impl Scope for Frame<'_, '_> {
    fn resolve(&self, root: &str, rest: &[&str], at: Location) -> Resolved {
        if let Some(iterator) = self.iterators.get(root) {
            return Ok((iterator.clone(), 0));
        }
        let name = rest.first().copied();
        let named = || name.ok_or_else(|| format!("`{root}` needs a name behind it"));
        let undeclared = |name: &str| format!("`{root}.{name}` is not declared in this module");
        match root {
            "var" => {
                let name = named()?;
                let value = self
                    .world
                    .variable(self.id, name, at)
                    .ok_or_else(|| undeclared(name))?;
                Ok((value.through(format_smolstr!("var.{name}"), at), 1))
            }
            "local" => {
                let name = named()?;
                let value = self
                    .world
                    .local(self.id, name, at)
                    .ok_or_else(|| undeclared(name))?;
                Ok((value.through(format_smolstr!("local.{name}"), at), 1))
            }
            "module" => Ok((self.module(named()?, at)?, 1)),
            "each" => self.each(name),
            "count" => self.count(name),
            "path" => self.path(name, at),
            "terraform" | "self" => {
                let reason = format_smolstr!("`{root}` is known only when Terraform runs");
                Ok((Value::unknown(reason, Some(at), Type::Dynamic), 0))
            }
            "data" => {
                let kind = named()?;
                let name = rest
                    .get(1)
                    .ok_or_else(|| format!("`data.{kind}` needs a name behind it"))?;
                Ok((self.resource(Mode::Data, kind, name, at)?, 2))
            }
            "ephemeral" => {
                let reason = "an ephemeral resource is known only when Terraform runs";
                Ok((Value::unknown(reason, Some(at), Type::Dynamic), rest.len()))
            }
            kind => Ok((self.resource(Mode::Managed, kind, named()?, at)?, 1)),
        }
    }

    fn attribute(&self, entity: &Entity, name: &str, at: Location) -> Result<Value, String> {
        match entity {
            Entity::Resource(address) => {
                let value = self.world.attribute(address, name, at);
                let value = value.ok_or_else(|| format!("`{address}` is not declared"))?;
                Ok(match value.data {
                    Data::Attribute(_) => value,
                    _ => value.through(format_smolstr!("{address}.{name}"), at),
                })
            }
            Entity::Module(address) => {
                let id = self.world.find(address);
                let value = id.and_then(|id| self.world.output(id, name, at));
                let value = value.ok_or_else(|| format!("`{address}` has no output `{name}`"))?;
                Ok(value.through(format_smolstr!("{address}.{name}"), at))
            }
        }
    }

    fn whole(&self, entity: &Entity, at: Location) -> Option<Value> {
        let Entity::Module(address) = entity else {
            return None;
        };
        if entity.stands_for_all() {
            return None;
        }
        let instance = self.world.instance(self.world.find(address)?)?;
        let outputs = instance.module.outputs.keys();
        let entries = outputs.filter_map(|name| {
            let value = self.attribute(entity, name, at).ok()?;
            Some((name.clone(), value))
        });
        Some(Value::object(entries.collect()).with_origin(Origin::at(at)))
    }

    fn read(&self, path: &str) -> Result<Arc<[u8]>, Unreadable> {
        let path = paths::join(self.world.root, path);
        self.world.files.read(&path).map_err(unreadable)
    }

    fn files(&self, folder: &str, levels: usize) -> Result<Vec<SmolStr>, Unreadable> {
        let folder = paths::join(self.world.root, folder);
        let files = self
            .world
            .files
            .below(&folder, levels)
            .map_err(unreadable)?;
        Ok(files.into_iter().map(SmolStr::from).collect())
    }
}

fn unreadable(error: ReadError) -> Unreadable {
    match error {
        ReadError::Missing => Unreadable::Missing,
        ReadError::Unreadable(why) => Unreadable::Unknown(why),
        ReadError::TooMuch(why) => Unreadable::TooMuch(why),
    }
}

/// Where no name is declared: the default of a variable, an entry of a `tfvars`
/// file.
pub(crate) struct Nothing;

impl Scope for Nothing {
    fn resolve(&self, root: &str, _: &[&str], _: Location) -> Resolved {
        Err(format!(
            "`{root}` may not be used here: only plain values may"
        ))
    }

    fn attribute(&self, entity: &Entity, _: &str, _: Location) -> Result<Value, String> {
        Err(format!(
            "`{entity}` may not be used here: only plain values may"
        ))
    }

    fn has_functions(&self) -> bool {
        false
    }

    fn read(&self, _: &str) -> Result<Arc<[u8]>, Unreadable> {
        Err(Unreadable::Unknown("files may not be read here".to_owned()))
    }
}

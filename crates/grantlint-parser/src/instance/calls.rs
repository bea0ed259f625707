//! Module calls: the instance that a call leads to, or why it leads nowhere.

use std::rc::Rc;

use smol_str::{SmolStr, format_smolstr};

use super::{Call, Each, Instance, InstanceId, World};
use crate::address::Key;

use crate::module::Declaration;
use crate::paths::{self, local_source};
use crate::source::Location;
use crate::syntax::tree::ExprKind;

/// How many modules may be called within each other.
const MAX_DEPTH: usize = 32;
/// How many instances of modules one root module may have.
const MAX_MODULES: usize = 10_000;

impl<'a> World<'a> {
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
        let instance = match self.barred(&parent, &folder) {
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
    fn barred(&self, parent: &Instance<'a>, folder: &str) -> Option<String> {
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
        if depth > MAX_DEPTH {
            return Some(format!(
                "modules are called more than {MAX_DEPTH} levels deep"
            ));
        }
        let many = self.instances.borrow().len() >= MAX_MODULES;
        many.then(|| format!("there are more than {MAX_MODULES} instances of modules"))
    }
}

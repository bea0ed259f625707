//! The resource instances that a plan has, and how they are known to each other.

use std::collections::HashMap;
use std::sync::Arc;

use smol_str::SmolStr;

use super::tree::{Mark, elements, entry, get, null, text};
use super::{Plan, tree};
use crate::address::{Address, Key, Mode, ModuleAddress};
use crate::eval::value::AttributeOf;
use crate::references::PREFIX;
use crate::source::Span;
use crate::syntax::tree::{Expr, ExprKind};

/// How deeply modules may nest; no root module that can be read goes deeper.
const MAX_MODULES: usize = 100;

/// One instance as the plan has it.
pub(super) struct Instance<'p> {
    pub(super) address: Address,
    /// The text of its address.
    pub(super) header: Span,
    /// The text of its type.
    pub(super) type_label: Span,
    /// All that stands there of it.
    pub(super) block: Span,
    /// Its arguments, those that are not known left out.
    pub(super) values: &'p Expr<'p>,
    /// Which values are not known.
    pub(super) unknown: Mark<'p>,
    /// Which values are sensitive.
    pub(super) sensitive: Mark<'p>,
}

/// All instances of the provider's resources and data sources.
pub(super) struct Instances<'p> {
    pub(super) all: Vec<Instance<'p>>,
    by_address: HashMap<Address, usize>,
    /// Whose id a text is.
    owners: HashMap<SmolStr, Arc<AttributeOf>>,
}

/// The types that others name by their ids, those first that an id stands for
/// where several have it.
const NAMED: [&str; 8] = [
    "genesyscloud_auth_division_home",
    "genesyscloud_auth_role",
    "genesyscloud_auth_division",
    "genesyscloud_oauth_client",
    "genesyscloud_integration",
    "genesyscloud_integration_credential",
    "genesyscloud_user",
    "genesyscloud_group",
];

impl<'p> Instances<'p> {
    pub(super) fn of(plan: &'p Plan) -> Self {
        let changes = plan.get("resource_changes").map_or(&[][..], elements);
        // An object that is to be destroyed has its successor's address.
        let changes = changes
            .iter()
            .filter(|change| get(change, "deposed").is_none());
        let changes: HashMap<&str, &Expr> = changes
            .filter_map(|entry| Some((text(get(entry, "address")?)?, get(entry, "change")?)))
            .collect();
        let mut found = Instances {
            all: Vec::new(),
            by_address: HashMap::new(),
            owners: HashMap::new(),
        };
        let planned = plan.get("planned_values");
        let prior = plan
            .get("prior_state")
            .and_then(|state| get(state, "values"));
        for (values, modes) in [
            (planned, &[Mode::Managed, Mode::Data][..]),
            // What was there before and is not planned is to be destroyed.
            (prior, &[Mode::Data][..]),
        ] {
            if let Some(root) = values.and_then(|values| get(values, "root_module")) {
                found.module(root, &ModuleAddress::default(), modes, &changes, 0);
            }
        }
        found.own();
        found
    }

    fn module(
        &mut self,
        module: &'p Expr<'p>,
        address: &ModuleAddress,
        modes: &[Mode],
        changes: &HashMap<&str, &'p Expr<'p>>,
        depth: usize,
    ) {
        for resource in get(module, "resources").map_or(&[][..], elements) {
            let Some(instance) = instance(resource, address, changes) else {
                continue;
            };
            if modes.contains(&instance.address.mode)
                && !self.by_address.contains_key(&instance.address)
            {
                let next = self.all.len();
                self.by_address.insert(instance.address.clone(), next);
                self.all.push(instance);
            }
        }
        for child in get(module, "child_modules").map_or(&[][..], elements) {
            let address = get(child, "address").and_then(text);
            if let Some(address) = address.and_then(tree::module_address)
                && depth < MAX_MODULES
            {
                self.module(child, &address, modes, changes, depth + 1);
            }
        }
    }

    /// Notes whose the ids are that the plan knows.
    fn own(&mut self) {
        for kind in NAMED {
            for mode in [Mode::Managed, Mode::Data] {
                let these = self.all.iter().filter(|instance| {
                    instance.address.kind == kind && instance.address.mode == mode
                });
                for instance in these {
                    let of_client = (kind == "genesyscloud_oauth_client" && mode == Mode::Managed)
                        .then_some("integration_credential_id");
                    for name in ["id"].into_iter().chain(of_client) {
                        let Some(id) = instance.known(name).and_then(text) else {
                            continue;
                        };
                        let owner = AttributeOf {
                            resource: instance.address.clone(),
                            attribute: name.into(),
                        };
                        if !matches!(id, "" | "*") {
                            self.owners
                                .entry(id.into())
                                .or_insert_with(|| Arc::new(owner));
                        }
                    }
                }
            }
        }
    }

    /// Whose id a text is, where it is one.
    pub(super) fn owner(&self, id: &str) -> Option<&Arc<AttributeOf>> {
        self.owners.get(id)
    }

    /// The instance at that address.
    pub(super) fn get(&self, address: &Address) -> Option<&Instance<'p>> {
        self.all.get(*self.by_address.get(address)?)
    }

    /// The numbers of the instances that a block with that address makes.
    pub(super) fn made_by(&self, address: &Address) -> Vec<usize> {
        if !address.is_open() {
            return self.by_address.get(address).copied().into_iter().collect();
        }
        let all = self.all.iter().enumerate();
        let its = all.filter(|(_, instance)| is_instance(address, &instance.address));
        its.map(|(number, _)| number).collect()
    }

    /// The instances that an address with unknown keys may mean.
    pub(super) fn meant(&self, address: &Address) -> impl Iterator<Item = &Instance<'p>> {
        let all = self.all.iter();
        all.filter(move |instance| is_instance(address, &instance.address))
    }

    /// The addresses of the module instances in which there is any resource, and
    /// of those around them.
    pub(super) fn modules(&self) -> Vec<ModuleAddress> {
        let mut modules = vec![ModuleAddress::default()];
        for instance in &self.all {
            let path = &instance.address.module.0;
            modules.extend(
                (1..=path.len()).filter_map(|end| Some(ModuleAddress(path.get(..end)?.to_vec()))),
            );
        }
        modules.sort_unstable();
        modules.dedup();
        modules
    }
}

impl<'p> Instance<'p> {
    /// The value of an argument, where the plan knows it.
    pub(super) fn known(&self, name: &str) -> Option<&'p Expr<'p>> {
        let known = !self.unknown.property(name).is_any();
        get(self.values, name).filter(|value| known && !null(value))
    }
}

/// Whether the block that has one address makes the instance that has the other.
fn is_instance(block: &Address, instance: &Address) -> bool {
    let agree = |one: &Key, other: &Key| one == other || *one == Key::Unknown;
    let modules = || block.module.0.iter().zip(&instance.module.0);
    block.kind == instance.kind
        && block.name == instance.name
        && block.mode == instance.mode
        && agree(&block.key, &instance.key)
        && block.module.0.len() == instance.module.0.len()
        && modules().all(|((one, key), (other, other_key))| one == other && agree(key, other_key))
}

/// Reads one of the `resources`; of other providers' there is nothing to say.
fn instance<'p>(
    resource: &'p Expr<'p>,
    module: &ModuleAddress,
    changes: &HashMap<&str, &'p Expr<'p>>,
) -> Option<Instance<'p>> {
    let (_, header) = entry(resource, "address")?;
    let (_, kind) = entry(resource, "type")?;
    let address = Address {
        module: module.clone(),
        mode: match text(get(resource, "mode")?)? {
            "managed" => Mode::Managed,
            "data" => Mode::Data,
            _ => return None,
        },
        kind: text(kind).filter(|kind| kind.starts_with(PREFIX))?.into(),
        name: text(get(resource, "name")?)?.into(),
        key: match get(resource, "index").map(|index| &index.kind) {
            None | Some(ExprKind::Null) => Key::None,
            Some(ExprKind::String(name)) => Key::Name(SmolStr::new(name)),
            Some(ExprKind::Number(number)) => Key::Index(number.parse().ok()?),
            Some(_) => return None,
        },
    };
    let change = changes.get(text(header)?);
    let of_change = |name| change.and_then(|change| get(change, name));
    Some(Instance {
        address,
        header: header.span,
        type_label: kind.span,
        block: resource.span,
        values: get(resource, "values")?,
        unknown: Mark::of(of_change("after_unknown"), None),
        sensitive: Mark::of(
            get(resource, "sensitive_values"),
            of_change("after_sensitive"),
        ),
    })
}

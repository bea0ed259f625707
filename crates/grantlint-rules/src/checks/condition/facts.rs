//! What conditions ask beyond a resource's own arguments: what refers to it, what it is
//! meant to call, what it holds, who it is.

use grantlint_parser::address::{Address, Key, Mode};
use grantlint_parser::eval::value::{Data, Entity, Value};
use grantlint_parser::model::ResourceId;
use grantlint_parser::resource::Resource;

use super::Attached;
use super::truth::Truth;
use crate::calls::{Call, Calls};
use crate::checks::call_pattern::CallPattern;
use crate::checks::{Context, holders, references};
use crate::settings::Deployer;
use crate::settings::address::AddressGlob;

/// The resource that conditions are tested on.
#[derive(Clone, Copy)]
pub(in crate::checks) struct Subject<'c, 'a> {
    pub(in crate::checks) context: &'c Context<'a>,
    pub(in crate::checks) id: ResourceId,
    pub(in crate::checks) resource: &'a Resource,
}

impl<'c, 'a> Subject<'c, 'a> {
    pub(in crate::checks) fn new(context: &'c Context<'a>, id: ResourceId) -> Option<Self> {
        Some(Subject {
            context,
            id,
            resource: context.model.resource(id)?,
        })
    }

    /// The calls of the client or permission set.
    fn own_calls(self) -> impl Iterator<Item = &'a Call<'a>> {
        let calls: &'a Calls<'a> = self.context.calls;
        calls.of(self.id).iter()
    }

    /// Whether it is a client with calls, or an integration with data actions.
    pub(super) fn is_called(self) -> Truth {
        let calls = self.own_calls().map(|call| match call.doubt {
            None => Truth::Yes,
            Some(_) => Truth::Unknown,
        });
        let has_actions = self.context.calls.with_actions.contains(&self.id);
        calls.fold(Truth::of(has_actions), Truth::or)
    }

    /// Whether one of its calls is one of these.
    pub(super) fn calls(self, patterns: &[String]) -> Truth {
        let patterns: Vec<CallPattern<'_>> = patterns
            .iter()
            .filter_map(|text| CallPattern::parse(text).ok())
            .collect();
        self.own_calls()
            .map(|call| self.makes(call, &patterns))
            .fold(Truth::No, Truth::or)
    }

    fn makes(self, call: &Call<'_>, patterns: &[CallPattern<'_>]) -> Truth {
        let one = patterns
            .iter()
            .map(|pattern| pattern.is(call, self.context.matrix))
            .fold(Truth::No, Truth::or);
        match call.doubt {
            None => one,
            Some(_) => one.and(Truth::Unknown),
        }
    }

    /// The first call that is surely one of these.
    pub(super) fn call(self, patterns: &[String]) -> Option<&'a Call<'a>> {
        let patterns: Vec<CallPattern<'_>> = patterns
            .iter()
            .filter_map(|text| CallPattern::parse(text).ok())
            .collect();
        self.own_calls()
            .find(|call| self.makes(call, &patterns) == Truth::Yes)
    }

    /// Whether it holds one of these permissions.
    pub(super) fn holds(self, names: &[String]) -> Truth {
        match holders::of(self.context, self.id) {
            Some(all) => all
                .iter()
                .map(|holdings| holders::holds_any(self.context, holdings, names))
                .fold(Truth::No, Truth::or),
            None => Truth::Unknown,
        }
    }

    /// Whether it is the role or client that runs Terraform.
    pub(super) fn deploys(self) -> bool {
        match &self.context.settings.deployer {
            Some(Deployer::Role(glob) | Deployer::Client(glob)) => {
                glob.value.matches(&self.resource.address)
            }
            None => false,
        }
    }

    /// Whether an earlier resource of its type has the same value there.
    pub(super) fn is_repeated(self, path: &str, value: &Value) -> Truth {
        let Context { model, repeats, .. } = self.context;
        repeats.is_repeated(model, self.id, path, value)
    }

    /// The earlier resource that surely has it.
    pub(super) fn repeated(self, path: &str, value: &Value) -> Option<&'a Resource> {
        let Context { model, repeats, .. } = self.context;
        repeats.repeated(model, self.id, path, value)
    }

    /// Whether as many resources refer to it as there should.
    pub(super) fn is_attached(self, attached: &Attached) -> Truth {
        let (min, max) = attached.limits();
        Truth::within(self.attachments(attached), min, max)
    }

    /// How many resources refer to it, at least and at most.
    pub(super) fn attachments(self, attached: &Attached) -> (usize, usize) {
        let address = &self.resource.address;
        if attached.to.is_empty() {
            let count = references::to(self.context.model, address);
            // What could not be read may refer to anything.
            let most = if self.context.unread {
                usize::MAX
            } else {
                count
            };
            return (count, most);
        }
        self.context
            .attachments
            .of(self.context, attached)
            .to(address)
    }
}

/// What a rule calls the types of permission sets, whichever packs declare them.
pub(crate) const PERMISSION_SET: &str = "permission-set";

/// Whether a resource is of a type as rules write it: `genesyscloud_user`,
/// `data.genesyscloud_user`, or `permission-set`.
pub(in crate::checks) fn is_of_type(kind: &str, address: &Address, context: &Context<'_>) -> bool {
    if kind == PERMISSION_SET {
        return address.mode == Mode::Managed
            && context.matrix.permission_set(&address.kind).is_some();
    }
    match kind.strip_prefix("data.") {
        Some(kind) => address.mode == Mode::Data && address.kind == kind,
        None => address.mode == Mode::Managed && address.kind == kind,
    }
}

/// Whether the address is of an instance that stands for all there may be.
pub(super) fn stands_for_all(address: &Address) -> bool {
    let modules = address.module.0.iter().map(|(_, key)| key);
    modules
        .chain([&address.key])
        .any(|key| *key == Key::Unknown)
}

/// Whether a value refers to a resource of one of these types or addresses.
pub(super) fn refers_to(value: &Value, targets: &[String]) -> Truth {
    let Some(address) = target(value) else {
        return match &value.data {
            Data::Unknown(_) => Truth::Unknown,
            _ => Truth::No,
        };
    };
    let is = |text: &String| match text.strip_prefix("data.").unwrap_or(text) {
        kind if !kind.contains(['.', '*']) => {
            let mode = match text.starts_with("data.") {
                true => Mode::Data,
                false => Mode::Managed,
            };
            Truth::of(address.kind == kind && address.mode == mode)
        }
        _ => match AddressGlob::parse(text) {
            Ok(glob) if glob.matches(address) => match stands_for_all(address) {
                true if text.contains('[') => Truth::Unknown,
                _ => Truth::Yes,
            },
            _ => Truth::No,
        },
    };
    targets.iter().map(is).fold(Truth::No, Truth::or)
}

pub(super) fn target(value: &Value) -> Option<&Address> {
    match &value.data {
        Data::Attribute(attribute) => Some(&attribute.resource),
        Data::Entity(Entity::Resource(address)) => Some(address),
        _ => None,
    }
}

//! The permission side of one root module: clients, roles, who holds what, and
//! the chain from a data action to the client that it runs as.
//!
//! Everything here is owned and evaluated; no syntax is left. What is uncertain
//! stays so in the types: a [`Fact`] is known, one of several, or unknown with
//! its reason, and whatever may hold more than is known has an `open` reason.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use smol_str::SmolStr;

use crate::address::Address;
use crate::eval::value::{Origin, Piece, Unknown};
use crate::resource::{NestedBlock, Resource};
use crate::source::Location;

/// One root module with all that it calls.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The folder of the root module, as it is shown.
    pub root: SmolStr,
    /// The folders of the root module and of the modules that it calls, as they are shown.
    pub folders: BTreeSet<SmolStr>,
    /// Every resource and data source whose type begins with `genesyscloud_`,
    /// in the order of files and text, instances in the order of their keys.
    pub resources: Vec<Resource>,
    /// `genesyscloud_auth_role`
    pub roles: Vec<Role>,
    /// `genesyscloud_oauth_client`
    pub clients: Vec<Client>,
    /// Permission sets of the types named in [`Settings`](crate::load::Settings).
    pub permission_sets: Vec<PermissionSet>,
    /// `genesyscloud_user_roles` and `genesyscloud_group_roles`
    pub assignments: Vec<Assignment>,
    /// `genesyscloud_integration`
    pub integrations: Vec<Integration>,
    /// `genesyscloud_integration_credential`
    pub credentials: Vec<Credential>,
    /// `genesyscloud_integration_action`, `_action_draft`, `_custom_auth_action`
    pub actions: Vec<Action>,
    /// Who refers to which resource, anywhere in the text of the root module or
    /// of a module that it calls.
    pub references: Vec<ReferenceTo>,
    /// What bears each type and each name of that type.
    pub(crate) names: HashMap<SmolStr, HashMap<SmolStr, Named>>,
}

/// What bears a type and a name, in whatever module and with whatever key.
#[derive(Clone, Debug, Default)]
pub(crate) struct Named {
    resources: Vec<ResourceId>,
    /// The numbers of the references.
    references: Vec<usize>,
}

/// The number of a resource in [`Model::resources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceId(pub usize);

impl Model {
    /// The resource of that number.
    pub fn resource(&self, id: ResourceId) -> Option<&Resource> {
        self.resources.get(id.0)
    }

    /// The resources and data sources of a type that bear a name, in whatever module
    /// and with whatever key. It takes no longer where there are many others.
    pub fn named(&self, kind: &str, name: &str) -> &[ResourceId] {
        let named = self.names.get(kind).and_then(|names| names.get(name));
        named.map_or(&[], |named| &named.resources)
    }

    /// The references to anything of a type that bears a name, likewise.
    pub fn references_to(&self, kind: &str, name: &str) -> impl Iterator<Item = &ReferenceTo> {
        let named = self.names.get(kind).and_then(|names| names.get(name));
        let numbers = named.map_or(&[][..], |named| &named.references);
        numbers
            .iter()
            .filter_map(|&number| self.references.get(number))
    }

    /// Enters all resources and references under their names.
    pub(crate) fn enter_names(&mut self) {
        let mut names: HashMap<SmolStr, HashMap<SmolStr, Named>> = HashMap::new();
        let mut entry = |address: &Address, put: &dyn Fn(&mut Named)| {
            let of_type = names.entry(address.kind.clone()).or_default();
            put(of_type.entry(address.name.clone()).or_default());
        };
        for (number, resource) in self.resources.iter().enumerate() {
            let id = ResourceId(number);
            entry(&resource.address, &|named| named.resources.push(id));
        }
        for (number, reference) in self.references.iter().enumerate() {
            entry(&reference.to, &|named| named.references.push(number));
        }
        self.names = names;
    }
}

/// A fact as the configuration gives it, with the place that gives it.
#[derive(Clone, Debug)]
pub struct Fact<T> {
    /// What is known.
    pub state: State<T>,
    /// The expression in the resource itself, such as the value of `role_id`.
    pub at: Location,
    /// Where the value came from: the literal and the way from there.
    pub origin: Origin,
}

/// What is known of a fact.
#[derive(Clone, Debug)]
pub enum State<T> {
    /// This.
    Known(T),
    /// One of these: the arms of a conditional whose condition is unknown. An
    /// arm that is `null` is left out and makes the fact `optional`.
    OneOf {
        /// The arms.
        arms: Vec<Fact<T>>,
        /// Whether it may also be absent.
        optional: bool,
    },
    /// Nothing, and why.
    Unknown(Arc<Unknown>),
}

impl<T> Fact<T> {
    /// The value, where it is known for sure.
    pub fn known(&self) -> Option<&T> {
        match &self.state {
            State::Known(value) => Some(value),
            State::OneOf { .. } | State::Unknown(_) => None,
        }
    }
}

/// A set of strings: these, and perhaps more.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// What it surely holds; an element may itself be uncertain.
    pub items: Vec<Fact<SmolStr>>,
    /// Why it may hold more.
    pub open: Option<Arc<Unknown>>,
}

/// `genesyscloud_auth_role`
#[derive(Clone, Debug)]
pub struct Role {
    /// Its resource.
    pub resource: ResourceId,
    /// `name`
    pub name: Option<Fact<SmolStr>>,
    /// `permission_policies`
    pub policies: Vec<Policy>,
    /// Why there may be more policies than these.
    pub open: Option<Arc<Unknown>>,
    /// `permissions`: general permissions.
    pub permissions: Option<Fact<Listing>>,
    /// `default_role_id`
    pub default_role_id: Option<Fact<SmolStr>>,
}

/// One `permission_policies` block.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The block's header.
    pub at: Location,
    /// `domain`; absent where the argument is.
    pub domain: Option<Fact<SmolStr>>,
    /// `entity_name`
    pub entity: Option<Fact<SmolStr>>,
    /// `action_set`
    pub actions: Option<Fact<Listing>>,
    /// `conditions`, if it has some.
    pub conditions: Option<NestedBlock>,
    /// Why it may have conditions although none are known.
    pub conditions_open: Option<Arc<Unknown>>,
}

/// Which role a value names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoleRef {
    /// A role of this model, by its number in [`Model::roles`].
    InTree(usize),
    /// `data.genesyscloud_auth_role`: defined elsewhere; its name, if known.
    Data {
        /// The data source.
        address: Address,
        /// The `name` that it looks for.
        name: Option<SmolStr>,
    },
    /// An id written out.
    Id(SmolStr),
}

/// Which division a value names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DivisionRef {
    /// `"*"`
    All,
    /// The home division: `data.genesyscloud_auth_division_home`, or none given.
    Home,
    /// A division of the configuration.
    Resource(Address),
    /// An id written out.
    Id(SmolStr),
}

/// A role in a division, given to a subject.
#[derive(Clone, Debug)]
pub struct Grant {
    /// The `roles` block's header.
    pub at: Location,
    /// `role_id`
    pub role: Option<Fact<RoleRef>>,
    /// `division_id`, or each of `division_ids`; empty means the home division.
    pub divisions: Vec<Fact<DivisionRef>>,
    /// Why there may be more divisions than these.
    pub divisions_open: Option<Arc<Unknown>>,
}

/// `genesyscloud_oauth_client`
#[derive(Clone, Debug)]
pub struct Client {
    /// Its resource.
    pub resource: ResourceId,
    /// `name`
    pub name: Option<Fact<SmolStr>>,
    /// `authorized_grant_type` as written.
    pub grant_type: Option<Fact<SmolStr>>,
    /// `scopes`
    pub scopes: Option<Fact<Listing>>,
    /// `roles`
    pub grants: Vec<Grant>,
    /// Why there may be more roles than these.
    pub open: Option<Arc<Unknown>>,
    /// `state`
    pub state: Option<Fact<SmolStr>>,
}

/// Who is given roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubjectRef {
    /// A user or group of the configuration, or one that it looks up.
    Resource(Address),
    /// An id written out.
    Id(SmolStr),
}

/// `genesyscloud_user_roles` or `genesyscloud_group_roles`
#[derive(Clone, Debug)]
pub struct Assignment {
    /// Its resource; the type says whether of a user or a group.
    pub resource: ResourceId,
    /// `user_id` or `group_id`
    pub subject: Option<Fact<SubjectRef>>,
    /// `roles`
    pub grants: Vec<Grant>,
    /// Why there may be more roles than these.
    pub open: Option<Arc<Unknown>>,
}

/// A flat list of permissions that a pack's type declares.
#[derive(Clone, Debug)]
pub struct PermissionSet {
    /// Its resource.
    pub resource: ResourceId,
    /// `permissions`, with the argument's own place.
    pub permissions: Option<Fact<Listing>>,
    /// Where the argument stands, name included.
    pub at: Option<Location>,
}

/// `genesyscloud_integration`
#[derive(Clone, Debug)]
pub struct Integration {
    /// Its resource.
    pub resource: ResourceId,
    /// `integration_type`
    pub kind: Option<Fact<SmolStr>>,
    /// `intended_state`
    pub state: Option<Fact<SmolStr>>,
    /// `config.credentials`, by the credential's name there
    /// (`pureCloudOAuthClient`, `basicAuth`).
    pub credentials: Vec<(SmolStr, Fact<CredentialRef>)>,
    /// Why there may be more credentials than these.
    pub open: Option<Arc<Unknown>>,
}

/// Which credential a value names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CredentialRef {
    /// A credential of this model, by its number in [`Model::credentials`].
    InTree(usize),
    /// `integration_credential_id` of a client: by its number in
    /// [`Model::clients`].
    OfClient(usize),
    /// A data source.
    Data(Address),
    /// An id written out.
    Id(SmolStr),
}

/// `genesyscloud_integration_credential`
#[derive(Clone, Debug)]
pub struct Credential {
    /// Its resource.
    pub resource: ResourceId,
    /// `credential_type_name`
    pub kind: Option<Fact<SmolStr>>,
    /// `fields.clientId`
    pub client: Option<Fact<ClientRef>>,
    /// Why `fields` may name a client although no `clientId` is known.
    pub open: Option<Arc<Unknown>>,
}

/// Which client a value names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientRef {
    /// A client of this model, by its number in [`Model::clients`]: its `id` or
    /// `client_id`.
    InTree(usize),
    /// A data source.
    Data(Address),
    /// An id written out.
    Id(SmolStr),
}

/// A data action.
#[derive(Clone, Debug)]
pub struct Action {
    /// Its resource.
    pub resource: ResourceId,
    /// `integration_id`
    pub integration: Option<Fact<IntegrationRef>>,
    /// `config_request.request_type`
    pub method: Option<Fact<SmolStr>>,
    /// `config_request.request_url_template`, as pieces: the text, still with
    /// its Velocity, and holes where a part is unknown.
    pub url: Option<Fact<Vec<Piece>>>,
}

/// Which integration a value names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IntegrationRef {
    /// An integration of this model, by its number in [`Model::integrations`].
    InTree(usize),
    /// A data source.
    Data(Address),
    /// An id written out.
    Id(SmolStr),
}

/// An expression refers to a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceTo {
    /// The block that it stands in, where that is a resource: with
    /// [`Key::Unknown`](crate::address::Key::Unknown), for all its instances.
    pub from: Option<Address>,
    /// The resource, likewise.
    pub to: Address,
    /// The expression.
    pub at: Location,
}

//! What a team could tell grantlint that its Terraform files do not say: clients
//! without known calls, values that stand for a client, users, roles defined
//! elsewhere. Nothing is guessed: who is meant is left to the team.

use std::collections::{BTreeMap, BTreeSet};

use grantlint_parser::address::{Address, Key};
use grantlint_parser::load::Loaded;
use grantlint_parser::model::{Grant, Model, ResourceId, RoleRef};

use crate::calls::{Callers, Calls};
use crate::grant_type::GrantType;
use crate::holdings::Subject;
use crate::matrix::Matrix;
use crate::settings::Settings;
use crate::settings::address::AddressGlob;
use crate::settings::roles_file::ForeignRole;
use crate::ways::values;

/// What could be said. Addresses stand without keys, so that each means all its
/// instances, and have no control character in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggestions {
    /// The clients of which something could be said, by address.
    pub clients: BTreeMap<String, ClientEntry>,
    /// The permission sets without known calls, by address.
    pub permission_sets: BTreeSet<String>,
    /// The names of granted roles that are defined elsewhere, each with the data
    /// sources that look for it.
    pub roles: BTreeMap<String, BTreeSet<String>>,
    /// The ids of granted roles that are written out, each with who is given it.
    pub role_ids: BTreeMap<String, BTreeSet<String>>,
    /// The users that a client could act as.
    pub users: BTreeSet<String>,
    /// The data actions whose client cannot be found and is none of the clients
    /// that are here, each set by the value that stands for that client.
    pub strays: BTreeMap<String, BTreeSet<String>>,
}

/// What could be said of a client.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientEntry {
    /// Whether none of its calls is known.
    pub lacks_calls: bool,
    /// Whether it acts for users of whom none is known.
    pub lacks_user: bool,
    /// The values that may stand for it, each with the data actions concerned.
    pub credentials: BTreeMap<String, BTreeSet<String>>,
}

/// What could be said beyond the settings.
pub fn suggest(loaded: &Loaded, settings: &Settings, matrix: &Matrix) -> Suggestions {
    let mut found = Suggestions::default();
    for model in &loaded.models {
        let callers = Callers {
            sources: &loaded.sources,
            model,
            settings,
            matrix,
        };
        let external = settings.external_roles.iter();
        let gather = Gather {
            callers,
            calls: callers.calls(),
            told: external.flat_map(|role| role.known(matrix)).collect(),
        };
        gather.clients(&mut found);
        gather.permission_sets(&mut found);
        gather.broken_chains(&mut found);
        gather.roles(&mut found);
        gather.users(&mut found);
    }
    let stray = |name: &str, client: &ClientEntry| client.credentials.contains_key(name);
    let clients = &found.clients;
    found
        .strays
        .retain(|name, _| !clients.values().any(|client| stray(name, client)));
    found.clients.retain(|_, client| client.says_something());
    found
}

impl Suggestions {
    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        let Suggestions {
            clients,
            permission_sets,
            roles,
            role_ids,
            users: _,
            strays,
        } = self;
        clients.is_empty()
            && permission_sets.is_empty()
            && roles.is_empty()
            && role_ids.is_empty()
            && strays.is_empty()
    }
}

impl ClientEntry {
    fn says_something(&self) -> bool {
        self.lacks_calls || self.lacks_user || !self.credentials.is_empty()
    }
}

struct Gather<'a> {
    callers: Callers<'a>,
    calls: Calls<'a>,
    /// The roles defined elsewhere of which the settings tell.
    told: Vec<ForeignRole>,
}

impl Gather<'_> {
    fn model(&self) -> &Model {
        self.callers.model
    }

    fn has_calls(&self, subject: &Subject) -> bool {
        let mut calls = self.calls.calls.iter();
        calls.any(|call| call.subject == *subject)
    }

    fn clients(&self, found: &mut Suggestions) {
        for (number, client) in self.model().clients.iter().enumerate() {
            let Some(address) = self.address(client.resource) else {
                continue;
            };
            let clients = &self.callers.settings.clients;
            let mut entries = self.callers.entries(clients, client.resource);
            let is_for_users = matches!(GrantType::of(client), GrantType::User(_));
            let entry = found.clients.entry(address).or_default();
            entry.lacks_calls |= !self.has_calls(&Subject::Client(number));
            entry.lacks_user |= is_for_users && entries.all(|entry| entry.acts_as.is_empty());
        }
    }

    fn permission_sets(&self, found: &mut Suggestions) {
        for (number, set) in self.model().permission_sets.iter().enumerate() {
            if !self.has_calls(&Subject::PermissionSet(number)) {
                found.permission_sets.extend(self.address(set.resource));
            }
        }
    }

    fn broken_chains(&self, found: &mut Suggestions) {
        let candidates: Vec<String> = self
            .model()
            .clients
            .iter()
            .filter(|client| !matches!(GrantType::of(client), GrantType::User(_)))
            .filter_map(|client| self.address(client.resource))
            .collect();
        for unlinked in &self.calls.unlinked {
            let action = self.model().actions.get(unlinked.action);
            let action = action.and_then(|action| self.address(action.resource));
            let (Some(action), Some(name)) = (action, &unlinked.name) else {
                continue;
            };
            for candidate in &candidates {
                let entry = found.clients.entry(candidate.clone()).or_default();
                let actions = entry.credentials.entry(name.clone()).or_default();
                actions.insert(action.clone());
            }
            if candidates.is_empty() {
                let actions = found.strays.entry(name.clone()).or_default();
                actions.insert(action);
            }
        }
    }

    fn roles(&self, found: &mut Suggestions) {
        let model = self.model();
        let clients = model.clients.iter();
        let clients = clients.map(|client| (client.resource, &client.grants));
        let assignments = model.assignments.iter();
        let assignments = assignments.map(|one| (one.resource, &one.grants));
        for (holder, grants) in clients.chain(assignments) {
            for grant in grants {
                self.granted(holder, grant, found);
            }
        }
    }

    fn granted(&self, holder: ResourceId, grant: &Grant, found: &mut Suggestions) {
        for (role, _) in values(grant.role.as_ref()) {
            match role {
                RoleRef::Data {
                    address,
                    name: Some(name),
                } if !self.told.iter().any(|role| role.name == *name) => {
                    let sources = found.roles.entry(name.to_string()).or_default();
                    sources.extend(shown(address));
                }
                RoleRef::Id(id) if !self.told.iter().any(|role| role.id.as_ref() == Some(id)) => {
                    let holders = found.role_ids.entry(id.to_string()).or_default();
                    holders.extend(self.address(holder));
                }
                RoleRef::InTree(_) | RoleRef::Data { .. } | RoleRef::Id(_) => {}
            }
        }
    }

    fn users(&self, found: &mut Suggestions) {
        let resources = self.model().resources.iter();
        let users = resources.filter(|resource| resource.address.kind == "genesyscloud_user");
        found
            .users
            .extend(users.filter_map(|user| shown(&user.address)));
    }

    fn address(&self, resource: ResourceId) -> Option<String> {
        shown(&self.model().resource(resource)?.address)
    }
}

/// The address without keys, if that can be written in a configuration.
fn shown(address: &Address) -> Option<String> {
    let mut address = address.clone();
    address.key = Key::None;
    for (_, key) in &mut address.module.0 {
        *key = Key::None;
    }
    let text = address.to_string();
    let means_it = AddressGlob::parse(&text).is_ok_and(|glob| glob.matches(&address));
    (means_it && !text.contains(char::is_control)).then_some(text)
}

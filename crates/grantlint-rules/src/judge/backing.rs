//! Whose grants count for a subject: its own, or those of the users that it acts for;
//! whether there is a user at all; and the divisions in which it must work.

use grantlint_parser::address::Address;
use grantlint_parser::model::ResourceId;

use crate::calls::Callers;
use crate::checks::references::may_mean;
use crate::grant_type::GrantType;
use crate::holdings::{Doubt, Holder, Holdings, Subject};

const DIVISIONS: [&str; 2] = [
    "genesyscloud_auth_division",
    "genesyscloud_auth_division_home",
];

/// What the calls of a subject are weighed against.
#[derive(Clone, Debug)]
pub struct Backing {
    /// Whose grants count.
    pub whose: Whose,
    /// The scopes that its tokens have, where scopes count.
    pub scopes: Option<Holdings>,
    /// Whether there is a user behind its tokens.
    pub user: Behind,
}

/// Whether there is a user behind a token.
#[derive(Clone, Debug)]
pub enum Behind {
    /// There is.
    User,
    /// There is none: client credentials.
    Nobody,
    /// That is not known.
    Unknown(Doubt),
}

/// Whose grants count for a subject.
#[derive(Clone, Debug)]
pub enum Whose {
    /// Its own, or those of each of these users.
    Of(Vec<(Option<Address>, Holdings)>),
    /// Nobody knows.
    Unknown(Doubt),
}

impl Backing {
    pub(super) fn of(callers: Callers<'_>, subject: &Subject) -> Backing {
        let holder = Holder {
            model: callers.model,
            settings: callers.settings,
            matrix: callers.matrix,
        };
        let alone = |whose, user| Backing {
            whose,
            scopes: None,
            user,
        };
        let number = match subject {
            Subject::PermissionSet(number) => {
                let held = vec![(None, holder.permission_set(*number))];
                return alone(Whose::Of(held), callers.behind_set(*number));
            }
            Subject::User(number) => {
                let user = callers.model.resources.get(*number);
                let held = user.map(|user| (None, holder.user(&user.address)));
                // A user that is asked about is one.
                return alone(Whose::Of(held.into_iter().collect()), Behind::User);
            }
            Subject::Client(number) => *number,
        };
        let Some(client) = callers.model.clients.get(number) else {
            return alone(Whose::Of(Vec::new()), Behind::Nobody);
        };
        match GrantType::of(client) {
            GrantType::ClientCredentials => {
                let held = vec![(None, holder.client(number))];
                alone(Whose::Of(held), Behind::Nobody)
            }
            GrantType::Unknown(doubt) => {
                alone(Whose::Unknown(doubt.clone()), Behind::Unknown(doubt))
            }
            GrantType::User(_) => {
                let users: Vec<(Option<Address>, Holdings)> = callers
                    .users(client.resource)
                    .into_iter()
                    .map(|user| (Some(user.clone()), holder.user(user)))
                    .collect();
                let whose = if users.is_empty() {
                    Whose::Unknown(Doubt::new("the user is not known", None))
                } else {
                    Whose::Of(users)
                };
                Backing {
                    whose,
                    scopes: Some(holder.scopes(number)),
                    user: Behind::User,
                }
            }
        }
    }
}

impl<'m> Callers<'m> {
    /// Whether there is a user behind the tokens that a permission set is used with: there
    /// is none if whatever refers to it is a client with client credentials.
    fn behind_set(self, number: usize) -> Behind {
        let model = self.model;
        let set = model.permission_sets.get(number);
        let Some(set) = set.and_then(|set| model.resource(set.resource)) else {
            return Behind::Nobody;
        };
        let references = model.references_to(&set.address.kind, &set.address.name);
        let mut holders = references
            .filter(|reference| may_mean(&reference.to, &set.address))
            .map(|reference| reference.from.as_ref())
            .peekable();
        let is_alone = |from: &Address| {
            let clients = model.clients.iter().filter(|client| {
                let resource = model.resource(client.resource);
                resource.is_some_and(|resource| may_mean(from, &resource.address))
            });
            let mut grant_types = clients.map(GrantType::of).peekable();
            grant_types.peek().is_some()
                && grant_types.all(|one| one == GrantType::ClientCredentials)
        };
        if holders.peek().is_some() && holders.all(|from| from.is_some_and(is_alone)) {
            return Behind::Nobody;
        }
        Behind::Unknown(Doubt::new(
            format!(
                "whether whoever holds `{}` has a user is not known",
                set.address
            ),
            None,
        ))
    }

    /// The divisions in which a client must work, as the configuration says.
    pub(super) fn divisions(self, subject: &Subject) -> Vec<&'m Address> {
        let Subject::Client(number) = subject else {
            return Vec::new();
        };
        let Some(client) = self.model.clients.get(*number) else {
            return Vec::new();
        };
        let entries = self.entries(&self.settings.clients, client.resource);
        let globs: Vec<_> = entries.flat_map(|entry| &entry.divisions).collect();
        if globs.is_empty() {
            return Vec::new();
        }
        let resources = self.model.resources.iter();
        let divisions = resources.filter(|resource| DIVISIONS.contains(&&*resource.address.kind));
        divisions
            .filter(|it| globs.iter().any(|glob| glob.value.matches(&it.address)))
            .map(|resource| &resource.address)
            .collect()
    }

    /// The users that a client acts for, as the configuration says.
    pub(crate) fn users(self, client: ResourceId) -> Vec<&'m Address> {
        let entries = self.entries(&self.settings.clients, client);
        let globs: Vec<_> = entries.flat_map(|entry| &entry.acts_as).collect();
        let users = self
            .model
            .resources
            .iter()
            .map(|resource| &resource.address);
        users
            .filter(|address| address.kind == "genesyscloud_user")
            .filter(|address| globs.iter().any(|glob| glob.value.matches(address)))
            .collect()
    }
}

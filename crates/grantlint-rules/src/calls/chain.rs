//! From a data action to the client that it runs as: action, integration,
//! credential, client.

mod names;

use grantlint_parser::address::Address;
use grantlint_parser::model::{
    Action, ClientRef, CredentialRef, Fact, Integration, IntegrationRef, ResourceId, State,
};
use grantlint_parser::source::Location;

use self::names::{names, quoted_name};
use super::{Callers, request};
use crate::finding::Label;
use crate::grant_type::GrantType;
use crate::holdings::{Doubt, origin};
use crate::ways::{Way, values, ways};

/// The integration type whose data actions call the platform itself.
const PLATFORM: &str = "purecloud-data-actions";
/// The entry of an integration's `credentials` that names the client.
const CLIENT_CREDENTIAL: &str = "pureCloudOAuthClient";

/// Whom a data action runs as.
pub(super) enum Linked {
    /// Its requests do not go to the platform.
    Elsewhere,
    /// These clients; more than one where a condition is unknown, or where the
    /// configuration names several.
    Clients(Vec<Link>),
    /// Nobody can be found.
    Broken(Break),
}

/// A client that a data action runs as.
pub(super) struct Link {
    pub(super) client: usize,
    pub(super) hops: Vec<Label>,
    pub(super) doubt: Option<Doubt>,
}

pub(super) fn links(callers: Callers<'_>, action: &Action) -> Linked {
    let mut ends = Vec::new();
    let mut walk = Walk {
        callers,
        action,
        fork: None,
    };
    walk.integration(&mut ends);
    let fork = walk.fork;
    ends.retain(|end| !matches!(end, End::Elsewhere));
    let alternatives = ends.len() > 1;
    let doubt = alternatives.then(|| {
        Doubt::new(
            "which client it runs as depends on a condition that is not known",
            fork.or(action.integration.as_ref().map(|fact| fact.at)),
        )
    });
    let mut links = Vec::new();
    let mut first_break = None;
    for end in ends {
        match end {
            End::Elsewhere => {}
            End::Client(client, hops) => links.push(Link {
                client,
                hops,
                doubt: doubt.clone(),
            }),
            End::Broken(broken) => {
                let mended = callers.mend(&broken);
                if mended.is_empty() {
                    first_break.get_or_insert(broken);
                }
                links.extend(mended.into_iter().map(|(client, hops)| Link {
                    client,
                    hops,
                    doubt: doubt.clone(),
                }));
            }
        }
    }
    match first_break {
        _ if !links.is_empty() => Linked::Clients(links),
        None => Linked::Elsewhere,
        Some(broken) => Linked::Broken(broken),
    }
}

/// Where one way along the chain ends.
enum End {
    Elsewhere,
    Client(usize, Vec<Label>),
    Broken(Break),
}

/// Where the chain breaks.
pub(super) struct Break {
    pub(super) doubt: Doubt,
    pub(super) hops: Vec<Label>,
    /// What `credentials` may call the value that is missing.
    names: Vec<String>,
    /// Whether the value names a client that the configuration does not define, so
    /// that it is none of those that it does define.
    foreign: bool,
}

impl Break {
    /// The name to offer for `credentials`. An id that is written out is not offered:
    /// what stands where a client's id belongs may be its secret.
    pub(super) fn name(&self) -> Option<String> {
        let mut names = self.names.iter();
        names
            .find(|name| !self.foreign || name.contains('.'))
            .cloned()
    }
}

struct Walk<'a> {
    callers: Callers<'a>,
    action: &'a Action,
    /// The first conditional on the way.
    fork: Option<Location>,
}

impl Walk<'_> {
    fn note_fork<T>(&mut self, fact: Option<&Fact<T>>) {
        let undecided = fact.filter(|fact| matches!(fact.state, State::OneOf { .. }));
        self.fork = self.fork.or(undecided.map(origin));
    }

    fn integration(&mut self, ends: &mut Vec<End>) {
        let model = self.callers.model;
        self.note_fork(self.action.integration.as_ref());
        for way in ways(self.action.integration.as_ref()) {
            let (doubt, names) = match way {
                Way::Is(IntegrationRef::InTree(number), _) => {
                    if let Some(integration) = model.integrations.get(*number) {
                        self.of_integration(integration, ends);
                    }
                    continue;
                }
                Way::Is(IntegrationRef::Data(address), fact) => {
                    data_elsewhere(address, fact, self.callers)
                }
                Way::Is(IntegrationRef::Id(id), fact) => {
                    elsewhere(&format!("the integration `{id}`"), id, fact, self.callers)
                }
                Way::Unknown(doubt, fact) => (doubt, names(self.callers, fact)),
                Way::Absent => (Doubt::new("it has no `integration_id`", None), Vec::new()),
            };
            ends.push(self.unless_elsewhere(Break {
                doubt,
                hops: Vec::new(),
                names,
                foreign: false,
            }));
        }
    }

    /// Without a known integration, only a path of the platform tells whose it is.
    fn unless_elsewhere(&self, broken: Break) -> End {
        let ours = values(self.action.url.as_ref()).any(|(url, _)| request::is_platform_url(url));
        if ours {
            End::Broken(broken)
        } else {
            End::Elsewhere
        }
    }

    fn of_integration(&mut self, integration: &Integration, ends: &mut Vec<End>) {
        let kinds = ways(integration.kind.as_ref());
        let mut certain = false;
        for kind in &kinds {
            match kind {
                Way::Is(kind, _) if kind.as_str() != PLATFORM => return ends.push(End::Elsewhere),
                Way::Is(..) => certain = true,
                Way::Unknown(..) | Way::Absent => {}
            }
        }
        let hops = self.hop(
            &[],
            integration.resource,
            "the data action belongs to the integration",
        );
        let entry = integration
            .credentials
            .iter()
            .find(|(name, _)| name == CLIENT_CREDENTIAL);
        let credential = entry.map(|(_, fact)| fact);
        self.note_fork(credential);
        for way in ways(credential) {
            let (doubt, names) = match way {
                Way::Is(CredentialRef::InTree(number), _) => {
                    self.of_credential(*number, &hops, ends);
                    continue;
                }
                Way::Is(CredentialRef::OfClient(number), _) => {
                    ends.push(self.client(*number, &hops));
                    continue;
                }
                Way::Is(CredentialRef::Data(address), fact) => {
                    data_elsewhere(address, fact, self.callers)
                }
                Way::Is(CredentialRef::Id(id), fact) => {
                    elsewhere(&format!("the credential `{id}`"), id, fact, self.callers)
                }
                Way::Unknown(doubt, fact) => (doubt, names(self.callers, fact)),
                Way::Absent => {
                    let doubt = match &integration.open {
                        Some(open) => Doubt::from_reason(open),
                        None => Doubt::new(
                            format!("its integration names no `{CLIENT_CREDENTIAL}`"),
                            None,
                        ),
                    };
                    (doubt, Vec::new())
                }
            };
            let broken = Break {
                doubt,
                hops: hops.clone(),
                names,
                foreign: false,
            };
            ends.push(if certain {
                End::Broken(broken)
            } else {
                self.unless_elsewhere(broken)
            });
        }
    }

    fn of_credential(&mut self, number: usize, hops: &[Label], ends: &mut Vec<End>) {
        let Some(credential) = self.callers.model.credentials.get(number) else {
            return;
        };
        self.note_fork(credential.client.as_ref());
        let hops = self.hop(hops, credential.resource, "which uses the credential");
        for way in ways(credential.client.as_ref()) {
            let (doubt, names, foreign) = match way {
                Way::Is(ClientRef::InTree(number), _) => {
                    ends.push(self.client(*number, &hops));
                    continue;
                }
                Way::Is(ClientRef::Data(address), fact) => {
                    let (doubt, names) = data_elsewhere(address, fact, self.callers);
                    (doubt, names, true)
                }
                Way::Is(ClientRef::Id(id), fact) => {
                    let what = "the client of its credential";
                    let (doubt, names) = elsewhere(what, id, fact, self.callers);
                    (doubt, names, true)
                }
                Way::Unknown(doubt, fact) => (doubt, names(self.callers, fact), false),
                Way::Absent => {
                    let doubt = match &credential.open {
                        Some(open) => Doubt::from_reason(open),
                        None => Doubt::new("its credential names no `clientId`", None),
                    };
                    let names = credential
                        .open
                        .iter()
                        .filter_map(|open| quoted_name(&open.reason))
                        .collect();
                    (doubt, names, false)
                }
            };
            ends.push(End::Broken(Break {
                doubt,
                hops: hops.clone(),
                names,
                foreign,
            }));
        }
    }

    fn client(&self, number: usize, hops: &[Label]) -> End {
        let resource = self.callers.model.clients.get(number);
        let hops = match resource {
            Some(client) => self.hop(hops, client.resource, "whose client is"),
            None => hops.to_vec(),
        };
        End::Client(number, hops)
    }

    fn hop(&self, before: &[Label], resource: ResourceId, words: &str) -> Vec<Label> {
        let mut hops = before.to_vec();
        hops.extend(self.callers.label(resource, words));
        hops
    }
}

impl Callers<'_> {
    fn label(self, resource: ResourceId, words: &str) -> Option<Label> {
        let resource = self.model.resource(resource)?;
        Some(Label {
            at: resource.header,
            message: format!("{words} `{}`", resource.address),
        })
    }

    /// The clients that stand for what is missing: those that `credentials` says,
    /// else the only one that there is.
    fn mend(self, broken: &Break) -> Vec<(usize, Vec<Label>)> {
        let mut found = Vec::new();
        for entry in &self.settings.clients {
            let named = entry
                .credentials
                .iter()
                .find(|credential| broken.names.contains(&credential.value));
            let Some(named) = named else {
                continue;
            };
            for (number, client) in self.model.clients.iter().enumerate() {
                let resource = self.model.resource(client.resource);
                if !resource.is_some_and(|it| entry.address.value.matches(&it.address)) {
                    continue;
                }
                let mut hops = broken.hops.clone();
                hops.push(Label {
                    at: named.at,
                    message: format!("`{}` stands for the client here", named.value),
                });
                hops.extend(self.label(client.resource, "which is"));
                found.push((number, hops));
            }
        }
        if found.is_empty()
            && !broken.foreign
            && let Some(number) = self.only_client()
            && let Some(client) = self.model.clients.get(number)
        {
            let mut hops = broken.hops.clone();
            hops.extend(self.label(
                client.resource,
                &format!(
                    "taken because {}, and this is the only client-credentials client here:",
                    broken.doubt.reason
                ),
            ));
            found.push((number, hops));
        }
        found
    }

    /// The only client-credentials client of the configuration, if there is exactly
    /// one and no other may be one. A client of which nobody knows how many instances
    /// there are is not one.
    fn only_client(self) -> Option<usize> {
        let mut found = None;
        for (number, client) in self.model.clients.iter().enumerate() {
            let resource = self.model.resource(client.resource)?;
            match GrantType::of(client) {
                GrantType::ClientCredentials if resource.address.is_open() => return None,
                GrantType::ClientCredentials if found.is_none() => found = Some(number),
                GrantType::ClientCredentials | GrantType::Unknown(_) => return None,
                GrantType::User(_) => {}
            }
        }
        found
    }
}

fn data_elsewhere<T>(
    address: &Address,
    fact: &Fact<T>,
    callers: Callers<'_>,
) -> (Doubt, Vec<String>) {
    let address = address.to_string();
    elsewhere(&format!("`{address}`"), &address, fact, callers)
}

fn elsewhere<T>(
    shown: &str,
    name: &str,
    fact: &Fact<T>,
    callers: Callers<'_>,
) -> (Doubt, Vec<String>) {
    let mut names = names(callers, fact);
    names.push(name.to_owned());
    let doubt = Doubt::new(format!("{shown} is defined elsewhere"), Some(fact.at));
    (doubt, names)
}

//! Which operations each client and permission set is meant to call: from data
//! actions, from comments, and from the configuration.

mod chain;
mod comments;
mod request;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use grantlint_parser::model::{IntegrationRef, Model, ResourceId};
use grantlint_parser::source::{Location, Sources};

use crate::finding::{CallSource, Label};
use crate::holdings::{Doubt, Subject};
use crate::matrix::{Found, Matrix, ProfileCall, Undecided, Unknown};
use crate::settings::call_text::CallText;
use crate::settings::read::ConfigProblem;
use crate::settings::{Settings, SubjectSettings};

/// Everything that the calls of a configuration are worked out from.
#[derive(Clone, Copy)]
pub struct Callers<'a> {
    /// The texts.
    pub sources: &'a Sources,
    /// The configuration.
    pub model: &'a Model,
    /// What the team says of it.
    pub settings: &'a Settings,
    /// The operations.
    pub matrix: &'a Matrix,
}

/// A subject is meant to use an operation.
#[derive(Clone, Debug)]
pub struct Call<'m> {
    /// Who.
    pub subject: Subject,
    /// `METHOD /path` as the matrix writes it, or else as the call does.
    pub endpoint: String,
    /// What.
    pub target: Target<'m>,
    /// What profiles ask for beyond the operation's own demand.
    pub asked: Vec<ProfileCall<'m>>,
    /// Where it says so, at least one place.
    pub places: Vec<CallPlace>,
    /// Why it is perhaps not called at all.
    pub doubt: Option<Doubt>,
}

/// Where it is said that an operation is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallPlace {
    /// What says so.
    pub from: CallSource,
    /// The text with the call.
    pub at: Location,
    /// The steps from there to the client, in order.
    pub hops: Vec<Label>,
    /// Whether the path is written in other letter case than the platform's.
    pub other_case: bool,
}

/// What is called.
#[derive(Clone, Debug)]
pub enum Target<'m> {
    /// This operation.
    Operation(Found<'m>),
    /// One of several.
    Several(Undecided<'m>),
    /// No operation that is known.
    NoSuch(Unknown<'m>),
    /// Nobody knows what.
    Open(Doubt),
}

/// A data action for which no client can be found.
#[derive(Clone, Debug)]
pub struct Unlinked<'m> {
    /// Its number in the model.
    pub action: usize,
    /// Where the chain breaks, and why.
    pub doubt: Doubt,
    /// The steps up to there.
    pub hops: Vec<Label>,
    /// What `credentials` may name, if there is something.
    pub name: Option<String>,
    /// What it calls all the same.
    pub requests: Vec<(CallPlace, String, Target<'m>)>,
}

/// The calls of a configuration.
#[derive(Debug, Default)]
pub struct Calls<'m> {
    /// Each call of each subject once, in the order of subjects and endpoints.
    pub calls: Vec<Call<'m>>,
    /// The data actions that nobody can be found for.
    pub unlinked: Vec<Unlinked<'m>>,
    /// The integrations that have data actions.
    pub with_actions: BTreeSet<ResourceId>,
    /// Which resources may call something, and as what.
    subjects: HashMap<ResourceId, Subject>,
    /// Comments and configured profiles that cannot be understood.
    pub problems: Vec<ConfigProblem>,
}

impl<'m> Calls<'m> {
    /// The calls of a client or permission set.
    pub fn of(&self, resource: ResourceId) -> &[Call<'m>] {
        let Some(subject) = self.subjects.get(&resource) else {
            return &[];
        };
        let first = self.calls.partition_point(|call| call.subject < *subject);
        let rest = self.calls.get(first..).unwrap_or_default();
        let count = rest.partition_point(|call| call.subject == *subject);
        rest.get(..count).unwrap_or_default()
    }
}

impl<'a> Callers<'a> {
    /// Finds all calls.
    pub fn calls(self) -> Calls<'a> {
        let mut gather = Gather {
            callers: self,
            calls: BTreeMap::new(),
            unlinked: Vec::new(),
            problems: Vec::new(),
        };
        gather.data_actions();
        gather.comments();
        gather.configured();
        Calls {
            with_actions: self.with_actions(),
            subjects: self.subjects(),
            calls: gather.calls.into_values().collect(),
            unlinked: gather.unlinked,
            problems: gather.problems,
        }
    }

    fn with_actions(self) -> BTreeSet<ResourceId> {
        let integrations = self.model.actions.iter().filter_map(|action| {
            let IntegrationRef::InTree(number) = action.integration.as_ref()?.known()? else {
                return None;
            };
            Some(self.model.integrations.get(*number)?.resource)
        });
        integrations.collect()
    }

    fn subjects(self) -> HashMap<ResourceId, Subject> {
        let clients = self.model.clients.iter().enumerate();
        let clients = clients.map(|(number, client)| (client.resource, Subject::Client(number)));
        let sets = self.model.permission_sets.iter().enumerate();
        let sets = sets.map(|(number, set)| (set.resource, Subject::PermissionSet(number)));
        clients.chain(sets).collect()
    }

    /// The call that a subject would make with an operation: the one that is declared,
    /// or else one that nothing declares and that has no place.
    pub fn call(self, calls: &Calls<'a>, subject: &Subject, method: &str, path: &str) -> Call<'a> {
        let declared = |endpoint: &str| {
            let mut calls = calls.calls.iter();
            calls.find(|it| it.subject == *subject && it.endpoint == endpoint)
        };
        // A call of which a part is unknown is asked for as it is shown, `…` and all.
        let shown = declared(&format!("{method} {path}"));
        let (endpoint, target) = request::written(self.matrix, method, path);
        shown
            .or_else(|| declared(&endpoint))
            .cloned()
            .unwrap_or_else(|| Call {
                subject: subject.clone(),
                endpoint,
                target,
                asked: Vec::new(),
                places: Vec::new(),
                doubt: None,
            })
    }

    /// The calls that a subject would make with the operations of a profile, in the
    /// profile's order, each once: as if the profile were declared.
    ///
    /// # Errors
    /// There is no such profile: the message, and the help.
    pub fn profile(
        self,
        calls: &Calls<'a>,
        subject: &Subject,
        name: &str,
    ) -> Result<Vec<Call<'a>>, (String, String)> {
        let profile = self.matrix.profile(name);
        let profile = profile.ok_or_else(|| unknown_profile(self.matrix, name))?;
        let mut found: Vec<Call<'a>> = Vec::new();
        for asked in profile.calls() {
            let call = self.call(calls, subject, &asked.method, asked.path);
            let known = found.iter().position(|it| it.endpoint == call.endpoint);
            let at = known.unwrap_or_else(|| {
                found.push(call);
                found.len() - 1
            });
            if let Some(call) = found.get_mut(at)
                && !call.asked.contains(&asked)
            {
                call.asked.push(asked);
            }
        }
        Ok(found)
    }

    /// The entries of `[[client]]` or `[[permission-set]]` that mean a resource.
    pub(crate) fn entries(
        self,
        entries: &'a [SubjectSettings],
        resource: ResourceId,
    ) -> impl Iterator<Item = &'a SubjectSettings> {
        let address = self.model.resource(resource).map(|found| &found.address);
        entries
            .iter()
            .filter(move |entry| address.is_some_and(|it| entry.address.value.matches(it)))
    }
}

struct Gather<'a> {
    callers: Callers<'a>,
    calls: BTreeMap<(Subject, String), Call<'a>>,
    unlinked: Vec<Unlinked<'a>>,
    problems: Vec<ConfigProblem>,
}

impl<'a> Gather<'a> {
    fn data_actions(&mut self) {
        let model = self.callers.model;
        for (number, action) in model.actions.iter().enumerate() {
            let requests = request::requests(self.callers, action);
            let commented = self.directives(action.resource);
            if requests.is_empty() && commented.is_empty() {
                continue;
            }
            let links = match chain::links(self.callers, action) {
                chain::Linked::Elsewhere => continue,
                chain::Linked::Clients(links) => links,
                chain::Linked::Broken(broken) => {
                    let requests = requests.into_iter().map(|request| {
                        let (endpoint, target) = request.target;
                        let place = CallPlace {
                            from: CallSource::DataAction,
                            at: request.at,
                            hops: Vec::new(),
                            other_case: has_other_case(&target),
                        };
                        (place, endpoint, target)
                    });
                    self.unlinked.push(Unlinked {
                        action: number,
                        name: broken.name(),
                        doubt: broken.doubt,
                        hops: broken.hops,
                        requests: requests.collect(),
                    });
                    continue;
                }
            };
            for link in links {
                let subject = Subject::Client(link.client);
                for request in &requests {
                    let place = CallPlace {
                        from: CallSource::DataAction,
                        at: request.at,
                        hops: link.hops.clone(),
                        other_case: has_other_case(&request.target.1),
                    };
                    let doubt = link.doubt.clone().or_else(|| request.doubt.clone());
                    self.add(subject.clone(), request.target.clone(), place, doubt);
                }
                for (call, at) in &commented {
                    let hops = link.hops.clone();
                    self.text(subject.clone(), call, CallSource::Comment, *at, hops);
                }
            }
        }
    }

    fn configured(&mut self) {
        let Callers {
            model, settings, ..
        } = self.callers;
        for (number, client) in model.clients.iter().enumerate() {
            for entry in self.callers.entries(&settings.clients, client.resource) {
                self.entry(&Subject::Client(number), entry);
            }
        }
        for (number, set) in model.permission_sets.iter().enumerate() {
            for entry in self
                .callers
                .entries(&settings.permission_sets, set.resource)
            {
                self.entry(&Subject::PermissionSet(number), entry);
            }
        }
    }

    fn entry(&mut self, subject: &Subject, entry: &SubjectSettings) {
        for call in &entry.calls {
            self.text(
                subject.clone(),
                &call.value,
                CallSource::Config,
                call.at,
                Vec::new(),
            );
        }
    }

    /// A call or profile that is written out.
    fn text(
        &mut self,
        subject: Subject,
        call: &CallText,
        from: CallSource,
        at: Location,
        hops: Vec<Label>,
    ) {
        let mut place = CallPlace {
            from,
            at,
            hops,
            other_case: false,
        };
        match call {
            CallText::Operation { method, path } => {
                let target = request::written(self.callers.matrix, method, path);
                place.other_case = has_other_case(&target.1);
                self.add(subject, target, place, None);
            }
            CallText::Profile(name) => {
                let Some(profile) = self.callers.matrix.profile(name) else {
                    let (message, help) = unknown_profile(self.callers.matrix, name);
                    self.problems.push(ConfigProblem {
                        at,
                        message,
                        help: Some(help),
                    });
                    return;
                };
                for asked in profile.calls() {
                    let target = request::written(self.callers.matrix, &asked.method, asked.path);
                    let key = self.add(subject.clone(), target, place.clone(), None);
                    if let Some(call) = self.calls.get_mut(&key) {
                        call.asked.push(asked);
                    }
                }
            }
        }
    }

    /// Adds a call, or a place to a call that is known; answers its key.
    fn add(
        &mut self,
        subject: Subject,
        (endpoint, target): (String, Target<'a>),
        place: CallPlace,
        doubt: Option<Doubt>,
    ) -> (Subject, String) {
        let key = (subject.clone(), endpoint.clone());
        let call = self.calls.entry(key.clone()).or_insert_with(|| Call {
            subject,
            endpoint,
            target,
            asked: Vec::new(),
            places: Vec::new(),
            doubt: doubt.clone(),
        });
        // One place that says so for sure is enough.
        if doubt.is_none() {
            call.doubt = None;
        }
        if !call.places.contains(&place) {
            call.places.push(place);
        }
        key
    }
}

/// What is said of a profile that is not there, and what may be meant.
fn unknown_profile(matrix: &Matrix, name: &str) -> (String, String) {
    let names = matrix.profile_names();
    let near = crate::nearest::nearest(name, names.iter().copied());
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known are {}", crate::settings::read::quoted(&names)),
    };
    (format!("there is no profile `{name}`"), help)
}

fn has_other_case(target: &Target<'_>) -> bool {
    matches!(target, Target::Operation(found) if found.letter_case)
}

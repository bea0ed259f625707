//! What a subject may call: every operation weighed against what it holds.

use std::collections::{BTreeMap, BTreeSet};

use grantlint_parser::source::Location;

use crate::calls::{Call, Callers, Target};
use crate::finding::Answer;
use crate::grant_type::GrantType;
use crate::holdings::{Subject, What};
use crate::judge::{Judge, Judgement, Whose};
use crate::matrix::{Auth, Entry, Found};
use crate::verdict::Need;

/// What a subject may call.
#[derive(Clone, Debug, Default)]
pub struct Reachable {
    /// Its address.
    pub subject: String,
    /// Its header.
    pub at: Option<Location>,
    /// Why its scopes count: it acts for users.
    pub acts_for_users: bool,
    /// The users for whom it acts, as far as the configuration says.
    pub users: Vec<String>,
    /// What it may call, by group and path.
    pub operations: Vec<Allowed>,
    /// What its grants suffice for, and only a user may call.
    pub needs_user: Vec<String>,
    /// What is undecided, by reason.
    pub undecided: Vec<Undecided>,
}

/// An operation that may be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// The API group.
    pub group: String,
    /// `METHOD /path`
    pub endpoint: String,
    /// The permissions that it asks for; none where a token is enough.
    pub permissions: Vec<String>,
    /// The scopes of which one is needed and none is there: refused where the
    /// organisation enforces scopes.
    pub lacking_scopes: Vec<String>,
    /// Under which limits it may be called.
    pub limits: Vec<String>,
}

/// Operations that may or may not be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    /// Why, in words that finish "undecided because ...".
    pub because: String,
    /// What makes it so.
    pub at: Option<Location>,
    /// The operations.
    pub endpoints: Vec<String>,
    /// How many of them the scopes of the client surely do not cover.
    pub beyond_scopes: usize,
}

/// Weighs every operation that takes an OAuth token.
pub fn reachable(callers: Callers<'_>, subject: &Subject) -> Reachable {
    let mut judge = Judge::new(callers);
    let resource = subject.resource(callers.model);
    let resource = resource.and_then(|id| callers.model.resource(id));
    let client = match subject {
        Subject::Client(number) => callers.model.clients.get(*number),
        Subject::PermissionSet(_) | Subject::User(_) => None,
    };
    let mut reachable = Reachable {
        subject: resource.map_or_else(String::new, |it| it.address.to_string()),
        at: resource.map(|it| it.header),
        acts_for_users: client
            .is_some_and(|client| matches!(GrantType::of(client), GrantType::User(_))),
        ..Reachable::default()
    };
    let mut open: BTreeMap<(String, Option<Location>), Undecided> = BTreeMap::new();
    let mut add = |because: String, at: Option<Location>, endpoint: Option<(String, bool)>| {
        let entry = open.entry((because.clone(), at));
        let entry = entry.or_insert_with(|| Undecided {
            because,
            at,
            endpoints: Vec::new(),
            beyond_scopes: 0,
        });
        if let Some((endpoint, beyond)) = endpoint {
            entry.endpoints.push(endpoint);
            entry.beyond_scopes += usize::from(beyond);
        }
    };
    if let Whose::Of(who) = &judge.backing(subject).whose {
        for (user, holdings) in who {
            reachable
                .users
                .extend(user.as_ref().map(ToString::to_string));
            let opaque = holdings
                .held
                .iter()
                .filter(|held| held.what == What::Anything);
            for doubt in opaque.filter_map(|held| held.doubt.as_ref()) {
                add(doubt.reason.to_string(), doubt.at, None);
            }
        }
    }
    for found in callers.matrix.operations() {
        let Some(first) = found.entries.first() else {
            continue;
        };
        let (endpoint, group) = (first.call(), group(first));
        let call = call(subject, &endpoint, found);
        let judgement = judge.call(0, &call);
        let mut auths = judgement.requirements.iter().map(|one| one.auth);
        if auths.any(|auth| auth != Auth::Oauth) {
            continue;
        }
        match &judgement.answer {
            Answer::Granted => reachable.operations.push(Allowed {
                group,
                permissions: asked(&judgement),
                lacking_scopes: lacking(&judgement),
                limits: judgement.limits,
                endpoint,
            }),
            Answer::Missing(_) if judgement.needs_user.is_some() && judgement.unmet.is_empty() => {
                reachable.needs_user.push(endpoint);
            }
            Answer::Missing(_) => {}
            Answer::Undecided(reason) => {
                let at = judgement.because.as_ref().and_then(|doubt| doubt.at);
                let beyond = !judgement.scopes.is_empty();
                add(reason.clone(), at, Some((endpoint, beyond)));
            }
        }
    }
    let by_group = |it: &Allowed| (it.group.clone(), path(&it.endpoint).to_owned());
    reachable.operations.sort_by_cached_key(by_group);
    reachable.undecided = open.into_values().collect();
    reachable
}

fn path(endpoint: &str) -> &str {
    endpoint.split_once(' ').map_or(endpoint, |(_, path)| path)
}

fn call<'m>(subject: &Subject, endpoint: &str, found: Found<'m>) -> Call<'m> {
    Call {
        subject: subject.clone(),
        endpoint: endpoint.to_owned(),
        target: Target::Operation(found),
        asked: Vec::new(),
        places: Vec::new(),
        doubt: None,
    }
}

/// The API group of an operation, or else the first word of its path.
fn group(entry: &Entry<'_>) -> String {
    let word = || {
        let mut words = entry.path().split('/').skip(3);
        words.next().unwrap_or_default()
    };
    entry.group().unwrap_or_else(word).to_owned()
}

fn asked(judgement: &Judgement<'_>) -> Vec<String> {
    let needs = judgement.requirements.iter().filter_map(Need::of);
    let names = needs.flat_map(|need| match need {
        Need::Any(names) | Need::All(names) => names,
    });
    let names: BTreeSet<&str> = names.copied().collect();
    names.into_iter().map(str::to_owned).collect()
}

fn lacking(judgement: &Judgement<'_>) -> Vec<String> {
    let scopes = judgement.scopes.iter().flat_map(|lacking| &lacking.scopes);
    let scopes: BTreeSet<&str> = scopes.copied().collect();
    scopes.into_iter().map(str::to_owned).collect()
}

//! Who holds what, for the checks of a team's own policy: clients with the roles that
//! count for them, permission sets, roles by themselves, users, groups.

use std::borrow::Cow;

use grantlint_parser::address::Mode;
use grantlint_parser::model::ResourceId;
use grantlint_parser::source::Location;

use crate::checks::condition::Condition;
use crate::checks::condition::facts::{PERMISSION_SET, Subject, is_of_type};
use crate::checks::condition::truth::Truth;
use crate::checks::{Context, subject};
use crate::finding::{Finding, Label};
use crate::grant_type::GrantType;
use crate::holdings::{Covers, Held, Holdings, Part, What};
use crate::matrix::covers;
use crate::own::claim::Claims;
use crate::verdict::{Need, Outcome, weigh};

const CLIENT: &str = "genesyscloud_oauth_client";
const ROLE: &str = "genesyscloud_auth_role";
const USER: &str = "genesyscloud_user";
const GROUP: &str = "genesyscloud_group";

/// The types of those who hold permissions.
const TYPES: [&str; 5] = [CLIENT, ROLE, USER, GROUP, PERMISSION_SET];

/// Whom a rule about holdings looks at where it does not say.
pub(super) fn usual() -> Vec<String> {
    vec![CLIENT.to_owned(), PERMISSION_SET.to_owned()]
}

/// Tells the claims of the types of a rule about holdings.
pub(super) fn claims(types: &[String], claims: &mut Claims) {
    claims.filled("types", types);
    claims.each("types", types, |claims, name| {
        if !TYPES.contains(&name.as_str()) {
            claims.fault_with(
                format!("`{name}` holds no permissions"),
                format!("known here: {}", crate::settings::read::quoted(&TYPES)),
            );
        }
    });
}

/// Somebody, with what counts for them.
pub(super) struct Holding<'c, 'a> {
    pub(super) subject: Subject<'c, 'a>,
    pub(super) holdings: Holdings,
}

/// Everyone of these types for whom the conditions hold, but those whom the addresses
/// name. Where it is not known whose roles count, nothing can be said and the client is
/// left out.
pub(super) fn all<'c, 'a>(
    context: &'c Context<'a>,
    types: &[String],
    when: &[Condition],
    except: &[String],
) -> Vec<Holding<'c, 'a>> {
    let except = subject::globs(except);
    let mut all = Vec::new();
    for (number, resource) in context.model.resources.iter().enumerate() {
        let address = &resource.address;
        let is_meant = types.iter().any(|name| is_of_type(name, address, context));
        if !is_meant
            || context.broken.contains(&number)
            || except.iter().any(|glob| glob.matches(address))
        {
            continue;
        }
        let Some(subject) = Subject::new(context, ResourceId(number)) else {
            continue;
        };
        if !when.iter().all(|one| one.holds(subject) == Truth::Yes) {
            continue;
        }
        let holdings = of(context, subject.id).unwrap_or_default();
        all.extend(
            holdings
                .into_iter()
                .map(|holdings| Holding { subject, holdings }),
        );
    }
    all
}

/// What somebody holds, once for each user that they act for; none where it is not
/// known whose roles count, or where a resource holds nothing at all.
pub(super) fn of(context: &Context<'_>, id: ResourceId) -> Option<Vec<Holdings>> {
    let model = context.model;
    let holder = context.holder();
    let address = &model.resource(id)?.address;
    if let Some(number) = model.clients.iter().position(|one| one.resource == id) {
        return match GrantType::of(model.clients.get(number)?) {
            GrantType::ClientCredentials => Some(vec![holder.client(number)]),
            GrantType::User(_) => {
                let users = context.callers().users(id);
                let each = users.iter().map(|user| holder.user(user));
                (!users.is_empty()).then(|| each.collect())
            }
            GrantType::Unknown(_) => None,
        };
    }
    let mut sets = model.permission_sets.iter();
    if let Some(number) = sets.position(|one| one.resource == id) {
        return Some(vec![holder.permission_set(number)]);
    }
    if let Some(number) = model.roles.iter().position(|one| one.resource == id) {
        return Some(vec![holder.role(number)]);
    }
    match address.kind.as_str() {
        _ if address.mode != Mode::Managed => None,
        USER => Some(vec![holder.user(address)]),
        GROUP => Some(vec![holder.group(address)]),
        _ => None,
    }
}

/// Whether one of the permissions is held, whatever the unknown values are.
pub(super) fn holds_any(context: &Context<'_>, holdings: &Holdings, names: &[String]) -> Truth {
    let names = expanded(context, holdings, names);
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match weigh(holdings, Need::Any(&names)) {
        Outcome::Granted(_) => Truth::Yes,
        Outcome::Missing(_) => Truth::No,
        Outcome::Undecided(_) => Truth::Unknown,
    }
}

/// The first of the permissions that counts and is held whatever the unknown values are,
/// and by which way first.
pub(super) fn surely<'h>(
    context: &Context<'_>,
    holdings: &'h Holdings,
    names: &[String],
    counts: impl Fn(&str) -> bool,
) -> Option<(String, &'h Held)> {
    let names = expanded(context, holdings, names);
    let mut names = names.iter().map(AsRef::as_ref).filter(|name| counts(name));
    names.find_map(|name: &str| match weigh(holdings, Need::All(&[name])) {
        Outcome::Granted(_) => Some((name.to_owned(), held(holdings, name)?)),
        Outcome::Missing(_) | Outcome::Undecided(_) => None,
    })
}

/// The way by which a permission is surely held; one that depends on a choice, where all
/// do.
pub(super) fn held<'h>(holdings: &'h Holdings, name: &str) -> Option<&'h Held> {
    let mut held = holdings.held.iter();
    held.find(|held| held.covers(name) == Covers::Yes)
}

/// The permissions that names with wildcards stand for: those that are known, and those
/// that are held. The name itself is covered by an equal wildcard alone.
fn expanded<'n>(
    context: &'n Context<'_>,
    holdings: &Holdings,
    names: &'n [String],
) -> Vec<Cow<'n, str>> {
    let mut all: Vec<Cow<'n, str>> = Vec::new();
    for name in names {
        all.push(name.as_str().into());
        if !name.contains('*') {
            continue;
        }
        all.extend(context.matrix.expand(name).into_iter().map(Cow::Borrowed));
        for held in &holdings.held {
            if let What::Triple {
                domain: Part::Name(domain),
                entity: Part::Name(entity),
                action: Part::Name(action),
            } = &held.what
            {
                let held = format!("{domain}:{entity}:{action}");
                if covers(name, &held) && !all.iter().any(|known| *known == held) {
                    all.push(held.into());
                }
            }
        }
    }
    all
}

/// A finding at the place, with the rest of the way there.
pub(super) fn finding(
    subject: Subject<'_, '_>,
    held: Option<&Held>,
    at: Option<Location>,
    message: String,
) -> Finding {
    let Subject {
        context, resource, ..
    } = subject;
    let address = &resource.address;
    let at = at.map_or(resource.header, |at| context.one_line(at));
    let mut finding = Finding::new(context.rule, at, message)
        .on(context.basis())
        .about(address);
    let ways = [
        (Some(&resource.header), format!("`{address}`")),
        (
            held.and_then(|held| held.via.grant.as_ref()),
            "granted here".to_owned(),
        ),
        (
            held.and_then(|held| held.via.literals.first()),
            "the permission".to_owned(),
        ),
    ];
    for (way, text) in ways {
        if let Some(way) = way
            .map(|&way| context.one_line(way))
            .filter(|way| *way != at)
        {
            finding.related.push(Label::new(way, text));
        }
    }
    finding
}

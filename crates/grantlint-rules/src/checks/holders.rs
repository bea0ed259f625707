//! Who holds what, for the checks of a team's own policy: every client with the roles
//! that count for it, and every permission set.

use grantlint_parser::model::ResourceId;
use grantlint_parser::source::Location;

use crate::calls::Callers;
use crate::checks::Context;
use crate::finding::{Finding, Label};
use crate::grant_type::GrantType;
use crate::holdings::{Covers, Held, Holder, Holdings};
use crate::settings::address::AddressGlob;

/// A client or permission set, with what counts for it.
pub(super) struct Holding {
    pub(super) resource: ResourceId,
    pub(super) holdings: Holdings,
}

/// Everyone but those whom the addresses name. Where it is not known whose roles count,
/// nothing can be said and the client is left out.
pub(super) fn all(context: &Context<'_>, except: &[String]) -> Vec<Holding> {
    let holder = Holder {
        model: context.model,
        settings: context.settings,
        matrix: context.matrix,
    };
    let callers = Callers {
        sources: context.sources,
        model: context.model,
        settings: context.settings,
        matrix: context.matrix,
    };
    let mut all = Vec::new();
    for (number, client) in context.model.clients.iter().enumerate() {
        let resource = client.resource;
        match GrantType::of(client) {
            GrantType::ClientCredentials => all.push(Holding {
                resource,
                holdings: holder.client(number),
            }),
            GrantType::User(_) => {
                let users = callers.users(resource).into_iter();
                all.extend(users.map(|user| Holding {
                    resource,
                    holdings: holder.user(user),
                }));
            }
            GrantType::Unknown(_) => {}
        }
    }
    for (number, set) in context.model.permission_sets.iter().enumerate() {
        all.push(Holding {
            resource: set.resource,
            holdings: holder.permission_set(number),
        });
    }
    let globs = except
        .iter()
        .filter_map(|text| AddressGlob::parse(text).ok());
    let globs: Vec<AddressGlob> = globs.collect();
    all.retain(|one| {
        let address = context.address(one.resource);
        address.is_some_and(|address| !globs.iter().any(|glob| glob.matches(address)))
            && !context.broken.contains(&one.resource.0)
    });
    all
}

/// What of these permissions somebody surely holds, and by which way first.
pub(super) fn held<'h, 'n>(
    holdings: &'h Holdings,
    names: &'n [String],
) -> Option<(&'n str, &'h Held)> {
    names.iter().find_map(|name| {
        let mut held = holdings.held.iter();
        let held = held.find(|held| held.covers(name) == Covers::Yes)?;
        Some((name.as_str(), held))
    })
}

/// A finding at the place, with the rest of the way there.
pub(super) fn finding(
    context: &Context<'_>,
    resource: ResourceId,
    held: &Held,
    at: Option<Location>,
    message: String,
) -> Option<Finding> {
    let header = context.header(resource)?;
    let address = context.address(resource)?;
    let at = at.map_or(header, |at| context.one_line(at));
    let mut finding = Finding::new(context.rule, at, message)
        .on(crate::finding::Basis::Org)
        .about(address);
    let literal = held.via.literals.first();
    let ways = [
        (Some(&header), format!("`{address}`")),
        (held.via.grant.as_ref(), "granted here".to_owned()),
        (literal, "the permission".to_owned()),
    ];
    for (way, text) in ways {
        if let Some(way) = way
            .map(|&way| context.one_line(way))
            .filter(|way| *way != at)
        {
            finding.related.push(Label::new(way, text));
        }
    }
    Some(finding)
}

/// What is wrong with a list of permissions of a rule.
pub(super) fn name_faults(
    key: &'static str,
    names: &[String],
) -> impl Iterator<Item = (&'static str, String)> {
    let bad = names
        .iter()
        .filter(|name| name.is_empty() || name.contains('*'));
    bad.map(move |name| {
        let message = format!("`{name}` is no permission: each one has to be written out");
        (key, message)
    })
}

/// What is wrong with the addresses of those whom a rule leaves out.
pub(super) fn address_faults(except: &[String]) -> impl Iterator<Item = (&'static str, String)> {
    let bad = except
        .iter()
        .filter_map(|text| AddressGlob::parse(text).err());
    bad.map(|message| ("except", message))
}

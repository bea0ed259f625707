//! Permissions as they are written: unknown ones, misplaced ones, wildcards.

mod written;

use grantlint_parser::address::Address;
use grantlint_parser::source::Location;

pub(super) use self::written::written_names;
use self::written::{Place, Written, written};
use crate::checks::mend::blocks;
use crate::checks::{Context, did_you_mean, listed, way};
use crate::finding::{self, Finding, Label, Severity};
use crate::holdings::{origin, triple};
use crate::matrix::{Basis, Standing};

pub(super) fn unknown(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for written in written(context.model) {
        let misplaced = written.place == Place::RolePermissions && triple(&written.name).is_some();
        if misplaced && !is_reported(context, &written.name) {
            continue;
        }
        if written.may_be_none {
            continue;
        }
        if written.name.starts_with("*:") {
            // What `*` means as a domain is not documented; that it is one is another
            // rule's matter.
            continue;
        }
        let standing = context.standings.of(&written.name);
        if let Some(finding) = unknown_name(context, &written, &standing) {
            findings.push(finding);
        }
    }
    findings
}

fn unknown_name(
    context: &Context<'_>,
    written: &Written<'_>,
    standing: &Standing<'_>,
) -> Option<Finding> {
    let name = &written.name;
    let bare_allowed = written.place == Place::RolePermissions;
    let note = |text: &str| Some(text.to_owned());
    let catalogue = context.matrix.catalogue();
    let lacking =
        |source: &str| format!("`{name}` is not in the catalogue of your organisation ({source})");
    let (severity, message, nearest, help) = match standing {
        Standing::Known(known) => {
            // The catalogue has nothing but names of three parts.
            let source = catalogue.filter(|_| triple(name).is_some() && context.matrix.lacks(name))?;
            (
                Severity::Error,
                lacking(source),
                Vec::new(),
                Some(not_there(known.basis)),
            )
        }
        Standing::Wildcard(_) => return None,
        Standing::Label(known) => (
            Severity::Error,
            format!("`{name}` is a label of the admin UI, not the name of a permission"),
            vec![known.name.to_owned()],
            None,
        ),
        Standing::Slip(nearest) => (
            catalogue.map_or(Severity::Warning, |_| Severity::Error),
            catalogue.map_or_else(|| format!("`{name}` is no permission that is known"), lacking),
            nearest.clone(),
            catalogue.filter(|_| nearest.iter().all(|name| context.matrix.lacks(name))).map(|_| {
                "it is not in the catalogue either: it may need a licence, a product or a beta that \
                 the organisation has not".to_owned()
            }),
        ),
        Standing::Unknown if let Some(source) = catalogue => match name.contains('*') {
            true => (
                Severity::Error,
                format!("`{name}` covers no permission in the catalogue of your organisation ({source})"),
                Vec::new(),
                None,
            ),
            false => (
                Severity::Error,
                lacking(source),
                Vec::new(),
                note("it is in no published operation either"),
            ),
        },
        Standing::Unknown => (
            Severity::Note,
            format!("`{name}` is in no published operation"),
            Vec::new(),
            note(
                "it may be real all the same: not every permission is published, and some need a licence",
            ),
        ),
        Standing::Bare { slips, .. } if bare_allowed && slips.is_empty() => (
            Severity::Note,
            format!("`{name}` is no general permission that is known"),
            Vec::new(),
            note("it may be real all the same: there is no published list of them"),
        ),
        Standing::Bare { slips, .. } if bare_allowed => (
            Severity::Warning,
            format!("`{name}` is no general permission that is known"),
            owned(slips),
            None,
        ),
        Standing::Bare { candidates, .. } | Standing::Malformed(candidates) => (
            Severity::Error,
            format!("`{name}` is not of the form `domain:entity:action`"),
            owned(candidates),
            None,
        ),
    };
    let fact = written.differing(nearest.first().map(String::as_str))?;
    let mut finding = Finding::new(context.rule, context.one_line(origin(fact)), message)
        .weighing(severity)
        .about(written.address)
        .identity([name.clone()])
        .datum("permission", name.as_str());
    if !nearest.is_empty() {
        finding = finding.datum("nearest", nearest.clone());
    }
    finding.related = way(fact);
    let parts: Vec<String> = did_you_mean(&nearest).into_iter().chain(help).collect();
    finding.help = (!parts.is_empty()).then(|| parts.join("\n"));
    if catalogue.is_some() && triple(name).is_some() {
        finding = finding.on(finding::Basis::Org);
    }
    Some(finding)
}

/// Why the organisation may lack a permission that is known.
fn not_there(basis: Basis) -> String {
    let known = match basis {
        Basis::Published => "a published operation requires it, so it is no slip",
        Basis::Reported => "it is reported, not published",
        Basis::Org => "your own files name it",
    };
    format!(
        "{known}: it may need a licence, a product or a beta that the organisation has not, or the \
         catalogue is older than it"
    )
}

pub(super) fn misplaced(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for written in written(context.model) {
        let name = &written.name;
        if written.place != Place::RolePermissions
            || triple(name).is_none()
            || is_reported(context, name)
        {
            continue;
        }
        let Some(fact) = written.differing(None) else {
            continue;
        };
        let meant = match context.standings.of(name) {
            Standing::Slip(nearest) => nearest.first().cloned(),
            _ => None,
        };
        let spelling = meant.as_ref().map_or(String::new(), |meant| {
            format!(" (with the spelling `{meant}`)")
        });
        let mut finding = Finding::new(
            context.rule,
            context.one_line(origin(fact)),
            format!("`{name}` grants nothing in `permissions`, which is for general permissions"),
        )
        .about(written.address)
        .identity([name.clone()])
        .datum("permission", name.as_str())
        .help(format!(
            "grant it by a policy instead{spelling}:\n{}",
            blocks(&[meant.as_ref().unwrap_or(name)])
        ));
        finding.related = way(fact);
        findings.push(finding);
    }
    findings
}

pub(super) fn wildcard(context: &Context<'_>) -> Vec<Finding> {
    let mut found: Vec<Wildcard<'_>> = Vec::new();
    for written in written(context.model) {
        let Some([domain, entity, action]) = triple(&written.name) else {
            continue;
        };
        let Some((_, fact)) = written.parts.iter().find(|(part, _)| *part == "*") else {
            continue;
        };
        let at = origin(fact);
        let [domain, entity] = [domain.to_owned(), entity.to_owned()];
        // One entity wildcard stands beside several actions.
        let same = found.iter_mut().find(|one| {
            one.at == at && one.entity == entity && one.domain == domain && entity == "*"
        });
        match same {
            Some(one) if one.actions.iter().any(|known| known == action) => {}
            Some(one) => one.actions.push(action.to_owned()),
            None => found.push(Wildcard {
                at,
                domain,
                entity,
                actions: vec![action.to_owned()],
                related: way(fact),
                address: written.address,
            }),
        }
    }
    found.into_iter().map(|one| one.finding(context)).collect()
}

/// A wildcard with the actions that it is for.
struct Wildcard<'a> {
    at: Location,
    domain: String,
    entity: String,
    actions: Vec<String>,
    related: Vec<Label>,
    address: &'a Address,
}

impl Wildcard<'_> {
    fn finding(self, context: &Context<'_>) -> Finding {
        let Wildcard { domain, entity, .. } = &self;
        let all = self.actions.iter().any(|action| action == "*");
        let message = if domain == "*" {
            "`*` has no documented meaning as a domain".to_owned()
        } else if entity != "*" {
            format!("`*` grants every action on `{domain}:{entity}`")
        } else if all {
            format!("`*` grants the whole domain `{domain}`")
        } else {
            let actions = listed(&self.actions, "and");
            format!("`*` grants {actions} on the whole domain `{domain}`")
        };
        let patterns = self.actions.iter();
        let patterns = patterns.map(|action| format!("{domain}:{entity}:{action}"));
        let patterns: Vec<String> = patterns.collect();
        let mut covered: Vec<&str> = patterns
            .iter()
            .flat_map(|pattern| context.matrix.expand(pattern))
            .collect();
        covered.sort_unstable();
        covered.dedup();
        let mut finding = Finding::new(context.rule, context.one_line(self.at), message)
            .about(self.address)
            .identity(patterns.clone())
            .datum("permissions", patterns)
            .help(wildcard_help(&covered));
        finding.related = self.related;
        finding
    }
}

/// How many permissions the help lists.
const SHOWN: usize = 12;

fn wildcard_help(covered: &[&str]) -> String {
    let since = "the platform expands wildcards when the role is saved, so permissions that come later are not granted";
    let shown: Vec<&str> = covered.iter().copied().take(SHOWN).collect();
    match (covered.len(), covered.len() > SHOWN) {
        (0, _) => format!("name what is needed; {since}"),
        (_, false) => format!("name what is needed of {}; {since}", listed(&shown, "and")),
        (all, true) => format!(
            "name what is needed of the {all} permissions that are known ({}, …); {since}",
            shown
                .iter()
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    }
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

fn is_reported(context: &Context<'_>, name: &str) -> bool {
    let known = context.matrix.known_permission(name);
    known.is_some_and(|known| known.basis == Basis::Reported)
}

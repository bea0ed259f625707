//! Grants that do not count in the divisions where a client must work.

use std::collections::BTreeMap;

use grantlint_parser::address::Address;
use grantlint_parser::source::Location;

use crate::checks::Context;
use crate::finding::{Finding, Label};
use crate::holdings::Subject;

pub(super) fn run(context: &Context<'_>) -> Vec<Finding> {
    // One finding for each client and division: the calls have their grants, and with
    // them their shortfall, in common.
    let mut found: BTreeMap<(usize, &Address), Shortfall> = BTreeMap::new();
    for judgement in context.judgements {
        let Some(call) = context.calls.calls.get(judgement.call) else {
            continue;
        };
        let Subject::Client(number) = call.subject else {
            continue;
        };
        for uncovered in &judgement.uncovered {
            let entry = found.entry((number, &uncovered.division)).or_default();
            entry.endpoints.push(call.endpoint.clone());
            let aware = |name: &&str| {
                let known = context.matrix.catalogued(name);
                known.and_then(|known| known.division_aware) == Some(true)
            };
            let requirements = judgement.requirements.iter();
            entry.unsure |= !requirements.flat_map(|it| &it.permissions).all(aware);
            for grant in &uncovered.grants {
                if !entry.grants.contains(grant) {
                    entry.grants.push(*grant);
                }
            }
        }
    }
    let findings = found.into_iter();
    findings
        .filter_map(|((number, division), shortfall)| shortfall.finding(context, number, division))
        .collect()
}

#[derive(Default)]
struct Shortfall {
    endpoints: Vec<String>,
    grants: Vec<Location>,
    /// Whether a permission of a call may not be division-aware.
    unsure: bool,
}

impl Shortfall {
    fn finding(
        mut self,
        context: &Context<'_>,
        number: usize,
        division: &Address,
    ) -> Option<Finding> {
        let client = context.model.clients.get(number)?;
        let resource = context.model.resource(client.resource)?;
        self.grants.sort();
        let mut grants = self.grants.into_iter();
        let first = grants.next().unwrap_or(resource.header);
        let address = &resource.address;
        let calls = match self.endpoints.as_slice() {
            [only] => format!("`{only}`"),
            [one, other] => format!("`{one}` and `{other}`"),
            [one, ..] => format!("`{one}` and {} other calls", self.endpoints.len() - 1),
            [] => return None,
        };
        let mut finding = Finding::new(
            context.rule,
            context.one_line(first),
            format!("`{address}` has no grant for {calls} in `{division}`"),
        )
        .about(address)
        .identity([division.to_string()])
        .datum("division", division.to_string())
        .datum("endpoints", self.endpoints.clone())
        .help(format!(
            "the client must work there; add the role once more, with `division_id = {division}.id`, or with `\"*\"` for every division{}",
            match self.unsure {
                true => ". permissions that are not division-aware count everywhere",
                false => "",
            }
        ));
        finding.related = grants
            .map(|at| Label::new(at, "nor does this count there"))
            .collect();
        finding
            .related
            .push(Label::new(resource.header, "the client"));
        Some(finding)
    }
}

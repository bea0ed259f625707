//! What types need, and the fewest permissions for it.

use std::collections::BTreeSet;

use grantlint_parser::address::{Key, ModuleAddress};
use grantlint_parser::resource::{Body, Resource};
use grantlint_parser::source::{Sources, Span};

use proptest::prelude::*;

use super::*;
use crate::matrix::GENESYS_CLOUD;

/// A model with one resource or data source of each of these types.
fn model<'t>(types: impl IntoIterator<Item = (&'t str, bool)>) -> Model {
    let at = Span::default().in_file(Sources::default().add("main.tf", ""));
    let resources = types.into_iter().map(|(kind, data)| Resource {
        address: Address {
            module: ModuleAddress::default(),
            mode: if data { Mode::Data } else { Mode::Managed },
            kind: kind.into(),
            name: "x".into(),
            key: Key::None,
        },
        header: at,
        type_label: at,
        block: at,
        overrides: Vec::new(),
        body: Body::default(),
        directives: Vec::new(),
    });
    let mut model = Model::default();
    model.resources.extend(resources);
    model
}

#[track_caller]
fn check(types: &[(&str, bool)], plan: &[&str], apply: &[&str]) {
    let (matrix, _) = Matrix::new(&[GENESYS_CLOUD], &[]);
    let model = model(types.iter().copied());
    let provision = provision(&[&model], &matrix);
    let of = |phase| -> Vec<String> {
        let demands = provision.demands.iter();
        let demands = demands.filter(|demand| demand.phase == phase);
        demands.map(|demand| demand.permissions.join("|")).collect()
    };
    assert_eq!(of(Phase::Plan), plan, "plan of {types:?}");
    assert_eq!(of(Phase::Apply), apply, "apply of {types:?}");
}

#[test]
fn reading_is_for_the_plan_and_what_both_need_too() {
    check(
        &[("genesyscloud_auth_division", false)],
        &[],
        &[
            "authorization:division:add",
            "authorization:division:delete",
            "authorization:division:edit",
            "authorization:grant:add",
        ],
    );
    // Any of two is known from the operations; the provider lists both.
    check(
        &[("genesyscloud_integration_action", true)],
        &[
            "bridge:actions:view|integrations:action:view",
            "integrations:actionFunction:view",
            "integrations:integration:view",
        ],
        &[],
    );
    check(
        &[
            ("genesyscloud_architect_datatable", false),
            ("genesyscloud_architect_datatable", true),
        ],
        &["architect:datatable:view"],
        &[
            "architect:datatable:add",
            "architect:datatable:delete",
            "architect:datatable:edit",
        ],
    );
}

#[test]
fn what_is_not_known_is_named() {
    let (matrix, _) = Matrix::new(&[GENESYS_CLOUD], &[]);
    let model = model([
        ("genesyscloud_nothing", false),
        ("genesyscloud_tf_export", false),
        ("genesyscloud_guide", false),
    ]);
    let provision = provision(&[&model], &matrix);
    let unknown: Vec<String> = provision.unknown.keys().map(ToString::to_string).collect();
    assert_eq!(unknown, ["genesyscloud_nothing", "genesyscloud_tf_export"]);
    let untold: Vec<&str> = provision.untold.keys().copied().collect();
    assert_eq!(untold, ["DELETE /api/v2/guides/{guideId}"]);
}

#[test]
fn for_every_type_of_the_provider_the_fewest_meet_all_demands() {
    let (matrix, _) = Matrix::new(&[GENESYS_CLOUD], &[]);
    let types = matrix.provider_types();
    let types = types.map(|one| (one.name(), one.kind() == TypeKind::Data));
    let model = model(types);
    let provision = provision(&[&model], &matrix);
    let (chosen, exact) = fewest(&provision.demands, &matrix);
    let chosen: BTreeSet<&str> = chosen.iter().map(|one| one.permission).collect();
    for demand in &provision.demands {
        let mut names = demand.permissions.iter();
        assert!(names.any(|name| chosen.contains(name)), "{demand:?}");
        // Nothing is demanded that the provider does not list for one of the types.
        let listed = demand.types.iter().any(|of| {
            let kind = if of.data {
                TypeKind::Data
            } else {
                TypeKind::Resource
            };
            let known = matrix.provider_type(kind, &of.name);
            known.is_some_and(|known| {
                let mut listed = known.permissions();
                listed.any(|name| demand.permissions.contains(&name))
            })
        });
        assert!(listed, "{demand:?}");
    }
    assert!(exact);
    assert!(chosen.len() <= provision.demands.len());
}

proptest! {
    #[test]
    fn no_smaller_set_meets_random_demands(sets in prop::collection::vec(1_u8..64, 0..8)) {
        const NAMES: [&str; 6] = ["a:a:a", "a:a:b", "a:b:a", "b:a:a", "b:a:b", "b:b:b"];
        let members = |set: u8| NAMES.into_iter().enumerate().filter(move |(at, _)| set >> at & 1 == 1);
        let demands: Vec<Demand<'_>> = sets
            .iter()
            .map(|&set| Demand {
                permissions: members(set).map(|(_, name)| name).collect(),
                phase: Phase::Apply,
                types: BTreeSet::new(),
                operations: BTreeSet::new(),
            })
            .collect();
        let (matrix, _) = Matrix::new::<&str>(&[], &[]);
        let (chosen, exact) = fewest(&demands, &matrix);
        let smallest = (0_u8..64)
            .filter(|tried| sets.iter().all(|set| set & tried != 0))
            .map(u8::count_ones)
            .min();
        prop_assert!(exact);
        prop_assert_eq!(Some(chosen.len()), smallest.map(|size| size as usize));
        for demand in &demands {
            let mut chosen = chosen.iter();
            prop_assert!(chosen.any(|one| demand.permissions.contains(&one.permission)));
        }
    }
}

use grantlint_parser::source::{FileId, Sources, Span};

use super::*;
use crate::holdings::{Choice, ChoicePoint, Covers, Reach, Via, What};

fn file() -> FileId {
    Sources::default().add("main.tf", "")
}

fn held(name: &str) -> Held {
    Held {
        what: What::of(&name.into()),
        when: Vec::new(),
        doubt: None,
        condition: Condition::None,
        reach: Reach {
            everywhere: true,
            ..Reach::default()
        },
        here: Covers::Yes,
        via: Via::default(),
    }
}

/// One word for each thing that is held: a permission, with `?` behind it if it is
/// doubtful, with `!` if it is conditional, with `@point.arm` for a choice. `*` alone
/// is an opaque role.
fn holdings(words: &[&str]) -> Holdings {
    let mut holdings = Holdings::default();
    for _ in 0..10 {
        holdings.points.push(ChoicePoint {
            arms: 2,
            at: Span::new(0, 0).in_file(file()),
        });
    }
    for word in words {
        let (word, choices) = word.split_once('@').unwrap_or((word, ""));
        let name = word.trim_end_matches(['?', '!']);
        let mut one = held(name);
        let doubt = || Doubt::new(format!("{name} is doubtful"), None);
        if name == "*" {
            one.what = What::Anything;
            one.doubt = Some(doubt());
        }
        if word.ends_with('?') {
            one.doubt = Some(doubt());
        }
        if word.ends_with('!') {
            one.condition = Condition::Bound(Span::new(1, 2).in_file(file()));
        }
        for choice in choices.split('@').filter(|choice| !choice.is_empty()) {
            let (point, arm) = choice.split_once('.').expect("point.arm");
            one.when.push(Choice {
                point: point.parse().expect("a number"),
                arm: arm.parse().expect("a number"),
            });
        }
        holdings.held.push(one);
    }
    holdings
}

/// What is expected: `granted`, `conditional`, `missing a b`, or a word of the
/// reason for which it is undecided.
#[track_caller]
fn check(words: &[&str], need: Need<'_>, expected: &str) {
    let found = match weigh(&holdings(words), need) {
        Outcome::Granted(grants) if grants.conditions.is_empty() => "granted".to_owned(),
        Outcome::Granted(_) => "conditional".to_owned(),
        Outcome::Missing(missing) => format!("missing {}", missing.join(" ")),
        Outcome::Undecided(doubt) => format!("undecided: {}", doubt.reason),
    };
    assert!(
        found == expected || (found.starts_with("undecided") && expected == "undecided"),
        "{words:?} for {need:?}: {found}, not {expected}"
    );
}

const AB: &[&str] = &["d:e:a", "d:e:b"];

#[test]
fn any_takes_one_and_all_takes_each() {
    for (words, any, all) in [
        (&[][..], "missing d:e:a d:e:b", "missing d:e:a d:e:b"),
        (&["d:e:a"], "granted", "missing d:e:b"),
        (&["d:e:a", "d:e:b"], "granted", "granted"),
        (&["d:e:*"], "granted", "granted"),
        (&["d:*:*"], "granted", "granted"),
        (&["d:*:a"], "granted", "missing d:e:b"),
        (&["x:*:*"], "missing d:e:a d:e:b", "missing d:e:a d:e:b"),
        (&["D:e:a"], "missing d:e:a d:e:b", "missing d:e:a d:e:b"),
    ] {
        check(words, Need::Any(AB), any);
        check(words, Need::All(AB), all);
    }
}

#[test]
fn doubt_is_neither_granted_nor_missing() {
    for (words, any, all) in [
        (&["*"][..], "undecided", "undecided"),
        (&["*", "d:e:a"], "granted", "undecided"),
        (&["*", "d:e:a", "d:e:b"], "granted", "granted"),
        (&["d:e:a?"], "undecided", "missing d:e:b"),
        (&["d:e:a?", "d:e:b"], "granted", "undecided"),
    ] {
        check(words, Need::Any(AB), any);
        check(words, Need::All(AB), all);
    }
}

#[test]
fn conditions_limit_only_where_nothing_else_grants() {
    for (words, any, all) in [
        (&["d:e:a!"][..], "conditional", "missing d:e:b"),
        (&["d:e:a!", "d:e:a"], "granted", "missing d:e:b"),
        (&["d:e:a!", "d:e:b"], "granted", "conditional"),
        (&["d:e:*!"], "conditional", "conditional"),
        // An opaque role may grant it without conditions.
        (&["d:e:*!", "*"], "granted", "granted"),
    ] {
        check(words, Need::Any(AB), any);
        check(words, Need::All(AB), all);
    }
}

#[test]
fn both_sides_of_an_unknown_condition_are_tried() {
    for (words, any, all) in [
        (&["d:e:a@0.0"][..], "undecided", "missing d:e:b"),
        (
            &["d:e:a@0.0", "d:e:b@0.1"],
            "granted",
            "missing d:e:a d:e:b",
        ),
        (&["d:e:a@0.0", "d:e:a@0.1"], "granted", "missing d:e:b"),
        (&["d:e:a@0.0", "d:e:b@1.1"], "undecided", "undecided"),
        (&["d:e:*@0.0", "d:e:*@0.1"], "granted", "granted"),
        (
            &["d:e:*@0.0@1.0", "d:e:*@0.0@1.1", "d:e:a@0.1"],
            "granted",
            "undecided",
        ),
    ] {
        check(words, Need::Any(AB), any);
        check(words, Need::All(AB), all);
    }
}

#[test]
fn too_many_conditions_leave_it_undecided() {
    let words: Vec<String> = (0..10).map(|point| format!("d:e:a@{point}.0")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    check(&words, Need::Any(AB), "undecided");
}

#[test]
fn divisions_are_named_unless_one_grant_counts_everywhere() {
    #[track_caller]
    fn check(reaches: &[Reach], expected: &[&str]) {
        let mut holdings = Holdings::default();
        for reach in reaches {
            holdings.held.push(Held {
                reach: reach.clone(),
                ..held("d:e:a")
            });
        }
        let Outcome::Granted(grants) = weigh(&holdings, Need::Any(&["d:e:a"])) else {
            panic!("not granted");
        };
        assert_eq!(grants.limits.iter().collect::<Vec<_>>(), expected);
    }
    let home = Reach {
        divisions: [DivisionName::Home].into(),
        ..Reach::default()
    };
    let chicago = Reach {
        divisions: [DivisionName::Named("division.chicago".into())].into(),
        ..Reach::default()
    };
    let everywhere = Reach {
        everywhere: true,
        ..Reach::default()
    };
    check(std::slice::from_ref(&home), &["only in the home division"]);
    check(
        &[chicago.clone(), home.clone()],
        &["only in the home division, `division.chicago`"],
    );
    check(&[home, everywhere, chicago], &[]);
}

//! What `why` tells of the calls of all cases stands for the verdicts that the check
//! gives: what is granted has the literals that grant it, what is missing has none.

use std::fs;

use grantlint_rules::calls::{Callers, Target};
use grantlint_rules::check::models;
use grantlint_rules::derivation::{Derivation, Step, StepKind, derive};
use grantlint_rules::finding::Answer;
use grantlint_rules::matrix::{Entry, Mode};
use grantlint_rules::reachable::reachable;

use crate::cases::cases;
use crate::harness::{Memory, check_files};

/// The texts of all steps of these kinds.
fn texts<'d>(steps: &'d [Step], kinds: &[StepKind], found: &mut Vec<&'d str>) {
    for step in steps {
        if kinds.contains(&step.kind) {
            found.push(&step.text);
        }
        texts(&step.steps, kinds, found);
    }
}

fn of<'d>(derivation: &'d Derivation, kinds: &[StepKind]) -> Vec<&'d str> {
    let mut found = Vec::new();
    texts(&derivation.steps, kinds, &mut found);
    found
}

#[test]
fn each_verdict_stands_on_its_hops() {
    let [mut granted, mut missing, mut undecided] = [0; 3];
    for path in cases() {
        let name = path.display();
        let text = fs::read_to_string(&path).expect("a case");
        let checked = check_files(&Memory::parse(&text));
        for model in models(&checked.loaded) {
            let callers = Callers {
                sources: &checked.loaded.sources,
                model: &model,
                settings: &checked.settings,
                matrix: &checked.matrix,
            };
            let calls = callers.calls();
            for call in &calls.calls {
                let derivation = derive(callers, &calls, call);
                let endpoint = &derivation.endpoint;
                let verdict = checked.report.verdicts.iter().find(|verdict| {
                    verdict.subject == derivation.subject && verdict.endpoint == *endpoint
                });
                let verdict = verdict.expect("the check's verdict");
                let shown = format!("{name}: {} {endpoint}", derivation.subject);
                assert_eq!(derivation.answer, verdict.answer, "{shown}");
                assert_eq!(derivation.limits, verdict.limits, "{shown}");
                assert!(!of(&derivation, &[StepKind::Call]).is_empty(), "{shown}");

                let grants = of(&derivation, &[StepKind::Permission]);
                let is_granted = |name: &str| {
                    let quoted = format!("`{name}`");
                    grants.iter().any(|text| text.ends_with(&quoted))
                };
                let doubts = of(&derivation, &[StepKind::Doubt, StepKind::Verdict]);
                match &derivation.answer {
                    Answer::Granted => {
                        granted += 1;
                        let Target::Operation(found) = &call.target else {
                            continue;
                        };
                        for one in found.entries.iter().map(Entry::requirement) {
                            let mut names = one.permissions.iter();
                            let told = match one.mode {
                                Mode::Any => names.any(|name| is_granted(name)),
                                Mode::All => names.all(|name| is_granted(name)),
                                Mode::Free | Mode::Undocumented => true,
                            };
                            assert!(told, "{shown}: {derivation:#?}");
                        }
                    }
                    Answer::Missing(names) => {
                        missing += 1;
                        assert!(names.iter().all(|name| !is_granted(name)), "{shown}");
                        let lacks = of(&derivation, &[StepKind::Missing]);
                        let told =
                            |name: &String| lacks.iter().any(|text| text.contains(name.as_str()));
                        assert!(names.iter().all(told), "{shown}: {derivation:#?}");
                    }
                    Answer::Undecided(reason) => {
                        undecided += 1;
                        let told = doubts.iter().any(|text| text.contains(reason));
                        assert!(told, "{shown}: {derivation:#?}");
                    }
                }
            }
        }
    }
    assert!(granted > 20 && missing > 20 && undecided > 20);
}

#[test]
fn what_is_granted_can_be_called() {
    for path in cases().iter().step_by(7) {
        let text = fs::read_to_string(path).expect("a case");
        let checked = check_files(&Memory::parse(&text));
        for model in models(&checked.loaded) {
            let callers = Callers {
                sources: &checked.loaded.sources,
                model: &model,
                settings: &checked.settings,
                matrix: &checked.matrix,
            };
            let calls = callers.calls();
            // What is perhaps not called, or what a profile asks more for, is not the
            // operation alone.
            let plain = calls.calls.iter().filter(|call| {
                let is_one = matches!(call.target, Target::Operation(_));
                is_one && call.asked.is_empty() && call.doubt.is_none()
            });
            for call in plain {
                let derivation = derive(callers, &calls, call);
                let all = reachable(callers, &call.subject);
                let mut operations = all.operations.iter();
                let found = operations.find(|one| one.endpoint == call.endpoint);
                let shown = format!("{}: {}", path.display(), call.endpoint);
                let is_granted = derivation.answer == Answer::Granted;
                assert_eq!(
                    found.is_some(),
                    is_granted || call.doubt.is_some(),
                    "{shown}"
                );
                if let Some(found) = found.filter(|_| is_granted) {
                    assert_eq!(found.limits, derivation.limits, "{shown}");
                }
            }
        }
    }
}

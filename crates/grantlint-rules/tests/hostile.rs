//! Any text gives an answer: no panic, no hang.

use grantlint_rules::explanation;
use grantlint_rules::matrix::{GENESYS_CLOUD, Match, Matrix, PathPiece};
use proptest::prelude::*;

fn matrix() -> Matrix {
    Matrix::new(&[GENESYS_CLOUD], &[]).0
}

/// Texts of the letters that mean something in a path or a name, and of any others.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[/${}()?#:.a-zA-Z*>_ é-]{0,40}",
        "(/api/v2)?(/(users|routing|queues|me|\\{x\\}|\\$\\{y\\}|\\$z)){0,6}",
        any::<String>(),
    ]
}

fn piece() -> impl Strategy<Value = Option<Option<String>>> {
    prop_oneof![
        Just(None),
        Just(Some(None)),
        text().prop_map(|text| Some(Some(text)))
    ]
}

proptest! {
    #[test]
    fn paths(method in "[A-Za-z]{0,6}", pieces in prop::collection::vec(piece(), 0..6)) {
        let pieces: Vec<PathPiece<'_>> = pieces.iter().map(|piece| match piece {
            None => PathPiece::Hole,
            Some(None) => PathPiece::Identifier,
            Some(Some(text)) => PathPiece::Text(text),
        }).collect();
        if let Match::Found(found) = matrix().find_pieces(&method, &pieces) {
            prop_assert!(found.entries.iter().all(|entry| entry.method() == method.to_uppercase()));
        }
    }

    #[test]
    fn names(name in text()) {
        let matrix = matrix();
        let _ = matrix.permission(&name);
        let _ = matrix.label(&name);
        let _ = matrix.scope(&name);
        let _ = matrix.nearest_types(grantlint_rules::matrix::TypeKind::Resource, &name);
        let _ = explanation::permission(&matrix, &name);
        let _ = explanation::operation(&matrix, None, &format!("GET {name}"));
    }

    /// Filling the unknown part of a path with any identifier leads to one of the
    /// candidates, or to no operation at all.
    #[test]
    fn candidates_hold_for_every_value(at in 0_usize..4000, segment in 3_usize..8, value in "[a-z0-9]{1,8}") {
        let matrix = matrix();
        let entries: Vec<_> = matrix.entries().collect();
        let Some(entry) = entries.get(at % entries.len()) else { return Ok(()) };
        let mut segments: Vec<&str> = entry.path().split('/').collect();
        let Some(place) = segments.get_mut(segment) else { return Ok(()) };
        *place = "\0";
        let template = segments.join("/");
        let Some((before, after)) = template.split_once('\0') else { return Ok(()) };
        let pieces = [PathPiece::Text(before), PathPiece::Hole, PathPiece::Text(after)];
        let concrete = format!("{before}{value}{after}");
        let Match::Found(found) = matrix.find(entry.method(), &concrete) else { return Ok(()) };
        let candidates = match matrix.find_pieces(entry.method(), &pieces) {
            Match::Found(found) => found.entries,
            Match::Undecided(undecided) if undecided.complete => undecided.candidates,
            Match::Undecided(_) => return Ok(()),
            Match::Unknown(unknown) => return Err(TestCaseError::fail(format!("{unknown:?}"))),
        };
        let call = found.entries.first().map(|entry| entry.call());
        prop_assert!(candidates.iter().any(|entry| Some(entry.call()) == call), "{call:?}");
    }
}

#[test]
fn long_input() {
    let matrix = matrix();
    let long = "/a".repeat(100_000);
    assert!(matches!(matrix.find("GET", &long), Match::Unknown(_)));
    let deep = format!("/api/v2/{}", "${(".repeat(100_000));
    let _ = matrix.find("GET", &deep);
    let _ = matrix.permission(&"a".repeat(1_000_000));
    let _ = matrix.permission(&"a:".repeat(1_000_000));
    let _ = matrix.scope(&"a ".repeat(1_000_000));
    let holes = [PathPiece::Text("/"), PathPiece::Hole].repeat(59);
    let _ = matrix.find_pieces(
        "GET",
        &[&[PathPiece::Text("/api/v2")], holes.as_slice()].concat(),
    );
}

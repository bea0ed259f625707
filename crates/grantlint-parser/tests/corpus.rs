//! What fuzzing found worth keeping, run again in a debug build: no input panics
//! or needs more than a mebibyte of stack.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test may panic, and says at which text"
)]

use std::path::Path;

#[path = "../../../fuzz/src/lib.rs"]
#[expect(unreachable_pub, reason = "the fuzz targets use it as a crate")]
mod targets;

/// Gives every text of a target's corpus to it.
#[track_caller]
fn replay(target: &str, run: fn(&str)) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    let mut count = 0;
    for entry in std::fs::read_dir(corpus.join(target)).unwrap() {
        let path = entry.unwrap().path();
        println!("{}", path.display());
        if let Ok(text) = String::from_utf8(std::fs::read(path).unwrap()) {
            run(&text);
            count += 1;
        }
    }
    assert!(count > 100, "the corpus of {target} has {count} texts");
}

#[test]
fn texts_are_read_as_hcl() {
    replay("hcl", targets::read_hcl);
}

#[test]
fn texts_are_read_as_json() {
    replay("json", targets::read_json);
}

#[test]
fn expressions_are_evaluated() {
    replay("evaluate", targets::evaluate_expression);
}

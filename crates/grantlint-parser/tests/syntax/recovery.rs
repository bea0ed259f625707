//! What is left of a file with mistakes in it, and how many errors they give.

use crate::sexpr::{body, hcl};

/// The lines of the errors, and the tree.
#[track_caller]
fn check(text: &str, lines: &[usize], expected: &str) {
    let parsed = hcl(text);
    let line = |at: u32| text[..at as usize].matches('\n').count() + 1;
    let found: Vec<_> = parsed
        .errors
        .iter()
        .map(|error| line(error.span.start))
        .collect();
    assert_eq!(found, lines, "{text}\n{:?}", parsed.errors);
    assert_eq!(body(parsed.file.body()), expected, "{text}");
}

const AFTER: &str = "resource \"r\" \"after\" {\n  x = 1\n}\n";
const AFTER_TREE: &str = "resource \"r\" \"after\" {(x 1)}";

/// A mistake in one block, with another block after it.
#[track_caller]
fn check_block(text: &str, lines: &[usize], expected: &str) {
    check(
        &format!("{text}{AFTER}"),
        lines,
        format!("{expected} {AFTER_TREE}").trim_start(),
    );
}

#[test]
fn an_unreadable_value_is_invalid_and_the_rest_is_there() {
    check_block("a {\n  b =\n  c = 1\n}\n", &[2], "a {(b invalid) (c 1)}");
    check_block(
        "a {\n  b = 1 +\n  c = 1\n}\n",
        &[2],
        "a {(b invalid) (c 1)}",
    );
    check_block(
        "a {\n  b = [1 2]\n  c = 1\n}\n",
        &[2],
        "a {(b invalid) (c 1)}",
    );
    check_block(
        "a {\n  b = x y\n  c = 1\n}\n",
        &[2],
        "a {(b invalid) (c 1)}",
    );
    check_block(
        "a {\n  b = foo.\n  c = 1\n}\n",
        &[2],
        "a {(b invalid) (c 1)}",
    );
    check_block(
        "a {\n  b = [1, ; 2]\n  c = 1\n}\n",
        &[2],
        "a {(b invalid) (c 1)}",
    );
    check_block(
        "a {\n  b = \"${x\"\n  c = 1\n}\n",
        &[2],
        "a {(b invalid) (c 1)}",
    );
    check_block(
        "a {\n  b = \"\\d\"\n  c = 1\n}\n",
        &[2],
        "a {(b \"d\") (c 1)}",
    );
    check_block("a {\n  b = 1,\n  c = 1\n}\n", &[2], "a {(b 1) (c 1)}");
    check_block(
        "a {\n  b = [1, 1.2.3]\n  c = 1\n}\n",
        &[2],
        "a {(b (list 1 invalid)) (c 1)}",
    );
}

#[test]
fn a_lost_bracket_ends_where_the_next_item_begins() {
    check_block(
        "a {\n  b = [\n    1,\n  c = 1\n}\n",
        &[4],
        "a {(b invalid) (c 1)}",
    );
    check_block(
        "a {\n  b = foo(1\n  c = 1\n}\n",
        &[3],
        "a {(b invalid) (c 1)}",
    );
    check_block(
        "a {\n  b = foo(\n  c {\n  }\n}\n",
        &[3],
        "a {(b invalid) c {}}",
    );
    check_block(
        "a {\n  b = {\n    c = [\n  }\n  d = 1\n}\n",
        &[4],
        "a {(b invalid) (d 1)}",
    );
}

#[test]
fn a_lost_quote_ends_with_its_line() {
    check_block(
        "a {\n  b = \"x\n  c = 1\n}\n",
        &[2],
        "a {(b invalid) (c 1)}",
    );
    check_block(
        "a {\n  b = x\"\n  c = 1\n}\n",
        &[2],
        "a {(b invalid) (c 1)}",
    );
    check_block(
        "a {\n  b = [\"x, \"y\"]\n  c = 1\n}\n",
        &[2],
        "a {(b invalid) (c 1)}",
    );
    check_block("resource \"r \"x\" {\n  b {\n  }\n  c = 1\n}\n", &[1], "");
}

#[test]
fn a_block_that_is_not_closed_ends_before_the_next_one() {
    check_block(
        "resource \"r\" \"x\" {\n  a = 1\n\n",
        &[1],
        "resource \"r\" \"x\" {(a 1)}",
    );
    check_block(
        "resource \"r\" \"x\" {\n  b {\n  a = 1\n}\n",
        &[1],
        "resource \"r\" \"x\" {b {(a 1)}}",
    );
    check("a {\n  b = 1\n", &[1], "a {(b 1)}");
    let unclosed = "locals {\n  b = 1\n".repeat(50);
    assert_eq!(hcl(&unclosed).errors.len(), 50);
}

#[test]
fn a_heredoc_that_is_not_closed_ends_before_the_next_block() {
    let text = format!("a {{\n  b = <<EOT\n  x\n}}\n{AFTER}");
    check(&text, &[8], &format!("a {{(b invalid)}} {AFTER_TREE}"));
}

#[test]
fn a_broken_header_costs_its_block() {
    check_block("resource \"r\" \"x\"\n{\n  a = 1\n}\n", &[1, 2], "");
    check_block("resource \"r\" = {\n  a = 1\n}\n", &[1], "");
    check_block("resource \"${r}\" \"x\" {\n  a = 1\n}\n", &[1], "");
    check_block("resource\n", &[1], "");
    check_block("resource \"r\"\n", &[1], "");
}

#[test]
fn one_line_blocks() {
    check_block("a { b = 1, c = 2 }\n", &[1], "a {(b 1)}");
    check_block("a { b = 1\n  c = 2\n}\n", &[1], "a {(b 1)}");
    check_block("a { b = }\n", &[1], "a {(b invalid)}");
    check_block("a { b {} }\n", &[1], "a {}");
    check_block("a {} b {}\n", &[1], "a {}");
}

#[test]
fn several_mistakes_give_an_error_each() {
    check(
        "a = 1 +\nb {\n  c = ]\n  \"d\" = 1\n  e = 2\n}\n}\nf = [1 2]\ng = 3\ng = 4\n",
        &[1, 3, 4, 8, 10],
        "(a invalid) b {(c invalid) (e 2)} (f invalid) (g 3) (g 4)",
    );
}

#[test]
fn comments_in_what_is_passed_over_are_kept() {
    let parsed = hcl("a = [ 1 2 # one\n  # two\n]\n# three\n");
    assert_eq!((parsed.errors.len(), parsed.file.comments.len()), (1, 3));
}

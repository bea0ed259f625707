//! Hostile nesting: whatever the depth, 640 KiB of stack are enough to parse,
//! clone, print and drop, in a build without optimisation too; and long chains
//! are no nesting.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

use grantlint_parser::source::Sources;
use grantlint_parser::syntax::tree::Format;
use grantlint_parser::syntax::{MAX_DEPTH, MAX_ERRORS, Parsed, parse};

fn on_small_stack(text: String, format: Format) -> Vec<String> {
    let work = move || {
        let id = Sources::default().add("a", "");
        let Parsed { file, errors } = parse(id, text, format);
        assert!(!format!("{file:?}").is_empty());
        errors.into_iter().map(|error| error.message).collect()
    };
    let thread = std::thread::Builder::new()
        .stack_size(640 << 10)
        .spawn(work);
    thread.unwrap().join().unwrap()
}

#[track_caller]
fn check(format: Format, make: impl Fn(usize) -> String) {
    let enough = MAX_DEPTH as usize / 2 - 4;
    assert_eq!(on_small_stack(make(enough), format), Vec::<String>::new());
    for levels in [MAX_DEPTH as usize + 1, 20_000] {
        let errors = on_small_stack(make(levels), format);
        assert_eq!(
            errors,
            [format!("nesting is deeper than {MAX_DEPTH} levels")]
        );
    }
}

fn nest(open: &str, close: &str) -> impl Fn(usize) -> String {
    move |levels| format!("a = {}1{}\n", open.repeat(levels), close.repeat(levels))
}

#[test]
fn nesting_is_bounded() {
    check(Format::Hcl, nest("(", ")"));
    check(Format::Hcl, nest("[", "]"));
    check(Format::Hcl, nest("{ a = ", "}"));
    check(Format::Hcl, nest("{ (", ") = 1 }"));
    check(Format::Hcl, nest("f(", ")"));
    check(Format::Hcl, nest("!", ""));
    check(Format::Hcl, nest("- ", ""));
    check(Format::Hcl, nest("b[", "]"));
    check(Format::Hcl, nest("\"${", "}\""));
    check(Format::Hcl, nest("[for x in y : ", "]"));
    check(Format::Hcl, nest("{for x in y : x => ", "}"));
    check(Format::Hcl, nest("[for x in ", " : x]"));
    check(Format::Hcl, nest("b ? ", " : 1"));
    check(Format::Hcl, |levels| {
        let (open, close) = ("%{if b}".repeat(levels), "%{endif}".repeat(levels));
        format!("a = \"{open}{close}\"\n")
    });
    check(Format::Hcl, |levels| {
        format!("{}{}", "b {\n".repeat(levels), "}\n".repeat(levels))
    });
}

#[test]
fn blocks_with_broken_headers_nest_no_deeper() {
    for header in ["a \"b\" = {\n", "a \"b {\n", "a b 1 {\n"] {
        let errors = on_small_stack(header.repeat(20_000), Format::Hcl);
        assert_eq!(errors.len(), MAX_ERRORS, "{header}");
    }
}

#[test]
fn nesting_in_json_is_bounded() {
    let inside = |open: &str, close: &str, levels| {
        let (open, close) = (str::repeat(open, levels), str::repeat(close, levels));
        format!("{{\"locals\": {{\"a\": {open}1{close}}}}}")
    };
    check(Format::Json, |levels| inside("[", "]", levels));
    check(Format::Json, |levels| inside("{\"a\": ", "}", levels));
}

#[test]
fn chains_have_any_length() {
    for link in ["1 + ", "b || ", "b ? 1 : ", "b == ", "1 * 2 - "] {
        let text = format!("a = {}1\n", link.repeat(20_000));
        assert_eq!(
            on_small_stack(text, Format::Hcl),
            Vec::<String>::new(),
            "{link}"
        );
    }
    for link in ["[0]", ".b", "[*]", ".b.0", "[*].*"] {
        let text = format!("a = b{}\n", link.repeat(20_000));
        assert_eq!(
            on_small_stack(text, Format::Hcl),
            Vec::<String>::new(),
            "{link}"
        );
    }
    let text = format!("a = {}f()\n", "f::".repeat(20_000));
    assert_eq!(on_small_stack(text, Format::Hcl), Vec::<String>::new());
}

//! Any text gives a tree and errors: as a file, as variables, as a template, and
//! as tokens that cover it without a gap.

#![no_main]

use grantlint_fuzz::{check_parsed, on_small_stack};
use grantlint_parser::source::{Sources, Span};
use grantlint_parser::syntax::tree::Format;
use grantlint_parser::syntax::{parse, parse_template, parse_variables, tokens};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    on_small_stack(|| {
        let id = Sources::default().add("main.tf", text);
        check_parsed(text, &parse(id, text, Format::Hcl));
        check_parsed(text, &parse_variables(id, text, Format::Hcl));
        let (template, _) = parse_template(text, 0);
        assert!(!format!("{template:?}").is_empty());
        let mut at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        for token in tokens(text, Span::new(0, text.len() as u32)) {
            assert_eq!(token.span.start, at, "tokens leave a gap");
            at = token.span.end;
        }
        assert_eq!(at as usize, text.len(), "tokens end too early");
    });
});

//! Any text read as Terraform's JSON gives a tree and errors.

#![no_main]

use grantlint_fuzz::{check_parsed, on_small_stack};
use grantlint_parser::source::Sources;
use grantlint_parser::syntax::tree::Format;
use grantlint_parser::syntax::{parse, parse_variables};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    on_small_stack(|| {
        let id = Sources::default().add("main.tf.json", text);
        check_parsed(text, &parse(id, text, Format::Json));
        check_parsed(text, &parse_variables(id, text, Format::Json));
    });
});

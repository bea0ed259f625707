//! Any expression evaluated.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| grantlint_fuzz::evaluate_expression(text));

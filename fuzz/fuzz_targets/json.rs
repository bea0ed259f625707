//! Any text read as Terraform's JSON.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| grantlint_fuzz::read_json(text));

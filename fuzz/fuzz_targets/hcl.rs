//! Any text read as HCL.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| grantlint_fuzz::read_hcl(text));

//! Every format over one set of findings, and the demands of their readers.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may stop at the first surprise"
)]

mod fixture;
mod limits;
mod matchers;
mod readers;
mod report;
mod sarif;
mod snapshots;

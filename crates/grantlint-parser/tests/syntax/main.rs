//! Tests of the parser: what trees texts give, with which spans, and that
//! Terraform and hcl-edit agree.

#![expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that fails may panic"
)]

mod depth;
mod json;
mod oracle;
mod properties;
mod recovery;
mod sexpr;
mod spans;
mod terraform;
mod trees;

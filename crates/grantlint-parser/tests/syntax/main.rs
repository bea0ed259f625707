//! Tests of the parser: what trees texts give, with which spans, and that
//! Terraform and hcl-edit agree.

mod depth;
mod json;
mod oracle;
mod properties;
mod recovery;
mod sexpr;
mod spans;
mod terraform;
mod trees;

//! Text to syntax: HCL and Terraform's JSON to one tree with spans.

pub mod tree;

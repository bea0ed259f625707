//! From text to report: the examples of every rule, and cases with markers.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod cases;
mod derivations;
mod examples;
mod harness;
mod messages;
mod worlds;

//! From text to report: the examples of every rule, and cases with markers.

mod cases;
mod examples;
mod harness;

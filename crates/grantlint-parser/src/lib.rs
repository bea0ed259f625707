//! Text to model: reads Terraform, evaluates it as Terraform does, and lowers
//! it to what grantlint reasons about. No file, environment or terminal is
//! touched here; whatever is read comes in through [`load::Files`].

#![cfg_attr(test, allow(clippy::string_slice, reason = "a test may panic"))]

pub mod address;
pub mod directive;
pub mod eval;
mod expand;
mod files;
mod frame;
mod ignored;
mod instance;
pub mod load;
pub mod lower;
pub mod model;
pub mod module;
pub mod parallel;
pub mod paths;
mod plan;
mod problem;
mod read;
pub mod references;
mod remote;
pub mod resource;
pub mod source;
pub mod syntax;
mod variables;

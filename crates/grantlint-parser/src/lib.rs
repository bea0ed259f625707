//! Text to model: reads Terraform, evaluates it as Terraform does, and lowers
//! it to what grantlint reasons about. No file, environment or terminal is
//! touched here; whatever is read comes in through [`load::Files`].

pub mod address;
pub mod directive;
pub mod eval;
pub mod load;
pub mod lower;
pub mod model;
pub mod module;
pub mod resource;
pub mod source;
pub mod syntax;

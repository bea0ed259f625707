//! Text to model: reads Terraform, evaluates it as Terraform does, and lowers
//! it to what grantlint reasons about. No file, environment or terminal is
//! touched here; whatever is read comes in as text.

pub mod address;
pub mod eval;
pub mod source;
pub mod syntax;

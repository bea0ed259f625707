//! Tests of the data itself: that the files are in order, that the compiled tables say
//! what the files say, and that the two publications behind the matrix agree.

mod agreement;
mod compiled;
mod order;

use std::path::Path;

use crate::compile::Input;
use crate::files;
use crate::format::Name;

/// The data files, read anew.
pub(crate) fn inputs() -> Vec<Input> {
    files::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The names without their places.
pub(crate) fn names(list: &[Name]) -> Vec<&str> {
    list.iter().map(|name| name.as_ref().as_str()).collect()
}

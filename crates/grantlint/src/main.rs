//! The `grantlint` command.

fn main() {}

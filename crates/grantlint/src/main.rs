//! The `grantlint` command.

use grantlint::exit::Exit;

fn main() -> Exit {
    grantlint::run()
}

//! Files of the repository that are made from others. Each has a function that
//! gives its text; writing and checking are the same for all.

use std::fs;

use crate::{Outcome, picture, root};

/// A file that is made: its path from the root, and what makes its text.
struct Generated {
    path: &'static str,
    text: fn() -> Result<String, String>,
}

const FILES: &[Generated] = &[Generated {
    path: "docs/images/check.svg",
    text: picture::svg,
}];

/// Writes every file or, with `--check`, says which are not what they would be.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let check = match arguments {
        [] => false,
        [flag] if flag == "--check" => true,
        _ => return Err("cargo xtask generate [--check]".to_owned()),
    };
    let mut stale = Vec::new();
    for file in FILES {
        let path = root().join(file.path);
        let text = (file.text)().map_err(|error| format!("{}: {error}", file.path))?;
        // A checkout on Windows may have other line ends.
        let known = fs::read_to_string(&path).unwrap_or_default();
        if known.replace("\r\n", "\n") == text {
            continue;
        }
        if check {
            stale.push(file.path);
            continue;
        }
        let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
        let written = folder.and_then(|()| fs::write(&path, text));
        written.map_err(|error| format!("{}: {error}", file.path))?;
    }
    if stale.is_empty() {
        Ok(())
    } else {
        let stale = stale.join("\n  ");
        Err(format!(
            "out of date:\n  {stale}\nwrite them with: cargo xtask generate"
        ))
    }
}

//! Paths as text: relative to where the command runs, or absolute, always with
//! forward slashes.

/// Joins and tidies: `.` parts vanish, `..` takes away the part before it, and
/// an absolute `path` stands for itself. The result of nothing is `.`.
pub fn join(base: &str, path: &str) -> String {
    let joined = if base.is_empty() || is_absolute(path) {
        path.to_owned()
    } else {
        format!("{base}/{path}")
    };
    let rooted = is_absolute(&joined);
    let mut parts: Vec<&str> = Vec::new();
    for part in joined.split('/') {
        match part {
            "" | "." => {}
            ".." if matches!(parts.last(), None | Some(&"..")) => {
                if !rooted {
                    parts.push(part);
                }
            }
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let slash = if joined.starts_with('/') { "/" } else { "" };
    match parts.is_empty() && slash.is_empty() {
        true => ".".to_owned(),
        false => format!("{slash}{}", parts.join("/")),
    }
}

/// Whether a path begins at a root: `/…` or `C:/…`.
pub fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || path.get(1..3) == Some(":/")
}

/// The folder of a path, and the name in it.
pub fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or((".", path))
}

/// The folder that a module's `source` names, if it is a local one.
pub(crate) fn local_source(folder: &str, source: &str) -> Option<String> {
    let local =
        source.starts_with("./") || source.starts_with("../") || source == "." || source == "..";
    local.then(|| join(folder, source))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(base: &str, path: &str, expected: &str) {
        assert_eq!(join(base, path), expected);
    }

    #[test]
    fn parts_that_say_nothing_vanish() {
        check(".", "a.tf", "a.tf");
        check("a/b", "./c", "a/b/c");
        check("a//b/", "c/", "a/b/c");
        check(".", ".", ".");
        check("", "", ".");
    }

    #[test]
    fn two_dots_go_up_as_far_as_there_is_something() {
        check("a/b", "../c", "a/c");
        check("a", "../..", "..");
        check(".", "../x/../y", "../y");
        check("..", "../a", "../../a");
    }

    #[test]
    fn an_absolute_path_stands_for_itself() {
        check("a", "/b/../c", "/c");
        check("/a/b", "../../../c", "/c");
        check("C:/a", "../b", "C:/b");
    }
}

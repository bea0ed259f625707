//! The version stands once, in the workspace's manifest. What else must name it
//! (what npm, pre-commit, GitHub and GitLab read, and what people copy) is
//! written from there.

use std::fs;

use crate::{Outcome, root};

/// Where the version stands: a file, and what comes right before it there. Each
/// must be found at least once.
const PLACES: &[(&str, &str)] = &[
    ("Cargo.toml", "\nversion = \""),
    (
        "Cargo.toml",
        "path = \"crates/grantlint-parser\", version = \"",
    ),
    (
        "Cargo.toml",
        "path = \"crates/grantlint-rules\", version = \"",
    ),
    ("Cargo.toml", "path = \"rules\", version = \""),
    (
        "action.yml",
        "description: The version to install.\n    default: \"",
    ),
    ("docs/integrations.md", "rev: v"),
    ("docs/integrations.md", "OWNER/grantlint@v"),
    ("docs/integrations.md", "OWNER/grantlint/v"),
    ("docs/integrations.md", "grantlint=="),
    (
        "packaging/gitlab/grantlint.gitlab-ci.yml",
        "OWNER/grantlint/v",
    ),
    (
        "packaging/gitlab/grantlint.gitlab-ci.yml",
        "GRANTLINT_VERSION: \"",
    ),
    ("packaging/npm/grantlint/package.json", "\"version\": \""),
    (
        "packaging/npm/grantlint/package.json",
        "\"@grantlint/darwin-arm64\": \"",
    ),
    (
        "packaging/npm/grantlint/package.json",
        "\"@grantlint/darwin-x64\": \"",
    ),
    (
        "packaging/npm/grantlint/package.json",
        "\"@grantlint/linux-arm64\": \"",
    ),
    (
        "packaging/npm/grantlint/package.json",
        "\"@grantlint/linux-x64\": \"",
    ),
    (
        "packaging/npm/grantlint/package.json",
        "\"@grantlint/win32-arm64\": \"",
    ),
    (
        "packaging/npm/grantlint/package.json",
        "\"@grantlint/win32-x64\": \"",
    ),
    ("packaging/pre-commit-mirror/README.md", "rev: v"),
    (
        "packaging/pre-commit-mirror/pyproject.toml",
        "\nversion = \"",
    ),
    ("packaging/pre-commit-mirror/pyproject.toml", "grantlint=="),
];

/// Writes a new version everywhere, the manifest included; without one the
/// manifest's; or with `--check` says where another one stands.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let (version, check) = match arguments {
        [] => (env!("CARGO_PKG_VERSION"), false),
        [flag] if flag == "--check" => (env!("CARGO_PKG_VERSION"), true),
        [version] if version.starts_with(|c: char| c.is_ascii_digit()) => (version.as_str(), false),
        _ => return Err("cargo xtask versions [VERSION | --check]".to_owned()),
    };
    let mut stale = Vec::new();
    for &(name, before) in PLACES {
        let path = root().join(name);
        let failed = |error| format!("{name}: {error}");
        let old = fs::read_to_string(&path).map_err(failed)?;
        let new = replaced(&old, before, version)
            .ok_or_else(|| format!("{name}: nothing stands after `{}`", before.trim()))?;
        if new == old {
            continue;
        }
        if check {
            stale.push(format!("{name}: not {version} after `{}`", before.trim()));
        } else {
            fs::write(&path, new).map_err(failed)?;
        }
    }
    if stale.is_empty() {
        return Ok(());
    }
    stale.push("`cargo xtask versions` writes them".to_owned());
    Err(stale.join("\n"))
}

/// The text with `version` after each `before`, in place of the version there;
/// nothing where `before` does not occur.
fn replaced(text: &str, before: &str, version: &str) -> Option<String> {
    let mut parts = text.split(before);
    let mut out = parts.next()?.to_owned();
    let mut found = false;
    for part in parts {
        let is_version = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+');
        out.push_str(before);
        out.push_str(version);
        out.push_str(part.trim_start_matches(is_version));
        found = true;
    }
    found.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(replaced(text, "x==", "1.2.3").as_deref(), expected);
    }

    #[test]
    fn each_version_after_the_anchor_is_replaced() {
        check(
            "a x==0.1.0, x==0.1.0-rc.1\n",
            Some("a x==1.2.3, x==1.2.3\n"),
        );
        check("x==", Some("x==1.2.3"));
        check("y==0.1.0", None);
    }

    #[test]
    fn no_file_names_another_version() {
        assert_eq!(run(&["--check".to_owned()]), Ok(()));
    }
}

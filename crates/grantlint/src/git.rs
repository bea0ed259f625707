//! Which files a git repository has: read from its index, since nothing is
//! executed. The format is that of git's `Documentation/gitformat-index.txt`,
//! versions 2 to 4.

use std::collections::HashSet;
use std::path::Path;

use crate::files::read_file;

/// The paths that the repository's index holds, relative to its root and with
/// forward slashes; `None` where there is no index that can be read.
pub fn tracked(root: &Path) -> Option<HashSet<Vec<u8>>> {
    let folder = root.join(".git");
    let folder = if folder.is_file() {
        // Of a worktree or submodule: `gitdir: path`.
        let text = String::from_utf8(read_file(&folder).ok()?).ok()?;
        root.join(text.strip_prefix("gitdir:")?.trim())
    } else {
        folder
    };
    let config = read_file(&folder.join("config")).unwrap_or_default();
    let config = String::from_utf8_lossy(&config).to_lowercase();
    let hash = if config.contains("objectformat = sha256") {
        32
    } else {
        20
    };
    paths(&read_file(&folder.join("index")).ok()?, hash)
}

/// The paths of an index whose object names have `hash` bytes.
fn paths(index: &[u8], hash: usize) -> Option<HashSet<Vec<u8>>> {
    /// Ten numbers of four bytes: times, device, inode, mode, owner, size.
    const STAT: usize = 40;
    /// Bit of the flags that says that two more bytes of flags follow.
    const EXTENDED: u16 = 0x4000;

    let number = |at: usize| -> Option<u32> {
        let bytes = index.get(at..at.checked_add(4)?)?;
        Some(u32::from_be_bytes(bytes.try_into().ok()?))
    };
    if index.get(..4)? != b"DIRC" {
        return None;
    }
    let version = number(4)?;
    if !(2..=4).contains(&version) {
        return None;
    }
    let mut paths = HashSet::new();
    let mut path: Vec<u8> = Vec::new();
    let mut at = 12;
    for _ in 0..number(8)? {
        let start = at;
        at += STAT + hash;
        let flags = index.get(at..at + 2)?;
        let flags = u16::from_be_bytes(flags.try_into().ok()?);
        at += if flags & EXTENDED == 0 { 2 } else { 4 };
        if version == 4 {
            let (cut, after) = varint(index, at)?;
            path.truncate(path.len().checked_sub(cut)?);
            at = after;
        } else {
            path.clear();
        }
        let rest = index.get(at..)?;
        let length = rest.iter().position(|&byte| byte == 0)?;
        path.extend(rest.get(..length)?);
        at += length + 1;
        if version < 4 {
            // Entries are filled up to a multiple of eight bytes.
            at = start + (at - start).next_multiple_of(8);
        }
        paths.insert(path.clone());
    }
    Some(paths)
}

/// A number as `OFS_DELTA` encodes it, and where it ends.
fn varint(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let mut byte = *bytes.get(at)?;
    let mut value = usize::from(byte & 0x7f);
    while byte & 0x80 != 0 {
        at += 1;
        byte = *bytes.get(at)?;
        value = value.checked_add(1)?.checked_mul(0x80)?;
        value |= usize::from(byte & 0x7f);
    }
    Some((value, at + 1))
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use proptest::prelude::*;

    use super::*;

    /// Real indexes, as git writes them.
    #[track_caller]
    fn check(setup: &[&[&str]], names: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        std::fs::write(folder.path().join("untracked"), "").unwrap();
        let git = |arguments: &[&str]| {
            let mut command = Command::new("git");
            let command = command.current_dir(folder.path()).args(arguments);
            assert!(command.output().unwrap().status.success(), "{arguments:?}");
        };
        setup.iter().for_each(|arguments| git(arguments));
        git(&[&["add", "--force"], names].concat());
        let tracked = tracked(folder.path()).unwrap();
        let expected = names.iter().map(|name| name.as_bytes().to_vec());
        assert_eq!(tracked, expected.collect());
    }

    #[test]
    fn indexes_of_all_versions_are_read() {
        let names = ["a/b.tf", "a/bc.tf", "prod.tfvars", "x", "ü/ö.tfvars"];
        for version in ["2", "3", "4"] {
            check(
                &[&["init"], &["update-index", "--index-version", version]],
                &names,
            );
            let config = ["config", "index.version", version];
            check(&[&["init"], &config], &names);
        }
        check(&[&["init", "--object-format=sha256"]], &names);
    }

    #[test]
    fn no_repository_has_no_files() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(tracked(folder.path()), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_no_panic(version in 0u8..6, rest: Vec<u8>, hash in prop::sample::select(vec![20usize, 32])) {
            let mut index = b"DIRC\0\0\0".to_vec();
            index.push(version);
            index.extend(rest);
            let _ = paths(&index, hash);
        }
    }
}

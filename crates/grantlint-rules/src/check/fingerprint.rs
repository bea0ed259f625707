//! What a finding is called from one run to the next, wherever its lines move.

use std::borrow::Borrow;
use std::collections::HashMap;

use grantlint_parser::paths;
use grantlint_parser::source::FileId;

use crate::finding::{Datum, Finding};

/// The fingerprints of each finding, in their order: the finding's own first, then one
/// for each further instance that it is about.
///
/// A fingerprint is 16 hexadecimal digits over rule, identity, address and folder, and
/// over an ordinal where several agree in all of these. So it stays when lines move, and
/// when a block moves to another file of its module. A finding without an address has
/// its file's whole path instead. `path` says how a file is called wherever the command
/// runs.
pub fn fingerprints<F: Borrow<Finding>>(
    findings: &[F],
    path: impl Fn(FileId) -> String,
) -> Vec<Vec<String>> {
    let mut seen: HashMap<u64, u32> = HashMap::new();
    let mut print = |finding: &Finding, place: &str, address: &str| {
        let mut hash = Fnv::default();
        hash.part(&finding.rule);
        hash.part(place);
        hash.part(address);
        for part in &finding.identity {
            hash.part(part);
        }
        let ordinal = seen.entry(hash.0).or_insert(0);
        *ordinal += 1;
        if *ordinal > 1 {
            hash.part(&ordinal.to_string());
        }
        format!("{:016x}", hash.0)
    };
    let each = findings.iter().map(|finding| {
        let finding: &Finding = finding.borrow();
        let path = path(finding.primary.at.file);
        let Some(address) = &finding.address else {
            return vec![print(finding, &path, "")];
        };
        let others = match finding.data.get("instances") {
            Some(Datum::List(others)) => others.as_slice(),
            _ => &[],
        };
        let folder = paths::split(&path).0;
        let addresses = [address].into_iter().chain(others);
        addresses
            .map(|address| print(finding, folder, address))
            .collect()
    });
    each.collect()
}

/// FNV-1a with 64 bits, which no release of a library can change under us
/// (Fowler, Noll, Vo: <http://www.isthe.com/chongo/tech/comp/fnv/>).
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    /// Takes in one part; the byte behind it keeps `ab, c` and `a, bc` apart.
    fn part(&mut self, text: &str) {
        for byte in text.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use grantlint_parser::source::{Sources, Span};

    use super::*;
    use crate::rule::built_in;

    #[test]
    fn they_do_not_depend_on_lines_and_are_unique() {
        let mut sources = Sources::default();
        let file = sources.add("main.tf", "");
        let rule = built_in().first().expect("a rule");
        let at = |start| Span::new(start, start + 1).in_file(file);
        let finding = |start, identity: [&str; 2]| {
            Finding::new(rule, at(start), "message").identity(identity)
        };
        let prints = |findings: &[Finding]| fingerprints(findings, |_| String::new());
        let before = prints(&[finding(1, ["ab", "c"]), finding(2, ["a", "bc"])]);
        let after = prints(&[finding(7, ["ab", "c"]), finding(9, ["a", "bc"])]);
        assert_eq!(before, after);
        assert_ne!(before[0], before[1]);
        let twins = prints(&[finding(1, ["a", "b"]), finding(2, ["a", "b"])]);
        assert_ne!(twins[0], twins[1]);
    }

    /// Whether a finding of that address and those instances has, in two files, a
    /// fingerprint in common.
    #[track_caller]
    fn check(one: (&str, &[&str]), other: (&str, &[&str]), same: bool) {
        let mut sources = Sources::default();
        let rule = built_in().first().expect("a rule");
        let mut prints = |(path, addresses): (&str, &[&str])| {
            let file = sources.add(path, "");
            let at = Span::new(0, 0).in_file(file);
            let mut finding = Finding::new(rule, at, "message").identity(["a"]);
            if let Some((first, others)) = addresses.split_first() {
                finding.address = Some((*first).to_owned());
                let others: Vec<String> = others.iter().map(|&one| one.to_owned()).collect();
                finding = finding.datum("instances", others);
            }
            let found = fingerprints(&[finding], |_| path.to_owned()).remove(0);
            assert_eq!(found.len(), addresses.len().max(1));
            found
        };
        let (one, other) = (prints(one), prints(other));
        let common = one.iter().any(|print| other.contains(print));
        assert_eq!(common, same, "{one:?} {other:?}");
    }

    #[test]
    fn an_address_counts_in_its_folder_and_anything_else_in_its_file() {
        check(("a/x.tf", &["t.n"]), ("a/y.tf", &["t.n"]), true);
        check(("a/x.tf", &["t.n"]), ("b/x.tf", &["t.n"]), false);
        check(("x.tf", &["t.n"]), ("y.tf", &["t.n"]), true);
        check(("a/x.tf", &["t.n"]), ("a/x.tf", &["t.m"]), false);
        check(("a/x.tf", &[]), ("a/x.tf", &[]), true);
        check(("a/x.tf", &[]), ("a/y.tf", &[]), false);
    }

    #[test]
    fn each_instance_keeps_its_own() {
        check(("x.tf", &["t.n[0]", "t.n[1]"]), ("x.tf", &["t.n[1]"]), true);
        check(("x.tf", &["t.n[0]"]), ("x.tf", &["t.n[1]"]), false);
    }
}

//! What a finding is called from one run to the next, wherever its lines move.

use std::collections::HashMap;

use grantlint_parser::source::FileId;

use crate::finding::Finding;

/// A fingerprint for each finding, in their order: 16 hexadecimal digits over rule,
/// file, address and identity, and over an ordinal where several agree in all of
/// these. `path` says how a file is called wherever the command runs.
pub fn fingerprints(findings: &[Finding], path: impl Fn(FileId) -> String) -> Vec<String> {
    let mut seen: HashMap<u64, u32> = HashMap::new();
    let each = findings.iter().map(|finding| {
        let mut hash = Fnv::default();
        hash.part(&finding.rule);
        hash.part(&path(finding.primary.at.file));
        hash.part(finding.address.as_deref().unwrap_or(""));
        for part in &finding.identity {
            hash.part(part);
        }
        let ordinal = seen.entry(hash.0).or_insert(0);
        *ordinal += 1;
        if *ordinal > 1 {
            hash.part(&ordinal.to_string());
        }
        format!("{:016x}", hash.0)
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
}

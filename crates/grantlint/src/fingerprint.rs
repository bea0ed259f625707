//! What a finding is recognised by from run to run.
//!
//! A fingerprint is made of the rule, the file, the resource and the finding's
//! own identity, not of lines, so that it stays when lines move. It is a
//! SipHash-1-3 of 128 bits: short, the same on every machine, and no secret
//! hangs on it.

use std::collections::HashMap;
use std::hash::Hasher;

use grantlint_parser::source::Sources;
use grantlint_rules::finding::Finding;
use siphasher::sip128::{Hasher128, SipHasher13};

/// The fingerprints of the findings, in their order, all distinct: what is alike
/// is numbered.
pub fn fingerprints(sources: &Sources, findings: &[Finding]) -> Vec<String> {
    let mut seen: HashMap<u128, u32> = HashMap::new();
    let numbered = findings.iter().map(|finding| {
        let number = seen.entry(hash(sources, finding, 0)).or_default();
        *number += 1;
        format!("{:032x}", hash(sources, finding, *number - 1))
    });
    numbered.collect()
}

fn hash(sources: &Sources, finding: &Finding, number: u32) -> u128 {
    let mut hasher = SipHasher13::new();
    // Each part ends in a byte that no text holds, so that parts can't run
    // into one another.
    let mut part = |text: &str| {
        hasher.write(text.as_bytes());
        hasher.write_u8(0xff);
    };
    part(&finding.rule);
    part(sources.path(finding.primary.at.file));
    part(finding.address.as_deref().unwrap_or(""));
    for text in &finding.identity {
        part(text);
    }
    if finding.identity.is_empty() {
        let words = sources.slice(finding.primary.at).split_whitespace();
        words.for_each(&mut part);
    }
    part(&number.to_string());
    hasher.finish128().as_u128()
}

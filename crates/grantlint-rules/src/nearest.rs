//! "Did you mean": the nearest of a few names.

/// The name that a misspelt one was probably meant to be: the one at the smallest
/// edit distance (Damerau-Levenshtein over characters, letter case aside), if that
/// is at most a third of the length. The first one wins among equals.
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let lower = name.to_lowercase();
    let limit = (name.chars().count() / 3).clamp(1, 3);
    known
        .into_iter()
        .map(|candidate| {
            let distance = strsim::damerau_levenshtein(&lower, &candidate.to_lowercase());
            (distance, candidate)
        })
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_name_and_a_stranger_none() {
        let known = ["packs", "rules", "exclude", "fail-on"];
        assert_eq!(nearest("rule", known), Some("rules"));
        assert_eq!(nearest("EXCLUDE", known), Some("exclude"));
        assert_eq!(nearest("fail_on", known), Some("fail-on"));
        assert_eq!(nearest("colour", known), None);
    }
}

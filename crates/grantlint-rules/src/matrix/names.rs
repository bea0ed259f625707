//! Names and how near two of them are; what the packs advise about names.

use super::{HintKind, Matrix};

/// Names of the platform are far shorter, in bytes; longer ones are like none of them.
pub(super) const LONGEST: usize = 200;

/// What to write instead of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint<'m> {
    /// What was probably meant, the likeliest first; empty where nothing comes near.
    pub instead: Vec<&'m str>,
    /// What else a reader should know.
    pub note: Option<&'m str>,
}

impl Matrix {
    /// What the packs advise to write instead of a name.
    pub fn hint(&self, kind: HintKind, name: &str) -> Option<Hint<'_>> {
        self.hints(kind)
            .find(|(known, _)| *known == name)
            .map(|(_, hint)| hint)
    }

    pub(super) fn hints(&self, kind: HintKind) -> impl Iterator<Item = (&str, Hint<'_>)> {
        self.layers.iter().flat_map(move |layer| {
            let tables = layer.tables();
            let records = tables.hints.iter();
            let records = records.filter(move |hint| hint.kind == kind && layer.is_on(hint.origin));
            records.map(move |record| {
                let instead = record.instead.of(tables.texts).iter();
                let hint = Hint {
                    instead: instead.map(|text| layer.text(*text)).collect(),
                    note: layer.some_text(record.note),
                };
                (layer.text(record.name), hint)
            })
        })
    }

    /// Pairs of names of which the first seems to include the second and, as reported,
    /// does not; with what else a reader should know.
    pub fn not_implied(&self) -> impl Iterator<Item = (&str, &str, Option<&str>)> {
        self.layers.iter().flat_map(|layer| {
            let records = layer.tables().not_implied.iter();
            let records = records.filter(|record| layer.is_on(record.origin));
            records.map(|record| {
                (
                    layer.text(record.holder),
                    layer.text(record.lacks),
                    layer.some_text(record.note),
                )
            })
        })
    }
}

/// How far apart two words are: 0 for letter case, 1 for a plural, 2 for a letter or
/// two, 3 for a word and its beginning; nothing beyond that.
pub(super) fn similar(one: &str, other: &str) -> Option<u32> {
    if one.eq_ignore_ascii_case(other) {
        return Some(0);
    }
    if singular(one).eq_ignore_ascii_case(singular(other)) {
        return Some(1);
    }
    if edits_within(one, other, allowed_edits(one.len().min(other.len()))) {
        return Some(2);
    }
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let start = long.get(..short.len())?;
    (short.len() >= 4 && start.eq_ignore_ascii_case(short)).then_some(3)
}

/// How many letters may be wrong in a word of this many bytes for it to be a slip.
pub(super) fn allowed_edits(length: usize) -> usize {
    match length {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Whether two words are apart by at most so many letters added, left out, changed or
/// swapped with their neighbour, letter case aside.
pub(super) fn edits_within(one: &str, other: &str, most: usize) -> bool {
    if one.len().abs_diff(other.len()) > most || one.len() > LONGEST {
        return false;
    }
    if most == 0 {
        return one.eq_ignore_ascii_case(other);
    }
    // Most pairs differ in far more letters; this tells without the full comparison.
    let letters = |word: &str| {
        word.bytes().fold(0_u64, |set, byte| {
            set | (1 << (byte.to_ascii_lowercase() & 63))
        })
    };
    let differing = (letters(one) ^ letters(other)).count_ones() as usize;
    differing <= 2 * most
        && strsim::osa_distance(&one.to_ascii_lowercase(), &other.to_ascii_lowercase()) <= most
}

/// A word without the ending of its plural.
pub(super) fn singular(word: &str) -> &str {
    match word.strip_suffix(['s', 'S']) {
        Some(stem) if stem.len() >= 3 && !stem.ends_with(['s', 'S']) => stem,
        _ => word,
    }
}

/// The words of a name, in lower case and singular: `screenRecording`,
/// `Screen Recording` and `screen_recordings` have the same.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words = inflected_words(name);
    for word in &mut words {
        word.truncate(singular(word).len());
    }
    words
}

/// The same with the plurals left as they are.
pub(super) fn inflected_words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut after_lower = false;
    for letter in name.chars() {
        let boundary = !letter.is_alphanumeric() || (letter.is_uppercase() && after_lower);
        if boundary && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        }
        after_lower = letter.is_lowercase();
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

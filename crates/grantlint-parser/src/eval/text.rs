//! Text as Terraform has it: normalised, and counted in grapheme clusters.

use smol_str::SmolStr;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;

/// The text in Unicode normalisation form C, which every string of Terraform
/// is in.
pub fn normalized(text: SmolStr) -> SmolStr {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return text;
    }
    text.nfc().collect::<String>().into()
}

/// The user-perceived characters, which Terraform counts and cuts by.
pub fn graphemes(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.graphemes(true)
}

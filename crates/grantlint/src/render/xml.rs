//! What the XML formats share.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};

/// A writer that has written the declaration.
pub(super) fn document(out: &mut dyn Write) -> io::Result<Writer<&mut dyn Write>> {
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    Ok(xml)
}

/// `text` with the characters that XML 1.0 has no way to write, and those that
/// a terminal would act on, as `\u{1b}`; line breaks stay.
///
/// What may be written is production 2, `Char`, of the recommendation.
pub(super) fn text(text: &str) -> String {
    super::escaped_lines(text)
        .replace('\u{fffe}', "\\u{fffe}")
        .replace('\u{ffff}', "\\u{ffff}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_xml_cannot_write_is_spelt_out() {
        assert_eq!(
            super::text("a\u{0}b\u{1b}[31m\r\nc\td\u{fffe}é𐐀<&"),
            "a\\u{0}b\\u{1b}[31m\nc\\td\\u{fffe}é𐐀<&"
        );
    }
}

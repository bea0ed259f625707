//! Colours, links and line breaks: what a terminal adds to words.

use grantlint_rules::finding::Severity;
use owo_colors::{OwoColorize, Style as Ink};
use unicode_width::UnicodeWidthStr;

use super::Style;

/// Paints where the style has colours, and leaves words as they are elsewhere.
#[derive(Clone, Copy)]
pub(super) struct Paint {
    style: Style,
}

impl Paint {
    pub(super) fn new(style: Style) -> Self {
        Paint { style }
    }

    pub(super) fn style(&self) -> Style {
        self.style
    }

    /// The ink of a severity.
    pub(super) fn severity(&self, severity: Severity) -> Ink {
        self.ink(match severity {
            Severity::Error => Ink::new().bright_red().bold(),
            Severity::Warning => Ink::new().yellow().bold(),
            Severity::Note => Ink::new().green().bold(),
        })
    }

    /// The ink of places that explain.
    pub(super) fn related(&self) -> Ink {
        self.ink(Ink::new().bright_blue().bold())
    }

    /// The ink of help.
    pub(super) fn help(&self) -> Ink {
        self.ink(Ink::new().cyan().bold())
    }

    /// The ink of what matters.
    pub(super) fn strong(&self) -> Ink {
        self.ink(Ink::new().bold())
    }

    /// The ink of what matters less.
    pub(super) fn faint(&self) -> Ink {
        self.ink(Ink::new().dimmed())
    }

    fn ink(&self, ink: Ink) -> Ink {
        if self.style.color { ink } else { Ink::new() }
    }

    /// `text` as a link, where the terminal follows links (OSC 8).
    pub(super) fn link(&self, text: &str, ink: Ink, url: &str) -> String {
        if self.style.links && !url.is_empty() {
            format!(
                "\u{1b}]8;;{url}\u{1b}\\{}\u{1b}]8;;\u{1b}\\",
                text.style(ink)
            )
        } else {
            text.style(ink).to_string()
        }
    }

    /// The lines that `text` takes when `used` columns of the first and
    /// `indent` of each further one are taken. Words longer than a line stay
    /// whole, so that paths and names can be copied, and so does what stands in
    /// backticks, as long as it fits a line.
    pub(super) fn wrapped(&self, text: &str, used: usize, indent: usize) -> Vec<String> {
        let blank = " ".repeat(indent);
        let taken = " ".repeat(used);
        let width = self.style.width.max(indent + 20);
        let options = textwrap::Options::new(width)
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .initial_indent(&taken)
            .subsequent_indent(&blank);
        // Such blanks of the text itself would come back as others.
        let is_glued = !text.contains(GLUE);
        let glued = if is_glued {
            glued(text, width.saturating_sub(indent))
        } else {
            text.to_owned()
        };
        let lines = textwrap::wrap(&glued, options).into_iter().enumerate();
        lines
            .map(|(at, line)| {
                let skip = if at == 0 { used } else { indent };
                let line = line.get(skip..).unwrap_or("");
                if is_glued {
                    line.replace(GLUE, " ")
                } else {
                    line.to_owned()
                }
            })
            .collect()
    }
}

/// Stands for a blank that no line may end at, and is as wide as one.
const GLUE: &str = "\u{a0}";

/// The text with the blanks in backticks glued where what stands between them fits
/// `room` columns.
fn glued(text: &str, room: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split('`').enumerate().peekable();
    while let Some((at, part)) = parts.next() {
        if at > 0 {
            out.push('`');
        }
        let is_code = at % 2 == 1 && parts.peek().is_some();
        if is_code && part.width() + 2 <= room {
            out.push_str(&part.replace(' ', GLUE));
        } else {
            out.push_str(part);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(width: usize, text: &str, lines: &[&str]) {
        let style = Style {
            width,
            ..Style::PLAIN
        };
        assert_eq!(Paint::new(style).wrapped(text, 4, 2), lines);
    }

    #[test]
    fn what_stands_in_backticks_is_kept_whole_where_it_fits() {
        let text = "no `GET /api/v2/abc` here";
        check(80, text, &[text]);
        check(24, text, &["no `GET /api/v2/abc`", "here"]);
        check(22, text, &["no", "`GET /api/v2/abc`", "here"]);
        check(
            22,
            "no `GET /api/v2/abcdefg`",
            &["no `GET", "/api/v2/abcdefg`"],
        );
        check(
            24,
            "an odd ` here and there",
            &["an odd ` here and", "there"],
        );
    }
}

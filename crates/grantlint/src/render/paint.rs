//! Colours, links and line breaks: what a terminal adds to words.

use grantlint_rules::finding::Severity;
use owo_colors::{OwoColorize, Style as Ink};

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
    /// whole, so that paths and names can be copied.
    pub(super) fn wrapped(&self, text: &str, used: usize, indent: usize) -> Vec<String> {
        let blank = " ".repeat(indent);
        let taken = " ".repeat(used);
        let options = textwrap::Options::new(self.style.width.max(indent + 20))
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .initial_indent(&taken)
            .subsequent_indent(&blank);
        let lines = textwrap::wrap(text, options).into_iter().enumerate();
        lines
            .map(|(at, line)| {
                let skip = if at == 0 { used } else { indent };
                line.get(skip..).unwrap_or("").to_owned()
            })
            .collect()
    }
}

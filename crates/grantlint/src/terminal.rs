//! What the terminal can show.

use std::env;
use std::io::IsTerminal;

use crate::args::ColorChoice;
use crate::render::Style;

/// Lines longer than this are hard to read, however wide the terminal is.
const WIDEST: usize = 140;

/// The style for standard output.
pub fn style(color: ColorChoice, quiet: bool) -> Style {
    let is_terminal = std::io::stdout().is_terminal();
    let color = match color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => is_terminal && !is_set("NO_COLOR") && !is_dumb(),
    };
    // Whoever asks for colours in a file or a pipe reads it in a terminal.
    let is_shown = is_terminal || color;
    Style {
        color,
        unicode: is_shown && !is_dumb() && supports_unicode::on(supports_unicode::Stream::Stdout),
        drawn: !is_dumb(),
        links: is_terminal && color && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
        width: width(is_terminal).unwrap_or(Style::PLAIN.width),
        quiet,
    }
}

/// `COLUMNS` where it is set, else what the terminal says.
fn width(is_terminal: bool) -> Option<usize> {
    let told = env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    let asked = || {
        let (terminal_size::Width(columns), _) = terminal_size::terminal_size()?;
        Some(columns as usize)
    };
    let columns = told.or_else(|| is_terminal.then(asked).flatten())?;
    Some(columns.min(WIDEST)).filter(|&columns| columns > 0)
}

/// By <https://no-color.org>, an empty variable counts as none.
fn is_set(name: &str) -> bool {
    env::var_os(name).is_some_and(|value| !value.is_empty())
}

fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|term| term == "dumb")
}

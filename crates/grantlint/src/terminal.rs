//! What the terminal can show.

use std::env;
use std::io::IsTerminal;

use anstream::AutoStream;

use crate::args::ColorChoice;
use crate::render::Style;

/// Lines longer than this are hard to read, however wide the terminal is.
const WIDEST: usize = 140;

/// The style for standard output.
pub fn style(color: ColorChoice, quiet: bool) -> Style {
    let stdout = std::io::stdout();
    let is_terminal = stdout.is_terminal();
    let color = match color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        // By <https://no-color.org> and <https://bixense.com/clicolors>, as for `--help`.
        ColorChoice::Auto => AutoStream::choice(&stdout) != anstream::ColorChoice::Never,
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

fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|term| term == "dumb")
}

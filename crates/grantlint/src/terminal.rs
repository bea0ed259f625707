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
    let plain = Style {
        color: color == ColorChoice::Always,
        quiet,
        ..Style::PLAIN
    };
    if !is_terminal {
        return plain;
    }
    let colorful = match color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => !is_set("NO_COLOR") && !is_dumb(),
    };
    Style {
        color: colorful,
        unicode: !is_dumb() && supports_unicode::on(supports_unicode::Stream::Stdout),
        links: colorful && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
        width: width().unwrap_or(Style::PLAIN.width),
        quiet,
    }
}

fn width() -> Option<usize> {
    let (terminal_size::Width(columns), _) = terminal_size::terminal_size()?;
    Some((columns as usize).min(WIDEST)).filter(|&columns| columns > 0)
}

/// By <https://no-color.org>, an empty variable counts as none.
fn is_set(name: &str) -> bool {
    env::var_os(name).is_some_and(|value| !value.is_empty())
}

fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|term| term == "dumb")
}

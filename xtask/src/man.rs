//! Manual pages. All but one part is clap_mangen's, which fills the text behind the
//! options as if all of it were prose: here examples and tables keep their lines, and
//! each stands below a heading of its own.

use std::fs;
use std::io;
use std::path::Path;

use clap::Command;
use clap_mangen::Man;
use roff::{Roff, roman};

/// Writes a page for the command, and one for each command below it.
pub(crate) fn write(mut command: Command, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    command.build();
    pages(&command, folder)
}

fn pages(command: &Command, folder: &Path) -> io::Result<()> {
    for below in command.get_subcommands().filter(|one| !one.is_hide_set()) {
        pages(below, folder)?;
    }
    let man = Man::new(command.clone());
    let help = command.get_after_help().map(ToString::to_string);
    let help = help.unwrap_or_default();
    let (headed, prose): (Vec<Block>, Vec<Block>) =
        blocks(&help).partition(|block| block.title.is_some());

    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    text(&prose).to_writer(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    text(&headed).to_writer(&mut page)?;
    if command.get_version().is_some() {
        man.render_version_section(&mut page)?;
    }
    fs::write(folder.join(man.get_filename()), page)
}

/// What stands between blank lines.
#[derive(Debug, PartialEq, Eq)]
struct Block<'a> {
    /// The first line, where it ends in a colon and what follows is set in.
    title: Option<&'a str>,
    /// The lines, or the others.
    lines: Vec<&'a str>,
}

fn blocks(help: &str) -> impl Iterator<Item = Block<'_>> {
    help.split("\n\n")
        .filter(|text| !text.is_empty())
        .map(|text| {
            let lines: Vec<&str> = text.lines().collect();
            let title = match lines.split_first() {
                Some((first, rest))
                    if !rest.is_empty() && rest.iter().all(|line| is_set_in(line)) =>
                {
                    first.strip_suffix(':').filter(|title| !is_set_in(title))
                }
                _ => None,
            };
            let lines = lines.into_iter().skip(usize::from(title.is_some()));
            Block {
                title,
                lines: lines.collect(),
            }
        })
}

fn is_set_in(line: &str) -> bool {
    line.starts_with(' ')
}

/// Lines that are set in are kept, with what they have beyond two columns; others are
/// filled.
fn text(blocks: &[Block<'_>]) -> Roff {
    let mut roff = Roff::new();
    for block in blocks {
        match block.title {
            Some(title) => roff.control("SH", [title.to_uppercase().as_str()]),
            None => roff.control("PP", []),
        };
        for lines in block
            .lines
            .chunk_by(|one, next| is_set_in(one) == is_set_in(next))
        {
            let is_kept = lines.first().is_some_and(|line| is_set_in(line));
            if is_kept {
                roff.control("nf", []);
            }
            for line in lines {
                roff.text([roman(line.strip_prefix("  ").unwrap_or(line))]);
            }
            if is_kept {
                roff.control("fi", []);
            }
        }
    }
    roff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_and_examples_keep_their_lines_and_prose_does_not() {
        let help = "It is\nprose:\n  - one\n\nExamples:\n  grantlint check  this\n                   and that";
        let blocks: Vec<Block> = blocks(help).collect();
        let page = text(&blocks).to_roff();
        let expected = [
            ".PP",
            "It is",
            "prose:",
            ".nf",
            "\\- one",
            ".fi",
            ".SH EXAMPLES",
            ".nf",
            "grantlint check  this",
            "                 and that",
            ".fi",
        ];
        let lines: Vec<&str> = page.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, expected);
    }
}

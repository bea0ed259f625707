//! Comments that speak to grantlint: `# grantlint: calls …`, `# grantlint:
//! ignore[…] …`, and which block each of them is about.

use smol_str::SmolStr;

use crate::source::{Location, Span};
use crate::syntax::tree::{Block, Comment, File};

/// The word that a comment begins with to be a directive.
const MARK: &str = "grantlint:";

/// A comment that speaks to grantlint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// What follows `grantlint:`, trimmed.
    pub text: SmolStr,
    /// That text in the file, to the byte.
    pub at: Location,
    /// The whole comment.
    pub comment: Span,
    /// The byte at which what the comment stands above begins: the next thing
    /// in the file, with nothing but comments and no blank line between. None
    /// for a comment behind something on its line.
    pub above: Option<u32>,
    /// Whether something other than space stands before it on its line.
    pub is_behind: bool,
}

impl Directive {
    /// Whether it stands inside a block or directly above it.
    pub fn belongs_to(&self, block: &Block) -> bool {
        block.span.contains(self.comment) || self.above == Some(block.span.start)
    }
}

/// The directives of a file, in order. `text` is the file's whole text.
pub fn directives(file: &File, text: &str) -> Vec<Directive> {
    let mut found = Vec::new();
    // What is below a comment is what is below the one that follows it, so the
    // way leads from the last comment to the first.
    let mut next: Option<(Span, Option<u32>)> = None;
    for comment in file.comments.iter().rev() {
        let below = below(comment.span, next, text);
        next = Some((comment.span, below));
        let is_behind = !stands_alone(*comment, text);
        let above = below.filter(|_| !is_behind);
        let said: Vec<Span> = said(*comment, text).collect();
        found.extend(said.into_iter().rev().map(|span| Directive {
            text: slice(text, span).into(),
            at: span.in_file(file.id),
            comment: comment.span,
            above,
            is_behind,
        }));
    }
    found.reverse();
    found
}

/// The spans of what follows the mark, one for each line of the comment that
/// has it.
fn said(comment: Comment, text: &str) -> impl Iterator<Item = Span> + '_ {
    let whole = slice(text, comment.span);
    let body = whole.strip_suffix("*/").unwrap_or(whole);
    let mut start = comment.span.start;
    body.split_inclusive('\n').filter_map(move |line| {
        let line_start = start;
        start += line.len() as u32;
        let words = line.trim_start_matches(|c: char| c.is_whitespace() || "#/*".contains(c));
        let directive = words.strip_prefix(MARK)?.trim();
        let from = line.len() - words.len() + words.find(directive).unwrap_or(0);
        let from = line_start + from as u32;
        Some(Span::new(from, from + directive.len() as u32))
    })
}

/// Whether nothing but space stands before the comment on its line.
fn stands_alone(comment: Comment, text: &str) -> bool {
    let before = slice(text, Span::new(0, comment.span.start));
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.trim_start_matches('\u{feff}').trim().is_empty()
}

/// Where that begins which follows the comment without a blank line, other
/// comments skipped; `next` is the next comment with what is below it.
fn below(comment: Span, next: Option<(Span, Option<u32>)>, text: &str) -> Option<u32> {
    let rest = text.get(comment.end as usize..)?;
    let gap = rest.len() - rest.trim_start().len();
    let space = rest.get(..gap).unwrap_or_default();
    if space.matches('\n').count() > 1 || gap == rest.len() {
        return None;
    }
    let begins = comment.end + gap as u32;
    match next {
        Some((span, below)) if span.start == begins => below,
        _ => Some(begins),
    }
}

fn slice(text: &str, span: Span) -> &str {
    text.get(span.start as usize..span.end as usize)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;
    use crate::syntax::parse;
    use crate::syntax::tree::Format;

    /// Finds the comments of a text that has them on lines of their own or
    /// behind code, without strings, and gives the directives' texts with what
    /// stands below each.
    #[track_caller]
    fn check(text: &str, expected: &[(&str, Option<&str>)]) {
        let mut sources = Sources::default();
        let id = sources.add("a.tf", text);
        let mut comments = Vec::new();
        let mut at = 0;
        while let Some(found) = text[at..].find(['#', '/']) {
            let start = at + found;
            let end = match text[start..].strip_prefix("/*") {
                Some(rest) => start + 4 + rest.find("*/").unwrap(),
                None => text[start..]
                    .find('\n')
                    .map_or(text.len(), |end| start + end),
            };
            comments.push(Comment {
                span: Span::new(start as u32, end as u32),
            });
            at = end;
        }
        let mut file = parse(id, "", Format::Hcl).file;
        file.comments = comments;
        let found = directives(&file, text);
        let actual: Vec<_> = found
            .iter()
            .map(|directive| {
                assert_eq!(sources.slice(directive.at), directive.text);
                let below = directive
                    .above
                    .map(|at| text[at as usize..].split(' ').next().unwrap());
                (directive.text.as_str(), below)
            })
            .collect();
        assert_eq!(actual, expected);
    }

    #[test]
    fn a_comment_above_a_block_is_about_it() {
        check(
            "# grantlint: calls A\nresource x",
            &[("calls A", Some("resource"))],
        );
        check(
            "// grantlint:calls A\r\nresource x",
            &[("calls A", Some("resource"))],
        );
        check(
            "/* grantlint: calls A */ resource x",
            &[("calls A", Some("resource"))],
        );
        check(
            "/*\n * grantlint: calls A\n * grantlint: calls B\n */\nresource x",
            &[("calls A", Some("resource")), ("calls B", Some("resource"))],
        );
    }

    #[test]
    fn comments_between_do_not_part_them_but_blank_lines_do() {
        check(
            "# grantlint: a\n# other\n# grantlint: b\nresource x",
            &[("a", Some("resource")), ("b", Some("resource"))],
        );
        check("# grantlint: a\n\nresource x", &[("a", None)]);
        check("# grantlint: a\n# other\n\nresource x", &[("a", None)]);
        check("# grantlint: a", &[("a", None)]);
    }

    #[test]
    fn a_comment_behind_code_is_not_above_what_follows() {
        check("x = 1 # grantlint: a\nresource x", &[("a", None)]);
    }

    #[test]
    fn other_comments_say_nothing() {
        check("# see grantlint: a\n# grantlint is\nresource x", &[]);
    }
}

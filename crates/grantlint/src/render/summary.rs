//! `summary`: Markdown for the page of a GitHub job (`GITHUB_STEP_SUMMARY`).
//!
//! GitHub drops a summary of more than 1 MiB whole, so rows stop before that
//! and the rest is counted. Text from files is written so that no character of
//! it is Markdown or HTML.

use std::fmt::Write as _;
use std::io::{self, Write};

use grantlint_rules::finding::Finding;

use super::place::Place;
use super::{Context, Summary, counted, escaped};

/// GitHub's limit, less room for what follows the table and for what else the
/// step writes.
const CAP: usize = 1024 * 1024 - 64 * 1024;

/// Writes the figures, then a table of the findings.
///
/// # Errors
/// What the writer answers.
pub fn render(context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let mut page = String::from("## grantlint\n\n");
    figures(context.summary, &mut page);

    // The most severe first, so that the limit takes the others.
    let mut findings: Vec<&Finding> = context.report.findings.iter().collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let mut shown = 0;
    if !findings.is_empty() {
        page.push_str("\n| Severity | Place | Finding | Rule |\n| --- | --- | --- | --- |\n");
    }
    for &finding in &findings {
        let row = row(context, finding);
        if page.len() + row.len() > CAP {
            break;
        }
        page.push_str(&row);
        shown += 1;
    }
    let hidden = findings.len() - shown;
    if hidden > 0 {
        let more = counted(hidden, "more finding");
        let verb = if hidden == 1 { "is" } else { "are" };
        let _ = writeln!(
            page,
            "\n{more} {verb} not listed: GitHub takes 1 MiB of summary from a step."
        );
    }
    out.write_all(page.as_bytes())
}

fn figures(summary: Summary, page: &mut String) {
    if summary.calls > 0 {
        let _ = writeln!(
            page,
            "**{}**: {} granted, {} missing, {} undecided\n",
            counted(summary.calls, "call"),
            summary.granted,
            summary.missing,
            summary.undecided,
        );
    }
    let _ = write!(
        page,
        "{}, {}, {}: {}, {}, {}",
        counted(summary.files, "file"),
        summary.clients(),
        counted(summary.roles, "role"),
        counted(summary.errors, "error"),
        counted(summary.warnings, "warning"),
        counted(summary.notes, "note"),
    );
    for aside in summary.aside() {
        let _ = write!(page, ", {aside}");
    }
    page.push('\n');
}

fn row(context: &Context, finding: &Finding) -> String {
    let place = Place::of(context.sources, finding.primary.at);
    let path = context.at_root(place.path);
    let rule = match context.rule_url(&finding.rule) {
        Some(url) => format!("[{}](<{}>)", literal(&finding.rule), destination(url)),
        None => literal(&finding.rule),
    };
    format!(
        "| {} | {}:{}:{} | {} | {rule} |\n",
        finding.severity,
        literal(&path),
        place.start.line,
        place.start.column,
        prose(&finding.message),
    )
}

/// A message, with what stands in backticks as code.
fn prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('`') {
        let Some((code, after)) = after.split_once('`') else {
            break;
        };
        out.push_str(&literal(before));
        let _ = write!(out, "<code>{}</code>", literal(code));
        rest = after;
    }
    out.push_str(&literal(rest));
    out
}

/// Text that stays text: what Markdown, HTML, a formula or a mention may start
/// with becomes a character reference, which is never markup.
fn literal(text: &str) -> String {
    let text = escaped(text);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`'
                | '*'
                | '_'
                | '~'
                | '['
                | ']'
                | '<'
                | '>'
                | '&'
                | '|'
                | '$'
                | '@'
                | '#'
                | '!'
        ) {
            let _ = write!(out, "&#{};", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// A URL between angle brackets in a cell of a table.
fn destination(url: &str) -> String {
    let url = url.replace('<', "%3C").replace('>', "%3E");
    escaped(&url.replace('|', "%7C").replace('\\', "%5C")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_what_stands_between_backticks() {
        assert_eq!(prose("a `b` c"), "a <code>b</code> c");
        assert_eq!(prose("a `b"), "a &#96;b");
        assert_eq!(
            prose("`<b>|*@x`"),
            "<code>&#60;b&#62;&#124;&#42;&#64;x</code>"
        );
    }
}

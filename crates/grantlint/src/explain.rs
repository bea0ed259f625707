//! `grantlint explain`: a rule in words with a bad and a good example, or what is known
//! of an operation, a permission or a scope. What only one rule begins with is completed.

use std::io::{self, Write};
use std::path::Path;

use grantlint_rules::explanation::{self, Known, NotKnown};
use grantlint_rules::matrix::Matrix;
use grantlint_rules::nearest::nearest;
use grantlint_rules::rule::{Rule, built_in};
use grantlint_rules::settings::call_text::METHODS;

use crate::args::{AnswerFormat, ExplainArguments};
use crate::exit::Exit;
use crate::paths::Here;
use crate::render::{Style, explain, page};
use crate::{answer, engine, rules, say};

/// Writes what the text is about: a rule that is built in, or one of the files that the
/// configuration of the folder here names; an operation; a permission; a scope.
pub fn run(here: &Here, arguments: &ExplainArguments, style: Style) -> Exit {
    let text = arguments.subject.join(" ");
    let text = text.as_str();
    let json = arguments.format == AnswerFormat::Json;
    let write_rule = |rule: &Rule| {
        answer::write(Exit::Clean, |out| match json {
            true => explain::rule(rule, out),
            false => page::render(rule, style, out),
        })
    };
    if let Some(rule) = engine::rule(text) {
        return write_rule(rule);
    }
    // Without its rules and data, the rest can still be explained.
    let (own, packs, matrix) = match rules::read(here, Path::new(".")) {
        Ok(rules) => (
            rules.settings.rules.clone(),
            rules.settings.pack_names(),
            rules.matrix,
        ),
        Err(why) => {
            say::note(&format!("{why}; what it says is left out"));
            let packs = grantlint_rules::settings::Settings::default().pack_names();
            let (matrix, _) = Matrix::new(&packs, &[]);
            (Vec::new(), packs, matrix)
        }
    };
    let exact = own.iter().find(|rule| rule.id == text);
    if let Some(rule) = exact.or_else(|| begun(text, &own)) {
        return write_rule(rule);
    }
    let off = Matrix::pack_names().into_iter();
    let off = off.filter(|name| packs.iter().all(|pack| pack != name));
    let off: Vec<&str> = off.collect();
    let (reports, _) = Matrix::new(&off, &[]);
    match known(&matrix, Some(&reports), text) {
        Ok(all) => answer::write(Exit::Clean, |out| match json {
            true => explain::known(&all, out),
            false => write_pages(&all, style, out),
        }),
        Err(not_known) => {
            let is_off = known(&reports, None, text).is_ok();
            tell(text, &not_known, &own);
            if is_off {
                let names: Vec<String> = off.iter().map(|name| format!("`{name}`")).collect();
                say::help(&format!(
                    "a pack that is off knows it: add {} to `packs` in grantlint.toml",
                    names.join(" or ")
                ));
            }
            Exit::Failed
        }
    }
}

/// Everything that the text means, but for rules.
fn known<'m>(
    matrix: &'m Matrix,
    off: Option<&'m Matrix>,
    text: &str,
) -> Result<Vec<Known<'m>>, NotKnown> {
    if Kind::of(text) == Kind::Operation {
        let all = explanation::operation(matrix, off, text)?;
        return Ok(all.into_iter().map(Known::Operation).collect());
    }
    let permission = explanation::permission(matrix, text);
    match explanation::scope(matrix, text).map(Known::Scope) {
        Some(scope) => Ok(permission.into_iter().chain([scope]).collect()),
        None => permission.map(|permission| vec![permission]),
    }
}

/// The only rule whose id begins with the text.
fn begun<'r>(text: &str, own: &'r [Rule]) -> Option<&'r Rule> {
    let all = built_in().iter().chain(own);
    let mut begun = all.filter(|rule| !text.is_empty() && rule.id.starts_with(text));
    begun.next().filter(|_| begun.next().is_none())
}

/// What a text looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Operation,
    /// A permission or a scope.
    Permission,
    /// A rule, a general permission, a scope.
    Word,
}

impl Kind {
    fn of(text: &str) -> Kind {
        let text = text.trim();
        let first = text.split(char::is_whitespace).next().unwrap_or_default();
        let is_method = METHODS
            .iter()
            .any(|method| method.eq_ignore_ascii_case(first));
        if text.starts_with('/') || text.contains("://") || is_method {
            Kind::Operation
        } else if text.contains([':', '>']) {
            Kind::Permission
        } else {
            Kind::Word
        }
    }
}

/// Says that nothing is known, and what comes near.
fn tell(text: &str, not_known: &NotKnown, own: &[Rule]) {
    let ids = built_in().iter().chain(own).map(|rule| rule.id.as_str());
    let ids: Vec<&str> = ids.collect();
    let begun = ids.iter().copied().filter(|id| id.starts_with(text));
    let mut rules: Vec<&str> = begun.collect();
    if rules.is_empty() {
        rules.extend(nearest(text, ids.iter().copied()));
    }
    if Kind::of(text) != Kind::Word {
        say::error(&not_known.message);
    } else {
        say::error(&format!("no rule, permission or scope is called `{text}`"));
    }
    rules.retain(|_| Kind::of(text) == Kind::Word);
    let near = not_known.nearest.iter().map(String::as_str);
    let near: Vec<String> = rules
        .into_iter()
        .chain(near)
        .map(|name| format!("`{name}`"))
        .collect();
    if let Some((last, rest)) = near.split_last() {
        let rest = match rest {
            [] => String::new(),
            rest => format!("{} or ", rest.join(", ")),
        };
        say::help(&format!("did you mean {rest}{last}?"));
    } else if Kind::of(text) == Kind::Word {
        say::help(
            "`grantlint rules list` lists the rules; operations are written \
             `GET /api/v2/routing/queues`, permissions `routing:queue:view`",
        );
    }
}

fn write_pages(all: &[Known<'_>], style: Style, out: &mut dyn Write) -> io::Result<()> {
    for (number, known) in all.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        page::known(&known.page(), style, out)?;
    }
    Ok(())
}

//! `grantlint explain`: a rule in words, with a bad and a good example.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use grantlint_rules::nearest::nearest;
use grantlint_rules::rule::{Rule, built_in};

use crate::exit::Exit;
use crate::files::reason;
use crate::paths::Here;
use crate::render::{Style, page};
use crate::{engine, rules, say};

/// Writes what the rule is about: one that is built in, or one of the files that the
/// configuration of the folder here names.
pub fn run(here: &Here, id: &str, style: Style) -> Exit {
    if let Some(rule) = engine::rule(id) {
        return write(rule, style);
    }
    // A configuration that can't be read has no rules to explain.
    let own = rules::read(here, Path::new("."));
    let own = own.map_or(Vec::new(), |rules| rules.settings.rules);
    if let Some(rule) = own.iter().find(|rule| rule.id == id) {
        return write(rule, style);
    }
    say::error(&format!("no rule is called `{id}`"));
    let all = built_in().iter().chain(&own);
    let ids: Vec<&str> = all.map(|rule| rule.id.as_str()).collect();
    match nearest(id, ids.iter().copied()) {
        Some(near) => say::help(&format!("did you mean `{near}`?")),
        None => say::help(&format!("known are {}", ids.join(", "))),
    }
    Exit::Failed
}

fn write(rule: &Rule, style: Style) -> Exit {
    let mut out = BufWriter::new(io::stdout().lock());
    match page::render(rule, style, &mut out).and_then(|()| out.flush()) {
        // Whoever read along has seen enough.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            say::error(&format!("cannot write: {}", reason(&error)));
            Exit::Failed
        }
        _ => Exit::Clean,
    }
}

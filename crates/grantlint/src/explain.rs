//! `grantlint explain`: a rule in words, with a bad and a good example.

use std::io::{self, BufWriter, Write};

use grantlint_rules::nearest::nearest;
use grantlint_rules::rule::built_in;

use crate::exit::Exit;
use crate::files::reason;
use crate::render::{Style, page};
use crate::{engine, say};

/// Writes what the rule is about.
pub fn run(id: &str, style: Style) -> Exit {
    let Some(rule) = engine::rule(id) else {
        say::error(&format!("no rule is called `{id}`"));
        let ids: Vec<&str> = built_in().iter().map(|rule| rule.id.as_str()).collect();
        match nearest(id, ids.iter().copied()) {
            Some(near) => say::help(&format!("did you mean `{near}`?")),
            None => say::help(&format!("known are {}", ids.join(", "))),
        }
        return Exit::Failed;
    };
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

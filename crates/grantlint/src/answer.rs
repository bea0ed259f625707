//! Answers on standard output.

use std::io::{self, BufWriter, Write};

use crate::exit::Exit;
use crate::files::reason;
use crate::render::escaped_lines;
use crate::say;

/// Writes an answer; `exit` is how the run ends if that works.
pub fn write(exit: Exit, render: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Exit {
    let mut out = BufWriter::new(io::stdout().lock());
    written(exit, render(&mut out).and_then(|()| out.flush()))
}

/// Writes lines in which text from files may stand; `exit` is how the run ends if that
/// works.
pub fn lines(exit: Exit, text: &str) -> Exit {
    write(exit, |out| {
        writeln!(out, "{}", escaped_lines(text).trim_end())
    })
}

/// How the run ends by what came of writing to standard output. A reader who closes the
/// pipe early has seen enough.
pub fn written(exit: Exit, written: io::Result<()>) -> Exit {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            say::error(&format!("cannot write: {}", reason(&error)));
            Exit::Failed
        }
        _ => exit,
    }
}

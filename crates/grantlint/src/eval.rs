//! `grantlint eval`: what expressions mean in a module, one line of JSON each.

use std::io::{self, BufRead, Write};
use std::sync::Arc;

use grantlint_parser::eval::json;
use grantlint_parser::eval::value::Value;
use grantlint_parser::load::Inputs;
use grantlint_parser::load::ask::Asked;

use crate::args::EvalArguments;
use crate::discover::discover;
use crate::exit::Exit;
use crate::files::Disk;
use crate::paths::Here;
use crate::progress::Progress;
use crate::{answer, say};

/// Reads the module and answers.
pub fn run(here: &Here, arguments: &EvalArguments, inputs: &Inputs) -> Exit {
    let folder = &arguments.folder;
    let shown = folder.display();
    if folder.is_file() {
        say::error(&format!("`{shown}` is no folder"));
        return Exit::Failed;
    }
    if let Some(file) = arguments.variable_files.iter().find(|file| !file.exists()) {
        say::error(&format!("`{}` is not there", file.display()));
        return Exit::Failed;
    }
    let mut disk = Disk::new(Arc::new(Progress::default()));
    let discovery = discover(here, &mut disk, std::slice::from_ref(folder), None);
    if !discovery.failures.is_empty() {
        discovery
            .failures
            .iter()
            .for_each(|failure| say::error(failure));
        return Exit::Failed;
    }
    for file in &arguments.variable_files {
        disk.allow_file(file);
    }
    let path = here.shown(folder).unwrap_or_default();
    let module = Asked::read(&path, &disk, inputs);
    if !module.has_files() {
        say::error(&format!("`{shown}` holds no Terraform file"));
        return Exit::Failed;
    }
    for problem in module.problems() {
        let file = module.sources().get(problem.at.file);
        let place = file.map_or_else(String::new, |file| {
            format!("{}:{}: ", file.path(), file.line_of(problem.at.span.start))
        });
        say::error(&format!("{place}{}", problem.message));
    }
    say::undeclared(&module.undeclared());
    let written = match &arguments.expression {
        Some(expression) => print(&module, std::iter::once(Ok(expression.clone()))),
        None => print(&module, lines(io::stdin().lock())),
    };
    let exit = match module.problems() {
        [] => Exit::Clean,
        _ => Exit::Failed,
    };
    answer::written(exit, written)
}

/// Writes the answers, each as soon as it is known.
fn print(
    module: &Asked,
    expressions: impl Iterator<Item = Result<String, String>>,
) -> io::Result<()> {
    let mut out = io::stdout().lock();
    module.answers(expressions).try_for_each(|answer| {
        writeln!(out, "{}", shown(answer))?;
        out.flush()
    })
}

fn shown(answer: Result<Value, String>) -> String {
    let value = match answer {
        Ok(value) => value,
        Err(message) => return object("error", &json::quoted(&message)),
    };
    match (value.find_unknown(), json::encode(&value)) {
        (Some(unknown), _) => object("unknown", &json::quoted(&unknown.reason)),
        (None, Ok(text)) => object("value", &text),
        (None, Err(message)) => object("error", &json::quoted(&message)),
    }
}

fn object(name: &str, value: &str) -> String {
    format!("{{\"{name}\": {value}}}")
}

/// The lines without their ends; one that is not text is an error of its own,
/// so that answers and lines stay in step.
fn lines(input: impl BufRead) -> impl Iterator<Item = Result<String, String>> {
    let lines = input.split(b'\n').map_while(Result::ok);
    lines.map(|mut line| {
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        String::from_utf8(line).map_err(|_| "the line is not valid UTF-8".to_owned())
    })
}

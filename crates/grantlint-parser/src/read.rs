//! From folders to parsed files: every file of a module, and of the local modules
//! that it calls.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::files::{Files, Part, ReadError, part_of, shadowed};
use crate::load::{Input, Inputs};
use crate::parallel;
use crate::paths::{self, local_source};
use crate::problem::{Problem, ProblemKind};
use crate::remote::Installed;
use crate::source::{FileId, Sources, Span};
use crate::syntax::tree::{ExprKind, File, Format};
use crate::syntax::{self, Parsed};
use crate::variables::{Argument, Typed};

/// The local modules that a configuration file of that name calls, as their
/// `source` names them.
pub fn called_folders(text: &str, name: &str) -> Vec<String> {
    // Most files call nothing, and need not be parsed.
    if !(text.contains("module") && (text.contains("\"./") || text.contains("\"../"))) {
        return Vec::new();
    }
    let format = match part_of(name) {
        Some(Part::Base(format) | Part::Override(format)) => format,
        Some(Part::Values(_)) | None => return Vec::new(),
    };
    let id = Sources::default().add(name, "");
    let parsed = syntax::parse(id, text, format);
    let local = sources(&parsed.file).filter(|source| local_source("", source).is_some());
    local.map(str::to_owned).collect()
}

/// The `source` of each module call in a file, where it is plain text.
fn sources(file: &File) -> impl Iterator<Item = &str> {
    let calls = file.body().blocks();
    let calls = calls.filter(|block| block.kind.text == "module");
    calls.filter_map(|call| match &call.body.attribute("source")?.value.kind {
        ExprKind::String(source) => Some(*source),
        _ => None,
    })
}

/// The files of one folder, by their places in [`Read::files`].
#[derive(Debug, Default)]
pub(crate) struct Folder {
    pub(crate) base: Vec<usize>,
    pub(crate) overrides: Vec<usize>,
    /// Value files in the order in which Terraform loads them.
    pub(crate) values: Vec<usize>,
}

/// All that was read.
#[derive(Debug, Default)]
pub(crate) struct Read {
    pub(crate) sources: Sources,
    /// The parsed files, in the order in which they were read.
    pub(crate) files: Vec<File>,
    /// The folders by path.
    pub(crate) folders: BTreeMap<String, Folder>,
    pub(crate) problems: Vec<Problem>,
}

/// Reads files and keeps what came of them.
pub(crate) struct Reader<'f> {
    pub(crate) files: &'f dyn Files,
    pub(crate) read: Read,
}

impl<'f> Reader<'f> {
    /// A reader whose texts come after those of `sources`.
    pub(crate) fn new(files: &'f dyn Files, sources: Sources) -> Self {
        let read = Read {
            sources,
            ..Read::default()
        };
        Reader { files, read }
    }

    /// Reads the folders, and then whatever local modules they call.
    pub(crate) fn follow(&mut self, folders: &[String]) {
        let mut queue: Vec<String> = Vec::new();
        for folder in folders.iter().rev() {
            let folder = paths::join("", folder);
            let installed = Installed::read(&folder, self.files);
            queue.extend(installed.folders().map(str::to_owned));
            queue.push(folder);
        }
        let mut ahead = read_ahead(&queue, self.files);
        while let Some(folder) = queue.pop() {
            if self.read.folders.contains_key(&folder) {
                continue;
            }
            let fetched = ahead.remove(&folder);
            let read = self.keep(fetched.unwrap_or_else(|| fetch(&folder, self.files)));
            let called = read
                .base
                .iter()
                .chain(&read.overrides)
                .flat_map(|&at| self.called(&folder, at));
            queue.extend(called.collect::<Vec<_>>());
            self.read.folders.insert(folder, read);
        }
    }

    fn called(&self, folder: &str, file: usize) -> Vec<String> {
        let file = self.read.files.get(file).into_iter();
        file.flat_map(sources)
            .filter_map(|source| local_source(folder, source))
            .collect()
    }

    /// Keeps the files of a folder, in their order.
    fn keep(&mut self, fetched: Vec<(Part, Fetched)>) -> Folder {
        let mut read = Folder::default();
        for (part, file) in fetched {
            let Some(at) = self.file(file) else {
                continue;
            };
            match part {
                Part::Base(_) => read.base.push(at),
                Part::Override(_) => read.overrides.push(at),
                Part::Values(_) => read.values.push(at),
            }
        }
        // `terraform.tfvars` comes before its JSON form, and both before
        // `*.auto.tfvars` in either form in the order of their names.
        let sources = &self.read.sources;
        let files = &self.read.files;
        read.values.sort_by_key(|&at| {
            let path = files.get(at).map_or("", |file| sources.path(file.id));
            let name = paths::split(path).1;
            (!name.starts_with("terraform.tfvars"), name.to_owned())
        });
        read
    }

    /// Keeps one file; its place in [`Read::files`]. A file that cannot be read is a
    /// problem at its start.
    fn file(&mut self, fetched: Fetched) -> Option<usize> {
        let Text {
            text,
            broken,
            mut parsed,
        } = match fetched.text {
            Ok(text) => text,
            Err(error) => {
                self.unread(&fetched.path, error);
                return None;
            }
        };
        let id = self.read.sources.add(&fetched.path, text);
        parsed.file.id = id;
        let in_comment = |span: Span| {
            let mut comments = parsed.file.comments.iter();
            comments.any(|comment| comment.span.contains(span))
        };
        if let Some(&span) = broken.iter().find(|span| !in_comment(**span)) {
            let message = "the file is not valid UTF-8".to_owned();
            let help = Some("save it as UTF-8; Terraform reads nothing else".to_owned());
            self.syntax(id, span, message, help);
        }
        // The character that stands for broken bytes is not in the file.
        let is_there = |span: Span| !broken.iter().any(|broken| broken.contains(span));
        for error in parsed.errors {
            if is_there(error.span) {
                self.syntax(id, error.span, error.message, error.help);
            }
        }
        self.read.files.push(parsed.file);
        Some(self.read.files.len() - 1)
    }

    fn unread(&mut self, path: &str, error: ReadError) {
        let id = self.read.sources.add(path, "");
        let unread = |why| format!("the file cannot be read: {why}");
        let (kind, message) = match error {
            ReadError::Missing => (ProblemKind::Syntax, unread("it is not there any more")),
            ReadError::Unreadable(why) => (ProblemKind::Syntax, unread(&why)),
            ReadError::TooMuch(why) => (ProblemKind::Budget, why.to_owned()),
        };
        self.read.problems.push(Problem {
            kind,
            at: Span::default().in_file(id),
            message,
            help: None,
        });
    }

    /// The values of the command line. A `--var-file` that is not there is a
    /// problem of its own.
    pub(crate) fn arguments(&mut self, inputs: &Inputs) -> Vec<Argument> {
        let mut arguments = Vec::new();
        for input in &inputs.given {
            match input {
                Input::File(path) => {
                    let format = if path.ends_with(".json") {
                        Format::Json
                    } else {
                        Format::Hcl
                    };
                    let path = paths::join("", path);
                    let file = self.file(Fetched::read(path, format, true, self.files));
                    arguments.extend(file.map(Argument::File));
                }
                Input::Variable { name, value } => {
                    let file = self
                        .read
                        .sources
                        .add(&format!("--var {name}"), value.as_str());
                    let (expr, _) = syntax::parse_expression(value.as_str(), 0);
                    let (name, text) = (name.into(), value.into());
                    arguments.push(Argument::Variable(Typed {
                        name,
                        file,
                        text,
                        expr,
                    }));
                }
            }
        }
        arguments
    }

    fn syntax(&mut self, file: FileId, span: Span, message: String, help: Option<String>) {
        let at = span.in_file(file);
        self.read.problems.push(Problem {
            kind: ProblemKind::Syntax,
            at,
            message,
            help,
        });
    }
}

/// A file that was read and parsed, and has no number yet.
struct Fetched {
    path: String,
    text: Result<Text, ReadError>,
}

struct Text {
    text: Arc<str>,
    /// What stands for bytes that are no text.
    broken: Vec<Span>,
    parsed: Parsed,
}

impl Fetched {
    fn read(path: String, format: Format, values: bool, files: &dyn Files) -> Fetched {
        let text = files.read(&path).map(|bytes| {
            let (text, broken) = decode(&bytes);
            let parsed = match values {
                false => syntax::parse(FileId::UNNUMBERED, text.clone(), format),
                true => syntax::parse_variables(FileId::UNNUMBERED, text.clone(), format),
            };
            Text {
                text,
                broken,
                parsed,
            }
        });
        Fetched { path, text }
    }
}

/// Reads and parses the files of a folder, in the order of their names.
fn fetch(folder: &str, files: &dyn Files) -> Vec<(Part, Fetched)> {
    let names = files.list(folder);
    let parts = names.iter().filter_map(|name| {
        let part = part_of(name).filter(|_| !shadowed(name, &names))?;
        let (Part::Base(format) | Part::Override(format) | Part::Values(format)) = part;
        let values = matches!(part, Part::Values(_));
        let path = paths::join(folder, name);
        Some((part, Fetched::read(path, format, values, files)))
    });
    parts.collect()
}

/// With fewer folders than this, one thread reads them all.
const WORTH_THREADS: usize = 16;

/// Reads and parses the folders in parallel. Files get their numbers later, one by one,
/// so that the order is always the same.
fn read_ahead(folders: &[String], files: &dyn Files) -> HashMap<String, Vec<(Part, Fetched)>> {
    let read = parallel::map(folders, WORTH_THREADS, |folder| {
        (folder.clone(), fetch(folder, files))
    });
    read.into_iter().collect()
}

/// The text, with the replacement character for what is not UTF-8, and the spans
/// of those characters.
fn decode(bytes: &[u8]) -> (Arc<str>, Vec<Span>) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.into(), Vec::new());
    }
    let mut text = String::with_capacity(bytes.len());
    let mut broken = Vec::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            let start = text.len() as u32;
            text.push(char::REPLACEMENT_CHARACTER);
            broken.push(Span::new(start, text.len() as u32));
        }
    }
    (text.into(), broken)
}

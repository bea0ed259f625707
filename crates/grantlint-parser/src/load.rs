//! From folders to models: which files make up a module, which modules it
//! calls, which of them are roots, and what could not be read.

pub mod ask;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use smol_str::SmolStr;

use crate::directive::directives;
use crate::eval::budget::Budget;
use crate::instance::World;
use crate::model::Model;
use crate::module::Module;
use crate::paths;
use crate::remote::Installed;
use crate::source::{FileId, Location, Sources, Span};
use crate::syntax::tree::{ExprKind, File, Format};
use crate::variables::{self, Argument, Typed};
use crate::{lower, syntax};

/// The files that may be read. Paths are relative to where the command runs,
/// with forward slashes and without `.` and `..` parts where possible.
pub trait Files {
    /// The names of the files in a folder, sorted by bytes, without hidden ones.
    /// Empty where the folder is not there.
    fn list(&self, folder: &str) -> Vec<String>;

    /// The bytes of a file.
    ///
    /// # Errors
    /// [`ReadError`].
    fn read(&self, path: &str) -> Result<Arc<[u8]>, ReadError>;
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// It is not there.
    Missing,
    /// It is there and was not read: in the system's words, or because it lies
    /// outside of what may be read.
    Unreadable(String),
}

/// Values that the command line gives: `--var` and `--var-file`, in the order
/// in which they were written.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Each of them.
    pub given: Vec<Input>,
}

/// One `--var` or `--var-file`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// `--var name=value`
    Variable {
        /// The variable's name.
        name: String,
        /// Its value, as text: an expression where the variable is not a string.
        value: String,
    },
    /// `--var-file path`
    File(String),
}

/// What the loader needs to be told from outside.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Types that are read as permission sets, each with its argument that lists
    /// the permissions.
    pub permission_sets: Vec<(SmolStr, SmolStr)>,
}

/// All that was read.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The texts.
    pub sources: Sources,
    /// The parsed files, each once, in the order in which they were read.
    pub files: Vec<File>,
    /// One model for each root module, in the order of their folders.
    pub models: Vec<Model>,
    /// What could not be read or understood.
    pub problems: Vec<Problem>,
}

/// Something that could not be read or understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its kind, which decides the rule that reports it.
    pub kind: ProblemKind,
    /// Where.
    pub at: Location,
    /// What: lower case, no stop.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// The kinds of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// The text does not parse, or cannot be read as text.
    Syntax,
    /// A budget ran out, or something refers to itself.
    Budget,
}

/// Reads the modules in these folders and the local modules that they call, and
/// evaluates each root among them. A folder is a root if no call in any of the
/// folders reaches it.
pub fn load(folders: &[String], files: &dyn Files, inputs: &Inputs, settings: &Settings) -> Loaded {
    load_after(Sources::default(), folders, files, inputs, settings)
}

/// As [`load`], but the texts come after those of `sources`, so that locations in
/// these, such as those of a configuration file, hold in the result too.
pub fn load_after(
    sources: Sources,
    folders: &[String],
    files: &dyn Files,
    inputs: &Inputs,
    settings: &Settings,
) -> Loaded {
    let mut reader = Reader::new(sources, files);
    reader.follow(folders);
    let arguments = reader.arguments(inputs);
    let Reader {
        mut loaded,
        folders: read,
        ..
    } = reader;

    let modules = gather(&read, &loaded);
    let budget = Budget::default();
    let mut problems = Vec::new();
    let mut models = Vec::new();
    for root in roots(folders, &modules) {
        let own = modules.get(root).map_or(&[][..], |module| &module.values);
        let given = variables::given(own, &arguments, &loaded.files);
        let world = World::new(&modules, root, &loaded.sources, files, &budget, given);
        let expanded = world.expand();
        problems.extend(world.into_problems());
        models.push(lower::lower(root, expanded, settings));
    }
    problems.extend(budget.exceeded().into_iter().filter_map(|exceeded| {
        Some(Problem {
            kind: ProblemKind::Budget,
            at: exceeded.at?,
            message: exceeded.reason.to_owned(),
            help: Some("what depends on it counts as unknown".to_owned()),
        })
    }));
    problems.append(&mut loaded.problems);
    problems.sort_by_key(|problem| (problem.at, problem.kind));
    problems.dedup();
    loaded.models = models;
    loaded.problems = problems;
    loaded
}

/// A file name's part in its module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Base(Format),
    Override(Format),
    Values(Format),
}

/// What a file of that name is to its module, if anything.
fn part_of(name: &str) -> Option<Part> {
    if name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
    {
        return None;
    }
    let configuration = [".tf.json", ".tofu.json", ".tf", ".tofu"];
    if let Some(ending) = configuration
        .into_iter()
        .find(|ending| name.ends_with(ending))
    {
        let stem = name.strip_suffix(ending).unwrap_or(name);
        let format = if ending.ends_with(".json") {
            Format::Json
        } else {
            Format::Hcl
        };
        let overrides = stem == "override" || stem.ends_with("_override");
        return Some(if overrides {
            Part::Override(format)
        } else {
            Part::Base(format)
        });
    }
    let automatic = |ending: &str| name.ends_with(&format!(".auto{ending}"));
    match name {
        "terraform.tfvars" => Some(Part::Values(Format::Hcl)),
        "terraform.tfvars.json" => Some(Part::Values(Format::Json)),
        _ if automatic(".tfvars") => Some(Part::Values(Format::Hcl)),
        _ if automatic(".tfvars.json") => Some(Part::Values(Format::Json)),
        _ => None,
    }
}

/// Whether a file of that name is read as part of a module: configuration, or
/// values that Terraform loads by itself.
pub fn is_module_file(name: &str) -> bool {
    part_of(name).is_some()
}

/// Whether a file of that name makes its folder a module.
pub fn is_configuration(name: &str) -> bool {
    matches!(part_of(name), Some(Part::Base(_) | Part::Override(_)))
}

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
    local.map(SmolStr::to_string).collect()
}

/// The `source` of each module call in a file, where it is plain text.
fn sources(file: &File) -> impl Iterator<Item = &SmolStr> {
    let calls = file.body.blocks();
    let calls = calls.filter(|block| block.kind.text == "module");
    calls.filter_map(|call| match &call.body.attribute("source")?.value.kind {
        ExprKind::String(source) => Some(source),
        _ => None,
    })
}

/// The files of one folder, by their places in [`Loaded::files`].
#[derive(Debug, Default)]
pub(crate) struct Folder {
    base: Vec<usize>,
    overrides: Vec<usize>,
    /// Value files in the order in which Terraform loads them.
    values: Vec<usize>,
}

struct Reader<'f> {
    files: &'f dyn Files,
    loaded: Loaded,
    folders: BTreeMap<String, Folder>,
}

impl<'f> Reader<'f> {
    fn new(sources: Sources, files: &'f dyn Files) -> Self {
        Reader {
            files,
            loaded: Loaded {
                sources,
                ..Loaded::default()
            },
            folders: BTreeMap::new(),
        }
    }

    /// Reads the folders, and then whatever local modules they call.
    fn follow(&mut self, folders: &[String]) {
        let mut queue: Vec<String> = Vec::new();
        for folder in folders.iter().rev() {
            let folder = paths::join("", folder);
            let installed = Installed::read(&folder, self.files);
            queue.extend(installed.folders().map(str::to_owned));
            queue.push(folder);
        }
        while let Some(folder) = queue.pop() {
            if self.folders.contains_key(&folder) {
                continue;
            }
            let read = self.folder(&folder);
            let called = read
                .base
                .iter()
                .chain(&read.overrides)
                .flat_map(|&at| self.called(&folder, at));
            queue.extend(called.collect::<Vec<_>>());
            self.folders.insert(folder, read);
        }
    }

    fn called(&self, folder: &str, file: usize) -> Vec<String> {
        let file = self.loaded.files.get(file).into_iter();
        file.flat_map(sources)
            .filter_map(|source| local_source(folder, source))
            .collect()
    }

    fn folder(&mut self, folder: &str) -> Folder {
        let names = self.files.list(folder);
        let mut read = Folder::default();
        for name in &names {
            let Some(part) = part_of(name) else { continue };
            if shadowed(name, &names) {
                continue;
            }
            let (Part::Base(format) | Part::Override(format) | Part::Values(format)) = part;
            let values = matches!(part, Part::Values(_));
            let Some(at) = self.file(&paths::join(folder, name), format, values) else {
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
        let sources = &self.loaded.sources;
        let files = &self.loaded.files;
        read.values.sort_by_key(|&at| {
            let path = files.get(at).map_or("", |file| sources.path(file.id));
            let name = paths::split(path).1;
            (!name.starts_with("terraform.tfvars"), name.to_owned())
        });
        read
    }

    /// Reads and parses one file; its place in [`Loaded::files`]. A file that
    /// cannot be read is a problem at its start.
    fn file(&mut self, path: &str, format: Format, values: bool) -> Option<usize> {
        let bytes = match self.files.read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let id = self.loaded.sources.add(path, "");
                let why = match error {
                    ReadError::Missing => "it is not there any more".to_owned(),
                    ReadError::Unreadable(why) => why,
                };
                self.syntax(
                    id,
                    Span::default(),
                    format!("the file cannot be read: {why}"),
                    None,
                );
                return None;
            }
        };
        let (text, broken) = decode(&bytes);
        let id = self.loaded.sources.add(path, text.clone());
        let parsed = match values {
            false => syntax::parse(id, &text, format),
            true => syntax::parse_variables(id, &text, format),
        };
        let in_comment = |span: Span| {
            parsed
                .file
                .comments
                .iter()
                .any(|comment| comment.span.contains(span))
        };
        if let Some(span) = broken.into_iter().find(|span| !in_comment(*span)) {
            let message = "the file is not valid UTF-8".to_owned();
            let help = Some("save it as UTF-8; Terraform reads nothing else".to_owned());
            self.syntax(id, span, message, help);
        }
        for error in parsed.errors {
            self.syntax(id, error.span, error.message, error.help);
        }
        self.loaded.files.push(parsed.file);
        Some(self.loaded.files.len() - 1)
    }

    /// The values of the command line. A `--var-file` that is not there is a
    /// problem of its own.
    fn arguments(&mut self, inputs: &Inputs) -> Vec<Argument> {
        let mut arguments = Vec::new();
        for input in &inputs.given {
            match input {
                Input::File(path) => {
                    let format = if path.ends_with(".json") {
                        Format::Json
                    } else {
                        Format::Hcl
                    };
                    let file = self.file(&paths::join("", path), format, true);
                    arguments.extend(file.map(Argument::File));
                }
                Input::Variable { name, value } => {
                    let file = self
                        .loaded
                        .sources
                        .add(&format!("--var {name}"), value.as_str());
                    let (expr, _) = syntax::parse_expression(value, 0);
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
        self.loaded.problems.push(Problem {
            kind: ProblemKind::Syntax,
            at,
            message,
            help,
        });
    }
}

/// Whether OpenTofu's form of the same file stands in for it: it reads `a.tofu`
/// in place of `a.tf`.
fn shadowed(name: &str, names: &[String]) -> bool {
    let twin = match (name.strip_suffix(".tf"), name.strip_suffix(".tf.json")) {
        (Some(stem), _) => format!("{stem}.tofu"),
        (None, Some(stem)) => format!("{stem}.tofu.json"),
        (None, None) => return false,
    };
    names.contains(&twin)
}

/// The folder that a module's `source` names, if it is a local one.
pub(crate) fn local_source(folder: &str, source: &str) -> Option<String> {
    let local =
        source.starts_with("./") || source.starts_with("../") || source == "." || source == "..";
    local.then(|| paths::join(folder, source))
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

/// The modules by folder, borrowed from the parsed files.
pub(crate) type Modules<'a> = BTreeMap<String, Module<'a>>;

fn gather<'a>(folders: &BTreeMap<String, Folder>, loaded: &'a Loaded) -> Modules<'a> {
    let files = |places: &[usize]| -> Vec<&'a File> {
        places
            .iter()
            .filter_map(|&at| loaded.files.get(at))
            .collect()
    };
    let found = |file: &File| {
        let text = loaded
            .sources
            .get(file.id)
            .map_or("", |source| source.text());
        directives(file, text)
    };
    let modules = folders.iter().map(|(path, folder)| {
        let mut module = Module::gather(
            path,
            &files(&folder.base),
            &files(&folder.overrides),
            &found,
        );
        module.values = files(&folder.values);
        (path.clone(), module)
    });
    modules.collect()
}

/// The folders that no call reaches, and one of each circle of calls that nothing
/// else reaches: the first by name.
fn roots<'m>(folders: &[String], modules: &'m Modules<'_>) -> Vec<&'m str> {
    let called = |folder: &'m str| -> Vec<&'m str> {
        let calls = modules
            .get(folder)
            .into_iter()
            .flat_map(|module| module.calls.values());
        let sources = calls.filter_map(|call| match &call.expression("source")?.1.kind {
            ExprKind::String(source) => local_source(folder, source),
            _ => None,
        });
        sources
            .filter_map(|path| Some(modules.get_key_value(&path)?.0.as_str()))
            .collect()
    };
    let asked: BTreeSet<String> = folders
        .iter()
        .map(|folder| paths::join("", folder))
        .collect();
    let asked = || {
        modules
            .keys()
            .map(String::as_str)
            .filter(|folder| asked.contains(*folder))
    };
    let reached: BTreeSet<&str> = asked()
        .flat_map(|from| called(from).into_iter().filter(move |to| *to != from))
        .collect();
    let mut covered = BTreeSet::new();
    let mut roots = Vec::new();
    let uncalled = asked().filter(|folder| !reached.contains(folder));
    for root in uncalled.chain(asked()) {
        if covered.contains(root) {
            continue;
        }
        roots.push(root);
        let mut queue = vec![root];
        while let Some(folder) = queue.pop() {
            if covered.insert(folder) {
                queue.extend(called(folder));
            }
        }
    }
    roots.sort_unstable();
    roots
}

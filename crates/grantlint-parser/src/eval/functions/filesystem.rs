//! Functions of paths and files. Files are read through the scope, which says
//! what may be read.

use std::collections::BTreeMap;
use std::sync::Arc;

use globset::GlobBuilder;
use smol_str::SmolStr;

use super::super::scope::{Scope, Unreadable};
use super::super::sets;
use super::super::types::Type;
use super::super::value::{Entity, Value};
use super::super::{Context, text};
use super::{Args, Outcome};
use crate::source::Location;

/// How many templates may render each other.
const MAX_TEMPLATES: u32 = 8;

/// The last name of a path, as Go's `filepath.Base`.
pub(super) fn basename(args: &Args<'_, '_>) -> Outcome {
    let path = args.str(0)?;
    let trimmed = path.trim_end_matches('/');
    let name = match (path, trimmed) {
        ("", _) => ".",
        (_, "") => "/",
        (_, trimmed) => trimmed.rsplit('/').next().unwrap_or(trimmed),
    };
    Ok(args.string(name))
}

/// All but the last name of a path, cleaned, as Go's `filepath.Dir`.
pub(super) fn dirname(args: &Args<'_, '_>) -> Outcome {
    let path = args.str(0)?;
    let dir = path.rfind('/').and_then(|at| path.get(..=at)).unwrap_or("");
    Ok(args.string(cleaned(dir)))
}

/// The shortest path that means the same, as Go's `filepath.Clean`.
pub(super) fn cleaned(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut names: Vec<&str> = Vec::new();
    for name in path.split('/') {
        match name {
            "" | "." => {}
            ".." if names.last().is_some_and(|last| *last != "..") => _ = names.pop(),
            ".." if rooted => {}
            other => names.push(other),
        }
    }
    let joined = names.join("/");
    match (rooted, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".to_owned(),
        (false, false) => joined,
    }
}

pub(super) fn machine_path(args: &Args<'_, '_>) -> Outcome {
    let path = args.str(0)?;
    if path.starts_with('/') {
        return Ok(args.string(cleaned(path)));
    }
    Ok(args.impure("`abspath` depends on where Terraform runs", Type::String))
}

pub(super) fn path_expand(args: &Args<'_, '_>) -> Outcome {
    let path = args.str(0)?;
    if !path.starts_with('~') {
        return Ok(args.string(path));
    }
    if path == "~" || path.starts_with("~/") {
        return Ok(args.impure("`~` depends on who runs Terraform", Type::String));
    }
    Err("the home folder of another user can't be expanded".to_owned())
}

/// The bytes of a file, or what the call means without them.
pub(super) fn bytes(args: &Args<'_, '_>, ty: Type) -> Result<Result<Arc<[u8]>, Value>, String> {
    let path = args.str(0)?;
    match args.context.scope.read(path) {
        Ok(bytes) => Ok(Ok(bytes)),
        Err(Unreadable::Missing) => Err(format!("there is no file `{path}`")),
        Err(Unreadable::Unknown(reason)) => Ok(Err(args.impure(reason, ty))),
        Err(Unreadable::TooMuch(reason)) => Ok(Err(args.context.exceeded(reason, args.span))),
    }
}

pub(super) fn file(args: &Args<'_, '_>) -> Outcome {
    match bytes(args, Type::String)? {
        Ok(bytes) => match std::str::from_utf8(&bytes) {
            Ok(text) => Ok(args.string(text)),
            Err(_) => Err("the file is not valid UTF-8".to_owned()),
        },
        Err(open) => Ok(open),
    }
}

pub(super) fn file_exists(args: &Args<'_, '_>) -> Outcome {
    let path = args.str(0)?;
    if cleaned(path) == "." {
        return Err("the path is a folder".to_owned());
    }
    Ok(match args.context.scope.read(path) {
        Ok(_) => args.boolean(true),
        Err(Unreadable::Missing) => args.boolean(false),
        // A file that is too large is there all the same.
        Err(Unreadable::TooMuch(_)) => args.boolean(true),
        Err(Unreadable::Unknown(reason)) => args.impure(reason, Type::Bool),
    })
}

/// The files below a folder that match a pattern, with their way from there.
pub(super) fn fileset(args: &Args<'_, '_>) -> Outcome {
    let folder = cleaned(args.str(0)?);
    let pattern = cleaned(args.str(1)?);
    let ty = Type::set(Type::String);
    let wrong = || "the pattern is wrong".to_owned();
    // Terraform takes a pattern apart at its slashes first.
    let is_whole = |part: &str| part.matches('{').count() == part.matches('}').count();
    if !pattern.split('/').all(is_whole) {
        return Err(wrong());
    }
    let glob = GlobBuilder::new(&plain_classes(&pattern))
        .literal_separator(true)
        .backslash_escape(true)
        .build();
    let glob = glob.map_err(|_| wrong())?.compile_matcher();
    if pattern.starts_with("..") || pattern.starts_with('/') {
        return Ok(args.impure("the pattern leads out of its folder", ty));
    }
    let levels = match pattern.contains("**") {
        true => usize::MAX,
        false => pattern.matches('/').count() + 1,
    };
    match args.context.scope.files(&folder, levels) {
        Ok(files) => {
            let matching = files.iter().filter(|file| glob.is_match(file));
            let items = matching.map(|file| args.string(file.clone())).collect();
            Ok(sets::set(Type::String, items))
        }
        Err(Unreadable::Missing) => Ok(sets::set(Type::String, Vec::new())),
        Err(Unreadable::Unknown(reason)) => Ok(args.impure(reason, ty)),
        Err(Unreadable::TooMuch(reason)) => Ok(args.context.exceeded(reason, args.span)),
    }
}

/// The pattern with classes that mean here what they mean to Go: a `!` in front
/// is a character like any other.
fn plain_classes(pattern: &str) -> String {
    let mut plain = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, class)) = rest.split_once("[!") {
        plain.push_str(before);
        plain.push('[');
        match class.split_once(']') {
            Some((class, after)) => {
                plain.push_str(class);
                plain.push_str("!]");
                rest = after;
            }
            None => rest = class,
        }
    }
    plain.push_str(rest);
    plain
}

pub(super) fn template_file(args: &Args<'_, '_>) -> Outcome {
    if args.get(0).as_str().is_none() {
        return Ok(args.open(args.get(0), Type::Dynamic));
    }
    match bytes(args, Type::Dynamic)? {
        Ok(bytes) => match std::str::from_utf8(&bytes) {
            Ok(text) => match render(args, text)? {
                rendered if rendered.is_null() => Err("the template gives null".to_owned()),
                rendered => Ok(rendered),
            },
            Err(_) => Err("the file is not valid UTF-8".to_owned()),
        },
        Err(open) => Ok(open),
    }
}

pub(super) fn template_string(args: &Args<'_, '_>) -> Outcome {
    let Some(text) = args.get(0).as_str() else {
        return match args.get(0).as_unknown() {
            Some(_) => Ok(args.open(args.get(0), Type::String)),
            None => Err("the template must be a string".to_owned()),
        };
    };
    super::super::convert::convert(render(args, text)?, &Type::String)
}

fn is_identifier(name: &str) -> bool {
    let starts = |c: char| c == '_' || unicode_ident::is_xid_start(c);
    let goes_on = |c: char| c == '-' || unicode_ident::is_xid_continue(c);
    name.starts_with(starts) && name.chars().all(goes_on)
}

fn render(args: &Args<'_, '_>, template: &str) -> Outcome {
    let variables = args.get(1);
    let Some(variables) = variables.entries() else {
        return match variables.as_unknown() {
            Some(_) => Ok(args.open(variables, Type::Dynamic)),
            None => Err("the variables must be a map or object".to_owned()),
        };
    };
    if let Some(name) = variables.keys().find(|name| !is_identifier(name)) {
        return Err(format!("`{name}` can't be the name of a variable"));
    }
    if args.context.templates >= MAX_TEMPLATES {
        return Ok(args.impure("templates render each other too deeply", Type::Dynamic));
    }
    let normalized = text::normalized(template.into());
    let (expr, errors) = crate::syntax::parse_template(normalized.as_str(), 0);
    if let Some(error) = errors.first() {
        return Err(format!("the template is wrong: {}", error.message));
    }
    let scope = TemplateScope {
        variables,
        outer: args.context.scope,
    };
    let context = Context {
        scope: &scope,
        names: None,
        inside: Some(args.at),
        templates: args.context.templates + 1,
        ..*args.context
    };
    context.eval(expr.expr()).map_err(|error| error.message)
}

/// A template sees its own variables and nothing else.
struct TemplateScope<'a> {
    variables: BTreeMap<SmolStr, Value>,
    outer: &'a dyn Scope,
}

impl Scope for TemplateScope<'_> {
    fn resolve(&self, root: &str, _rest: &[&str], _at: Location) -> Result<(Value, usize), String> {
        match self.variables.get(root) {
            Some(value) => Ok((value.clone(), 0)),
            None => Err(format!("the template has no variable `{root}`")),
        }
    }

    fn attribute(&self, entity: &Entity, name: &str, at: Location) -> Result<Value, String> {
        self.outer.attribute(entity, name, at)
    }

    fn read(&self, path: &str) -> Result<Arc<[u8]>, Unreadable> {
        self.outer.read(path)
    }

    fn files(&self, folder: &str, levels: usize) -> Result<Vec<SmolStr>, Unreadable> {
        self.outer.files(folder, levels)
    }
}

//! The answer of `can`, as a list for a person and as JSON, version 1.

use std::io::{self, Write};

use grantlint_parser::source::Sources;
use grantlint_rules::finding::Severity;
use grantlint_rules::reachable::{Allowed, Reachable, Undecided};
use owo_colors::OwoColorize;
use serde::Serialize;

use super::json::{Head, Place};
use super::paint::Paint;
use super::{Style, counted, escaped, tree, write_json};

/// Writes the list.
///
/// # Errors
/// What the writer answers.
pub fn human(
    reachable: &Reachable,
    sources: &Sources,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let paint = Paint::new(style);
    let (opened, free): (Vec<&Allowed>, Vec<&Allowed>) = reachable
        .operations
        .iter()
        .partition(|it| !it.permissions.is_empty());
    let (within, beyond): (Vec<&Allowed>, Vec<&Allowed>) = opened
        .into_iter()
        .partition(|it| it.lacking_scopes.is_empty());

    let many = counted(within.len(), "operation");
    let title = format!("`{}` may call {many} by its permissions", reachable.subject);
    for line in paint.wrapped(&escaped(&title), 0, 2) {
        writeln!(out, "{}", line.style(paint.strong()))?;
    }
    if let Some(at) = reachable.at {
        writeln!(out, "{}", tree::place(sources, at).style(paint.faint()))?;
    }
    let common = common(&within);
    for limit in &common {
        let text = format!("all of them {limit}");
        told(paint, &text, out)?;
    }
    if reachable.acts_for_users {
        let text = match reachable.users.as_slice() {
            [] => "it acts for users, and no `acts-as` in grantlint.toml says for whom".to_owned(),
            users => {
                let users: Vec<String> = users.iter().map(|user| format!("`{user}`")).collect();
                format!("it acts for {}", users.join(", "))
            }
        };
        told(paint, &text, out)?;
    }
    list(&within, &common, paint, out)?;
    if !beyond.is_empty() {
        let text = format!(
            "{} besides, refused where the organisation enforces scopes:",
            counted(beyond.len(), "operation")
        );
        writeln!(out)?;
        told(paint, &text, out)?;
        list(&beyond, &common, paint, out)?;
    }
    writeln!(out)?;
    let text = format!(
        "{} without any permission",
        counted(free.len(), "operation")
    );
    told(paint, &text, out)?;
    if !reachable.needs_user.is_empty() {
        let calls = reachable.needs_user.iter();
        let calls: Vec<String> = calls.map(|call| format!("`{call}`")).collect();
        let text = format!(
            "{} only with a user behind the token: {}",
            counted(calls.len(), "operation"),
            calls.join(", ")
        );
        told(paint, &text, out)?;
    }
    for open in &reachable.undecided {
        let mut text = match open.endpoints.len() {
            0 => format!("perhaps more, because {}", open.because),
            many => format!(
                "{} undecided because {}",
                counted(many, "operation"),
                open.because
            ),
        };
        if open.beyond_scopes > 0 {
            text.push_str(&format!(
                " ({} of them beyond its scopes)",
                open.beyond_scopes
            ));
        }
        let place = open.at.map(|at| tree::place(sources, at));
        let text = match place {
            Some(place) => format!("{text}  {place}"),
            None => text,
        };
        for (at, line) in paint.wrapped(&escaped(&text), 0, 2).iter().enumerate() {
            let indent = if at == 0 { "" } else { "  " };
            let line = line.style(paint.severity(Severity::Warning)).to_string();
            writeln!(out, "{indent}{line}")?;
        }
    }
    Ok(())
}

fn told(paint: Paint, text: &str, out: &mut dyn Write) -> io::Result<()> {
    for (at, line) in paint.wrapped(&escaped(text), 0, 2).iter().enumerate() {
        let indent = if at == 0 { "" } else { "  " };
        writeln!(out, "{indent}{line}")?;
    }
    Ok(())
}

/// The limits that all of these have.
fn common(operations: &[&Allowed]) -> Vec<String> {
    let Some(first) = operations.first() else {
        return Vec::new();
    };
    let everywhere = |limit: &&String| operations.iter().all(|it| it.limits.contains(limit));
    first.limits.iter().filter(everywhere).cloned().collect()
}

fn list(
    operations: &[&Allowed],
    common: &[String],
    paint: Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    for group in operations.chunk_by(|one, other| one.group == other.group) {
        let name = group.first().map_or("", |it| it.group.as_str());
        let title = format!("{} ({})", escaped(name), group.len());
        writeln!(out, "\n{}", title.style(paint.strong()))?;
        for operation in group {
            let (method, path) = operation.endpoint.split_once(' ').unwrap_or_default();
            let limits = operation.limits.iter().filter(|it| !common.contains(it));
            let limits: Vec<&str> = limits.map(String::as_str).collect();
            let line = format!("  {method:6} {path}");
            let limits = match limits.as_slice() {
                [] => String::new(),
                limits => format!("  {}", limits.join("; ")),
            };
            let limits = escaped(&limits);
            writeln!(out, "{}{}", escaped(&line), limits.style(paint.faint()))?;
        }
    }
    Ok(())
}

/// Writes one JSON object.
///
/// # Errors
/// What the writer answers.
pub fn json(reachable: &Reachable, sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    let operations = reachable.operations.iter().map(|it| Reached {
        group: &it.group,
        endpoint: &it.endpoint,
        permissions: &it.permissions,
        lacking_scopes: &it.lacking_scopes,
        limits: &it.limits,
    });
    let undecided = reachable.undecided.iter();
    let document = Document {
        head: Head::this(),
        client: &reachable.subject,
        acts_for_users: reachable.acts_for_users,
        users: &reachable.users,
        operations: operations.collect(),
        needs_user: &reachable.needs_user,
        undecided: undecided.map(|it| Open::of(it, sources)).collect(),
    };
    write_json(&document, out)
}

/// The schema of the whole document.
#[cfg(feature = "schema")]
pub fn schema(generator: schemars::SchemaGenerator) -> schemars::Schema {
    generator.into_root_schema_for::<Document<'_>>()
}

/// What `grantlint can --format json` writes.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Document<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    /// The address of the client, permission set or user.
    client: &'a str,
    /// Whether it acts for users, so that their roles count and its scopes limit them.
    acts_for_users: bool,
    /// The addresses of the users that it acts for, as far as the configuration says.
    users: &'a [String],
    /// The operations that it may call, by API group, also those that need no permission.
    operations: Vec<Reached<'a>>,
    /// The operations that only a user may call, and it is none.
    needs_user: &'a [String],
    /// What may be more.
    undecided: Vec<Open<'a>>,
}

/// An operation that may be called.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Reached<'a> {
    /// Its API group.
    group: &'a str,
    /// The operation: `METHOD /path`.
    endpoint: &'a str,
    /// The permissions that open it; none where it needs none.
    permissions: &'a [String],
    /// The scopes that it lacks, where the organisation enforces scopes.
    lacking_scopes: &'a [String],
    /// Under which limits it is granted: a condition, a division.
    limits: &'a [String],
}

/// Operations that are undecided for one reason. It has a place where a file says it.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Open<'a> {
    /// Why; finishes "because".
    because: &'a str,
    #[serde(flatten)]
    place: Option<Place<'a>>,
    /// How many of the operations its scopes do not cover.
    beyond_scopes: usize,
    /// The operations: `METHOD /path`; none where it may be any.
    endpoints: &'a [String],
}

impl<'a> Open<'a> {
    fn of(undecided: &'a Undecided, sources: &'a Sources) -> Self {
        Open {
            because: &undecided.because,
            place: undecided.at.map(|at| Place::of(sources, at)),
            beyond_scopes: undecided.beyond_scopes,
            endpoints: &undecided.endpoints,
        }
    }
}

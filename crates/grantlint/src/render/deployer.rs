//! The answer of `deployer`: a list for a person, and JSON, version 1. The role in HCL
//! is beside this.

mod role;

use std::collections::BTreeSet;
use std::io::{self, Write};

use grantlint_parser::source::{Location, Sources};
use grantlint_rules::finding::Severity;
use grantlint_rules::provision::{Chosen, Demand, Phase, Provision, TypeName};
use owo_colors::OwoColorize;
use serde::Serialize;

use super::json::{Head, Place};
use super::paint::Paint;
use super::{Style, counted, escaped, tree, write_json};

pub use role::hcl;

/// What is to be told.
pub struct Answer<'a> {
    /// What is needed.
    pub provision: &'a Provision<'a>,
    /// The fewest permissions that meet it.
    pub chosen: &'a [Chosen<'a>],
    /// Whether they are surely the fewest.
    pub exact: bool,
    /// What declared deployers lack.
    pub lacking: Vec<Lacking>,
}

/// What a declared deployer lacks.
pub struct Lacking {
    /// Its address.
    pub address: String,
    /// Its header.
    pub at: Location,
    /// What is missing; of each list one suffices.
    pub missing: Vec<Vec<String>>,
    /// What may be missing, and why that is not known.
    pub undecided: Vec<(Vec<String>, String)>,
}

/// Writes the list.
///
/// # Errors
/// What the writer answers.
pub fn list(
    answer: &Answer<'_>,
    sources: &Sources,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let paint = Paint::new(style);
    let provision = answer.provision;
    let of = |phase| {
        let demands = provision.demands.iter();
        demands.filter(move |it: &&Demand<'_>| it.phase == phase)
    };
    let title = format!(
        "{} for {}",
        counted(answer.chosen.len(), "permission"),
        counted(provision.types.len(), "type")
    );
    writeln!(out, "{}", title.style(paint.strong()))?;
    for (phase, title) in [
        (Phase::Plan, "terraform plan reads, and needs"),
        (Phase::Apply, "terraform apply needs besides"),
    ] {
        if of(phase).next().is_none() {
            continue;
        }
        writeln!(out, "\n{}", format!("{title}:").style(paint.strong()))?;
        for demand in of(phase) {
            let types = names(&demand.types);
            let permissions = alternatives(&demand.permissions, " or ");
            let line = format!("{permissions}  {}", types.join(", "));
            told(paint, &line, out)?;
        }
    }
    if !provision.untold.is_empty() {
        let title = "what these operations of the provider require is not published:";
        writeln!(out, "\n{}", title.style(paint.strong()))?;
        for (operation, types) in &provision.untold {
            told(
                paint,
                &format!("{operation}  {}", names(types).join(", ")),
                out,
            )?;
        }
    }
    if !provision.unknown.is_empty() {
        let title = "what these types need is not known:";
        writeln!(out, "\n{}", title.style(paint.strong()))?;
        for (name, reason) in &provision.unknown {
            told(paint, &format!("{name}  {reason}"), out)?;
        }
    }
    for lacking in &answer.lacking {
        lacks(lacking, sources, paint, out)?;
    }
    Ok(())
}

fn lacks(
    lacking: &Lacking,
    sources: &Sources,
    paint: Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    let place = tree::place(sources, lacking.at);
    let (ink, what) = match (lacking.missing.is_empty(), lacking.undecided.is_empty()) {
        (false, _) => (paint.severity(Severity::Error), "lacks:"),
        (true, false) => (paint.severity(Severity::Warning), "may lack:"),
        (true, true) => (paint.severity(Severity::Note), "has all of it"),
    };
    let title = format!("the declared deployer `{}` {what}", lacking.address);
    let title = escaped(&title).style(ink).to_string();
    writeln!(out, "\n{title}  {}", place.style(paint.faint()))?;
    for missing in &lacking.missing {
        told(paint, &alternatives(missing, " or "), out)?;
    }
    for (names, because) in &lacking.undecided {
        let names = alternatives(names, " or ");
        let line = format!("{names}  undecided because {because}");
        told(paint, &line, out)?;
    }
    Ok(())
}

/// How many of the permissions of which one suffices are named.
const NAMED: usize = 6;

/// Permissions of which one suffices, not too many of them.
fn alternatives(permissions: &[impl AsRef<str>], between: &str) -> String {
    let names = permissions.iter().map(AsRef::as_ref);
    let mut names: Vec<&str> = names.collect();
    let more = names.len().saturating_sub(NAMED);
    let more = format!("{more} more");
    if names.len() > NAMED {
        names.truncate(NAMED);
        names.push(&more);
    }
    names.join(between)
}

fn told(paint: Paint, text: &str, out: &mut dyn Write) -> io::Result<()> {
    for (at, line) in paint.wrapped(&escaped(text), 2, 6).iter().enumerate() {
        let indent = if at == 0 { "  " } else { "      " };
        writeln!(out, "{indent}{line}")?;
    }
    Ok(())
}

fn names(types: &BTreeSet<TypeName>) -> Vec<String> {
    types.iter().map(ToString::to_string).collect()
}

/// Writes one JSON object.
///
/// # Errors
/// What the writer answers.
pub fn json(answer: &Answer<'_>, sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    let provision = answer.provision;
    let needs = provision.demands.iter().map(|demand| Need {
        permissions: &demand.permissions,
        phase: phase(demand.phase),
        types: names(&demand.types),
        operations: demand.operations.iter().copied().collect(),
    });
    let chosen = answer.chosen.iter().map(|chosen| Choice {
        permission: chosen.permission,
        phase: phase(answer.phase(chosen.permission)),
        only_choice: chosen.needed,
    });
    let untold = provision.untold.iter().map(|(operation, types)| Untold {
        operation,
        types: names(types),
    });
    let unknown = provision.unknown.iter().map(|(name, reason)| Unknown {
        name: name.to_string(),
        reason,
    });
    let lacking = answer.lacking.iter().map(|one| Shortfall {
        deployer: &one.address,
        place: Place::of(sources, one.at),
        missing: &one.missing,
        undecided: one
            .undecided
            .iter()
            .map(|(permissions, because)| Perhaps {
                permissions,
                because,
            })
            .collect(),
    });
    let document = Document {
        head: Head::this(),
        types: names(&provision.types),
        needs: needs.collect(),
        chosen: chosen.collect(),
        unknown_types: unknown.collect(),
        unpublished: untold.collect(),
        lacking: lacking.collect(),
    };
    write_json(&document, out)
}

impl Answer<'_> {
    /// When a permission that was chosen is needed first.
    fn phase(&self, permission: &str) -> Phase {
        let demands = self.provision.demands.iter();
        let mut phases: Vec<Phase> = demands
            .filter(|demand| demand.permissions.contains(&permission))
            .map(|demand| demand.phase)
            .collect();
        phases.sort();
        phases.first().copied().unwrap_or(Phase::Apply)
    }
}

fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Plan => "plan",
        Phase::Apply => "apply",
    }
}

/// The schema of the whole document.
#[cfg(feature = "schema")]
pub fn schema(generator: schemars::SchemaGenerator) -> schemars::Schema {
    generator.into_root_schema_for::<Document<'_>>()
}

/// What `grantlint deployer --format json` writes.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Document<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    /// The types of resources and data sources in the tree.
    types: Vec<String>,
    /// What the provider needs for them.
    needs: Vec<Need<'a>>,
    /// What `--format hcl` takes: permissions that meet all needs.
    chosen: Vec<Choice<'a>>,
    /// The types of which it is not known what they need.
    unknown_types: Vec<Unknown<'a>>,
    /// The operations of which it is not published what they require.
    unpublished: Vec<Untold<'a>>,
    /// What declared deployers lack.
    lacking: Vec<Shortfall<'a>>,
}

/// Something that the provider needs.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Need<'a> {
    /// The permissions of which one suffices.
    permissions: &'a [&'a str],
    /// When it is needed first.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["plan", "apply"])))]
    phase: &'a str,
    /// The types that need it.
    types: Vec<String>,
    /// The operations that require it: `METHOD /path`.
    operations: Vec<&'a str>,
}

/// A permission that is taken.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Choice<'a> {
    /// The permission.
    permission: &'a str,
    /// When it is needed first.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["plan", "apply"])))]
    phase: &'a str,
    /// Whether a need can be met by nothing else.
    only_choice: bool,
}

/// A type of which it is not known what it needs.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Unknown<'a> {
    /// The type.
    #[serde(rename = "type")]
    name: String,
    /// Why not.
    reason: &'a str,
}

/// An operation of which it is not published what it requires.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Untold<'a> {
    /// The operation: `METHOD /path`.
    operation: &'a str,
    /// The types that call it.
    types: Vec<String>,
}

/// What a declared deployer lacks, with the place of its header.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Shortfall<'a> {
    /// Its address.
    deployer: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
    /// What is missing; of each list one permission suffices.
    missing: &'a [Vec<String>],
    /// What may be missing.
    undecided: Vec<Perhaps<'a>>,
}

/// What may be missing.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Perhaps<'a> {
    /// The permissions of which one suffices.
    permissions: &'a [String],
    /// Why that is not known; finishes "because".
    because: &'a str,
}

//! How much of what modules say is known: of the arguments that verdicts stand
//! on, and of all arguments of all resources; and why the rest is not known.
//! Values are counted and never shown.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use grantlint::discover::discover;
use grantlint::files::Disk;
use grantlint::paths::Here;
use grantlint_parser::address::Mode;
use grantlint_parser::eval::value::{Data, Piece, Shape, Unknown, Value};
use grantlint_parser::load::{self, Inputs};
use grantlint_parser::resource::Body;
use grantlint_parser::source::{Location, Sources};

/// What verdicts stand on: types, and the ways to their arguments.
const READ: [(&[&str], &[&str]); 6] = [
    (
        &["genesyscloud_oauth_client"],
        &[
            "authorized_grant_type",
            "scopes",
            "state",
            "roles.role_id",
            "roles.division_id",
        ],
    ),
    (
        &["genesyscloud_auth_role"],
        &[
            "permission_policies.domain",
            "permission_policies.entity_name",
            "permission_policies.action_set",
            "permissions",
        ],
    ),
    (
        &["genesyscloud_user_roles", "genesyscloud_group_roles"],
        &["user_id", "group_id", "roles.role_id", "roles.division_ids"],
    ),
    (
        &["genesyscloud_integration"],
        &["integration_type", "intended_state", "config.credentials"],
    ),
    (
        &["genesyscloud_integration_credential"],
        &["credential_type_name", "fields"],
    ),
    (
        &[
            "genesyscloud_integration_action",
            "genesyscloud_integration_action_draft",
            "genesyscloud_integration_custom_auth_action",
        ],
        &[
            "integration_id",
            "config_request.request_type",
            "config_request.request_url_template",
        ],
    ),
];

/// Reasons by what they say, and the class that they count for.
const CLASSES: [(&str, &str); 12] = [
    ("has no value here", "a variable has no value here"),
    ("`data.", "an attribute of a data source"),
    (".data.", "an attribute of a data source"),
    ("is known only after apply", "a computed attribute"),
    ("is not known as a whole", "a resource as a whole"),
    ("which is not here", "a remote module"),
    ("is not at `", "a local module that is not there"),
    (
        "known only when Terraform runs",
        "known when Terraform runs",
    ),
    ("is not declared", "a name that is not declared"),
    (
        "is not called in this module",
        "a name that is not declared",
    ),
    ("lies outside", "a file outside of what may be read"),
    (
        "does not take its value",
        "a variable does not take its value",
    ),
];

/// How many values there are of each kind.
#[derive(Default)]
struct Count {
    known: usize,
    /// References to a resource and to a data source.
    symbolic: [usize; 2],
    /// Known in part: texts with holes, candidates, lists with more elements.
    partial: usize,
    unknown: usize,
    /// How many are not known, or not wholly, and where one is, by class.
    reasons: BTreeMap<String, (usize, String)>,
}

/// Reads the modules and prints the tables.
///
/// # Errors
/// A path that cannot be read.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    if arguments.is_empty() {
        return Err("which folders? `cargo xtask undecided PATH...`".to_owned());
    }
    let here = Here::new().map_err(|error| error.to_string())?;
    let mut rows: BTreeMap<String, Count> = BTreeMap::new();
    let mut read = Count::default();
    let mut all = Count::default();
    let (mut files, mut roots, mut resources) = (0, 0, 0);
    for path in arguments {
        let mut disk = Disk::default();
        let found = discover(&here, &mut disk, &[PathBuf::from(path)], None);
        for folders in found.folders.values() {
            let folders: Vec<String> = folders.iter().cloned().collect();
            let loaded = load::load_all(&folders, &disk, &Inputs::default());
            files += loaded.files.len();
            roots += loaded.models.len();
            let sources = &loaded.sources;
            for resource in loaded.models.iter().flat_map(|model| &model.resources) {
                if resource.address.mode != Mode::Managed {
                    continue;
                }
                resources += 1;
                all.body(&resource.body, sources);
                let kind = resource.address.kind.as_str();
                let ways = READ.iter().filter(|(kinds, _)| kinds.contains(&kind));
                for way in ways.flat_map(|(_, ways)| ways.iter()) {
                    let mut count = Count::default();
                    count.way(&resource.body, way, sources);
                    let kind = kind.trim_start_matches("genesyscloud_");
                    let row = rows.entry(format!("{kind}.{way}")).or_default();
                    read.add(&count);
                    row.add(&count);
                }
            }
        }
    }
    let mut text =
        format!("{files} files, {roots} root modules, {resources} resource instances\n\n");
    let head = [
        "", "values", "known", "resource", "data", "in part", "unknown",
    ];
    line(&mut text, head.map(str::to_owned));
    for (name, count) in &rows {
        line(&mut text, count.cells(name));
    }
    line(&mut text, read.cells("all that verdicts stand on"));
    line(&mut text, all.cells("all arguments of all resources"));
    for (title, count) in [
        ("why what verdicts stand on is not known", &read),
        ("why arguments of all resources are not known", &all),
    ] {
        _ = writeln!(text, "\n{title}");
        let mut reasons: Vec<_> = count.reasons.iter().collect();
        reasons.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
        for (class, (count, example)) in reasons {
            _ = writeln!(text, "{count:>8}  {class} ({example})");
        }
    }
    #[expect(clippy::print_stdout, reason = "a chore talks to a person")]
    {
        print!("{text}");
    }
    Ok(())
}

fn line(text: &mut String, [name, cells @ ..]: [String; 7]) {
    _ = write!(text, "{name:<62}");
    for cell in cells {
        _ = write!(text, "{cell:>9}");
    }
    text.push('\n');
}

impl Count {
    fn cells(&self, name: &str) -> [String; 7] {
        let [resource, data] = self.symbolic;
        let numbers = [self.known, resource, data, self.partial, self.unknown];
        let [known, resource, data, partial, unknown] = numbers.map(|number| number.to_string());
        let values = numbers.iter().sum::<usize>().to_string();
        [
            name.to_owned(),
            values,
            known,
            resource,
            data,
            partial,
            unknown,
        ]
    }

    fn add(&mut self, other: &Count) {
        self.known += other.known;
        for (own, more) in self.symbolic.iter_mut().zip(other.symbolic) {
            *own += more;
        }
        self.partial += other.partial;
        self.unknown += other.unknown;
        for (class, (count, example)) in &other.reasons {
            let reason = self.reasons.entry(class.clone());
            reason.or_insert_with(|| (0, example.clone())).0 += count;
        }
    }

    /// All arguments of a body and of the blocks in it.
    fn body(&mut self, body: &Body, sources: &Sources) {
        for argument in &body.arguments {
            self.value(&argument.value, argument.value_at, sources);
        }
        // In JSON what is in blocks stands in arguments too.
        for block in body.blocks.iter().filter(|_| !body.json) {
            self.body(&block.body, sources);
        }
        for open in &body.open {
            self.unknown += 1;
            self.reason(&open.why, open.at, sources);
        }
    }

    /// The argument at the end of a way through blocks.
    fn way(&mut self, body: &Body, way: &str, sources: &Sources) {
        let Some((kind, rest)) = way.split_once('.') else {
            if let Some(argument) = body.argument(way) {
                self.value(&argument.value, argument.value_at, sources);
            }
            return;
        };
        for block in body.blocks(kind) {
            self.way(&block.body, rest, sources);
        }
        if let Some(open) = body.open_blocks(kind) {
            self.unknown += 1;
            self.reason(&open.why, open.at, sources);
        }
    }

    /// A value, of a collection each element.
    fn value(&mut self, value: &Value, at: Location, sources: &Sources) {
        if let Some(items) = value.as_sequence() {
            items.iter().for_each(|item| self.value(item, at, sources));
            return;
        }
        if let Some(entries) = value.as_mapping() {
            let parts = entries.values();
            parts.for_each(|part| self.value(part, at, sources));
            return;
        }
        let mode = match &value.data {
            Data::Attribute(of) => Some(of.resource.mode),
            _ => None,
        };
        match (mode, &value.data) {
            (Some(mode), _) => {
                if let Some(count) = self.symbolic.get_mut(usize::from(mode == Mode::Data)) {
                    *count += 1;
                }
            }
            (None, Data::Unknown(unknown)) => {
                match unknown.shape {
                    Shape::Opaque => self.unknown += 1,
                    Shape::OneOf(_) | Shape::Text(_) | Shape::AtLeast(_) => self.partial += 1,
                }
                self.reason(unknown, at, sources);
            }
            (None, Data::Entity(_)) => {
                self.unknown += 1;
                if let Some(unknown) = value.as_unknown() {
                    self.reason(&unknown, at, sources);
                }
            }
            (None, _) => self.known += 1,
        }
    }

    fn reason(&mut self, unknown: &Unknown, at: Location, sources: &Sources) {
        let hole = match &unknown.shape {
            Shape::Text(pieces) => pieces.iter().find_map(|piece| match piece {
                Piece::Hole(value) => value.find_unknown(),
                Piece::Text(_) => None,
            }),
            Shape::Opaque | Shape::OneOf(_) | Shape::AtLeast(_) => None,
        };
        let reason = hole.as_ref().map_or(&unknown.reason, |hole| &hole.reason);
        let reason = self.reasons.entry(class(reason)).or_insert_with(|| {
            let line = sources
                .get(at.file)
                .map_or(0, |file| file.line_of(at.span.start));
            (0, format!("{}:{line}", sources.path(at.file)))
        });
        reason.0 += 1;
    }
}

/// The class of a reason; one that is not in the table stands for itself, without
/// the names in it.
fn class(reason: &str) -> String {
    if let Some((_, class)) = CLASSES.iter().find(|(part, _)| reason.contains(part)) {
        return (*class).to_owned();
    }
    let parts = reason.split('`').enumerate();
    let parts = parts.map(|(number, part)| if number % 2 == 0 { part } else { "`…`" });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_fall_into_classes() {
        for (reason, expected) in [
            ("`var.a` has no value here", "a variable has no value here"),
            (
                "`module.m.data.a.b.id` is known only after apply",
                "an attribute of a data source",
            ),
            ("`a.b.id` is known only after apply", "a computed attribute"),
            ("`file`: there is no file `x`", "`…`: there is no file `…`"),
        ] {
            assert_eq!(class(reason), expected);
        }
    }
}

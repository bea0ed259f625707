//! The tables that the matrix is written from: tab separated, with a header row.

use super::write::Writer;

/// One row of `endpoints.tsv`.
pub(super) struct Operation {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) group: String,
    mode: Mode,
    permissions: Vec<String>,
    scopes: Option<Vec<String>>,
    auth: String,
    optional: Vec<String>,
    seen: String,
}

enum Mode {
    Any,
    All,
    None,
    Undocumented,
}

/// One row of `provider-types.tsv`.
pub(super) struct ProviderType {
    pub(super) kind: String,
    pub(super) name: String,
    permissions: Vec<String>,
    scopes: Vec<String>,
    operations: Vec<String>,
}

/// The rows of a table with `N` columns, without the header.
pub(super) fn rows<const N: usize>(table: &str) -> Result<Vec<[&str; N]>, String> {
    let rows = table.lines().enumerate().skip(1);
    rows.map(|(number, line)| {
        let cells: Vec<&str> = line.split('\t').collect();
        let found = cells.len();
        cells
            .try_into()
            .map_err(|_| format!("line {} has {found} columns, not {N}", number + 1))
    })
    .collect()
}

pub(super) fn operations(table: &str) -> Result<Vec<Operation>, String> {
    rows::<9>(table)?.into_iter().map(Operation::new).collect()
}

pub(super) fn provider_types(table: &str) -> Result<Vec<ProviderType>, String> {
    let rows = rows::<5>(table)?.into_iter();
    let types = rows.map(
        |[kind, name, permissions, scopes, operations]| ProviderType {
            kind: kind.to_owned(),
            name: name.to_owned(),
            permissions: names(permissions),
            scopes: names(scopes),
            operations: names(operations),
        },
    );
    Ok(types.collect())
}

/// What two spellings of one group have in common: `Speech & Text Analytics` and
/// `SpeechTextAnalytics` give the same.
pub(super) fn spelling_key(group: &str) -> String {
    let letters = group.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}

/// The file name of a group: its words in lower case, joined by hyphens. The words
/// of a group that is written as one word begin with capitals.
pub(super) fn slug(group: &str) -> String {
    let mut slug = String::new();
    let mut after_lower = false;
    for letter in group.chars() {
        let word_starts = letter.is_ascii_uppercase() && after_lower;
        let gap = !letter.is_ascii_alphanumeric();
        if (word_starts || gap) && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if !gap {
            slug.push(letter.to_ascii_lowercase());
        }
        after_lower = letter.is_ascii_lowercase();
    }
    slug
}

fn names(cell: &str) -> Vec<String> {
    let mut names: Vec<String> = cell
        .split(',')
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

impl Operation {
    fn new(row: [&str; 9]) -> Result<Self, String> {
        let [
            method,
            path,
            mode,
            permissions,
            scopes,
            auth,
            mentioned,
            group,
            seen,
        ] = row;
        let permissions = names(permissions);
        let mut optional = names(mentioned);
        // Prose spells one permission unlike the requirement of the same operation;
        // the platform has no two names that differ in letter case alone.
        optional.retain(|name| {
            !permissions
                .iter()
                .any(|other| name.eq_ignore_ascii_case(other))
        });
        Ok(Self {
            method: method.to_owned(),
            path: path.to_owned(),
            group: group.to_owned(),
            mode: match mode {
                "ANY" => Mode::Any,
                "ALL" => Mode::All,
                "NONE" => Mode::None,
                "UNDOCUMENTED" => Mode::Undocumented,
                _ => return Err(format!("`{method} {path}` has the unknown mode `{mode}`")),
            },
            permissions,
            scopes: (scopes != "?").then(|| names(scopes)),
            auth: auth.to_owned(),
            optional,
            seen: seen.to_owned(),
        })
    }

    pub(super) fn write(&self, file: &mut Writer) {
        file.entry("operation");
        file.text("call", &format!("{} {}", self.method, self.path));
        match self.mode {
            Mode::Any => file.list("any", &self.permissions, false),
            Mode::All => file.list("all", &self.permissions, false),
            Mode::None => file.text("permissions", "none"),
            Mode::Undocumented => file.text("permissions", "undocumented"),
        }
        if !self.optional.is_empty() {
            file.list("optional", &self.optional, false);
        }
        if let Some(scopes) = &self.scopes {
            file.list("scopes", scopes, false);
        }
        if self.auth != "oauth" {
            file.text("auth", &self.auth);
        }
        if self.seen != "both" {
            file.text("seen", &self.seen);
        }
    }
}

impl ProviderType {
    pub(super) fn write(&self, file: &mut Writer) {
        file.entry("provider-type");
        file.text("type", &self.name);
        file.text("kind", &self.kind);
        file.list("permissions", &self.permissions, false);
        file.list("scopes", &self.scopes, false);
        file.list("operations", &self.operations, true);
    }
}

//! `grantlint.toml`: what a team tells grantlint about its configuration.
//!
//! [`Settings::parse`] goes from the text to values that are valid in themselves
//! and collects every problem on the way. Whether an address or a profile matches
//! anything is known only at the check, which reports the rest.

pub mod address;
pub mod call_text;
pub mod permissions_file;
pub mod read;
pub mod roles_file;
pub mod template;

use grantlint_parser::source::{FileId, Location};
use smol_str::SmolStr;
use toml::de::DeTable;

use crate::finding::Severity;
use crate::matrix::{Matrix, Standing};
use crate::nearest::nearest;
use crate::rule::{Level, Rule};
use address::AddressGlob;
use call_text::CallText;
use read::{ConfigError, ConfigProblem, Section, Text, location, quoted};
use roles_file::ForeignRole;

/// A configuration that can be used.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The packs in use, in order.
    pub packs: Vec<Text>,
    /// Globs of the files with own packs, rules and profiles.
    pub rule_files: Vec<Text>,
    /// Globs of the paths that are not looked at.
    pub exclude: Vec<Text>,
    /// The file with the findings that are known, from the folder of this one.
    pub baseline: Option<Text>,
    /// From which severity on the run fails; `None` is never.
    pub fail_on: Option<Severity>,
    /// Whether the organisation enforces scopes.
    pub enforce_scopes: bool,
    /// Whether rules that are off by default speak as notes.
    pub pedantic: bool,
    /// What the configuration makes of single rules, with the rule's name as
    /// written.
    pub severity: Vec<(Text, Level)>,
    /// `[[client]]`
    pub clients: Vec<SubjectSettings>,
    /// `[[permission-set]]`
    pub permission_sets: Vec<SubjectSettings>,
    /// `[[external-role]]`
    pub external_roles: Vec<ExternalRole>,
    /// `[deployer]`
    pub deployer: Option<Deployer>,
    /// The files with values that the repository does not have: secrets may stand
    /// there.
    pub untracked: Vec<String>,
    /// Rules that were read from the team's own files.
    pub rules: Vec<Rule>,
    /// What is wrong in the file, or in other files of the configuration.
    pub problems: Vec<ConfigProblem>,
}

/// What is said of the clients, or permission sets, of an address.
#[derive(Clone, Debug)]
pub struct SubjectSettings {
    /// Which ones.
    pub address: Place<AddressGlob>,
    /// What they are meant to call.
    pub calls: Vec<Place<CallText>>,
    /// The users whose roles count.
    pub acts_as: Vec<Place<AddressGlob>>,
    /// The divisions in which they must work.
    pub divisions: Vec<Place<AddressGlob>>,
    /// What stands for them where the chain from a data action breaks:
    /// `var.client_id`, an address, an id.
    pub credentials: Vec<Text>,
}

/// A value with the place where it is written.
#[derive(Clone, Debug)]
pub struct Place<T> {
    /// The value.
    pub value: T,
    /// Where.
    pub at: Location,
}

/// What a role holds that the configuration does not define.
#[derive(Clone, Debug)]
pub struct ExternalRole {
    /// Its entry.
    pub at: Location,
    /// The role's name; with a file, the role of that name alone.
    pub name: Option<Text>,
    /// The permissions that it holds, as written.
    pub permissions: Vec<Text>,
    /// A file with roles as `GET /api/v2/authorization/roles` answers.
    pub file: Option<Text>,
    /// The roles that were read from that file.
    pub roles: Vec<ForeignRole>,
}

/// Who runs Terraform.
#[derive(Clone, Debug)]
pub enum Deployer {
    /// Whoever holds this role.
    Role(Place<AddressGlob>),
    /// This client.
    Client(Place<AddressGlob>),
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            packs: Vec::new(),
            rule_files: Vec::new(),
            exclude: Vec::new(),
            baseline: None,
            fail_on: Some(Severity::Error),
            enforce_scopes: false,
            pedantic: false,
            severity: Vec::new(),
            clients: Vec::new(),
            permission_sets: Vec::new(),
            external_roles: Vec::new(),
            deployer: None,
            untracked: Vec::new(),
            rules: Vec::new(),
            problems: Vec::new(),
        }
    }
}

impl ExternalRole {
    /// The roles that the entry tells of. Permissions may be written as the admin UI
    /// shows them, which the matrix knows to read.
    pub fn known(&self, matrix: &Matrix) -> Vec<ForeignRole> {
        if self.file.is_some() {
            let wanted = self.name.as_ref().map(|name| name.value.as_str());
            let mine = |role: &&ForeignRole| wanted.is_none_or(|wanted| role.name == wanted);
            return self.roles.iter().filter(mine).cloned().collect();
        }
        let Some(name) = &self.name else {
            return Vec::new();
        };
        let permission = |text: &Text| match matrix.permission(&text.value) {
            Standing::Label(known) => known.name.into(),
            _ => SmolStr::from(text.value.as_str()),
        };
        vec![ForeignRole {
            id: None,
            default_role_id: None,
            name: name.value.as_str().into(),
            permissions: self.permissions.iter().map(permission).collect(),
            policies: Vec::new(),
        }]
    }
}

impl Settings {
    /// Reads the text of a `grantlint.toml`.
    ///
    /// # Errors
    /// Where the text is no TOML, or a value has the wrong type. Everything else
    /// that is wrong stands in [`Settings::problems`], all of it.
    pub fn parse(file: FileId, text: &str) -> Result<Settings, ConfigError> {
        let document = DeTable::parse(text).map_err(|error| ConfigError {
            at: location(file, error.span().unwrap_or(0..0)),
            message: error.message().lines().collect::<Vec<_>>().join(", "),
        })?;
        let mut settings = Settings::default();
        let problems = &mut settings.problems;
        let mut root = Section::new(file, "", document.span(), document.get_ref());

        settings.packs = root.texts("packs")?.unwrap_or_default();
        settings.rule_files = root.texts("rules")?.unwrap_or_default();
        settings.exclude = root.texts("exclude")?.unwrap_or_default();
        settings.baseline = root.text("baseline")?;
        for glob in settings.rule_files.iter().chain(&settings.exclude) {
            check_path_glob(glob, problems);
        }
        if let Some(word) = root.text("fail-on")? {
            match fail_on(&word.value) {
                Some(level) => settings.fail_on = level,
                None => problems.push(unknown_word(
                    &word,
                    "fail-on",
                    &["error", "warning", "note", "never"],
                )),
            }
        }
        settings.enforce_scopes = root.flag("enforce-scopes")?.unwrap_or(false);
        for (rule, word) in root.pairs("severity")? {
            match Level::parse(&word.value) {
                Some(level) => settings.severity.push((rule, level)),
                None => problems.push(unknown_word(
                    &word,
                    "severity",
                    &["off", "note", "warning", "error"],
                )),
            }
        }
        for section in root.tables("client")? {
            let subject = subject(section, SubjectKind::Client, problems)?;
            settings.clients.extend(subject);
        }
        for section in root.tables("permission-set")? {
            let subject = subject(section, SubjectKind::PermissionSet, problems)?;
            settings.permission_sets.extend(subject);
        }
        for section in root.tables("external-role")? {
            let role = external_role(section, problems)?;
            settings.external_roles.extend(role);
        }
        if let Some(section) = root.table("deployer")? {
            settings.deployer = deployer(section, problems)?;
        }
        root.finish(problems);
        Ok(settings)
    }

    /// What the configuration makes of a rule; the last word counts.
    pub fn level(&self, rule: &str) -> Option<Level> {
        self.severity
            .iter()
            .rev()
            .find(|(name, _)| name.value == rule)
            .map(|(_, level)| *level)
    }

    /// The names of the packs in use; the built-in one where none are named.
    pub fn pack_names(&self) -> Vec<SmolStr> {
        if self.packs.is_empty() {
            return vec![DEFAULT_PACK.into()];
        }
        self.packs
            .iter()
            .map(|pack| pack.value.as_str().into())
            .collect()
    }
}

/// The pack that is used where `packs` names none.
pub const DEFAULT_PACK: &str = "genesys-cloud";

enum SubjectKind {
    Client,
    PermissionSet,
}

fn subject(
    mut section: Section<'_, '_>,
    kind: SubjectKind,
    problems: &mut Vec<ConfigProblem>,
) -> Result<Option<SubjectSettings>, ConfigError> {
    let at = section.at();
    let address = section.text("address")?;
    let calls = section.texts("calls")?.unwrap_or_default();
    let mut found = SubjectSettings {
        address: Place {
            value: AddressGlob::anything(),
            at,
        },
        calls: collect(&calls, CallText::parse, problems),
        acts_as: Vec::new(),
        divisions: Vec::new(),
        credentials: Vec::new(),
    };
    if matches!(kind, SubjectKind::Client) {
        let acts_as = section.texts("acts-as")?.unwrap_or_default();
        let divisions = section.texts("divisions")?.unwrap_or_default();
        found.acts_as = collect(&acts_as, AddressGlob::parse, problems);
        found.divisions = collect(&divisions, AddressGlob::parse, problems);
        found.credentials = section.texts("credentials")?.unwrap_or_default();
    }
    section.finish(problems);
    let Some(address) = address else {
        problems.push(ConfigProblem {
            at,
            message: "`address` is missing".to_owned(),
            help: Some("say which resource the entry is about, as Terraform writes it".to_owned()),
        });
        return Ok(None);
    };
    let mut globs = collect(std::slice::from_ref(&address), AddressGlob::parse, problems);
    Ok(globs
        .pop()
        .map(|address| SubjectSettings { address, ..found }))
}

fn external_role(
    mut section: Section<'_, '_>,
    problems: &mut Vec<ConfigProblem>,
) -> Result<Option<ExternalRole>, ConfigError> {
    let at = section.at();
    let name = section.text("name")?;
    let permissions = section.texts("permissions")?;
    let file = section.text("file")?;
    section.finish(problems);
    let message = match (&name, &permissions, &file) {
        (None, _, None) => "`name` is missing",
        (_, None, None) => "neither `permissions` nor `file` is given",
        (_, Some(_), Some(_)) => "both `permissions` and `file` are given",
        _ => {
            return Ok(Some(ExternalRole {
                at,
                name,
                permissions: permissions.unwrap_or_default(),
                file,
                roles: Vec::new(),
            }));
        }
    };
    problems.push(ConfigProblem {
        at,
        message: message.to_owned(),
        help: None,
    });
    Ok(None)
}

fn deployer(
    mut section: Section<'_, '_>,
    problems: &mut Vec<ConfigProblem>,
) -> Result<Option<Deployer>, ConfigError> {
    let at = section.at();
    let role = section.text("role")?;
    let client = section.text("client")?;
    section.finish(problems);
    let message = match (role, client) {
        (Some(role), None) => {
            return Ok(collect(&[role], AddressGlob::parse, problems)
                .pop()
                .map(Deployer::Role));
        }
        (None, Some(client)) => {
            return Ok(collect(&[client], AddressGlob::parse, problems)
                .pop()
                .map(Deployer::Client));
        }
        (None, None) => "neither `role` nor `client` is given",
        (Some(_), Some(_)) => "both `role` and `client` are given",
    };
    problems.push(ConfigProblem {
        at,
        message: message.to_owned(),
        help: None,
    });
    Ok(None)
}

/// Keeps what can be read and reports the rest.
fn collect<T>(
    texts: &[Text],
    read: impl Fn(&str) -> Result<T, String>,
    problems: &mut Vec<ConfigProblem>,
) -> Vec<Place<T>> {
    let mut good = Vec::new();
    for text in texts {
        match read(&text.value) {
            Ok(value) => good.push(Place { value, at: text.at }),
            Err(message) => problems.push(ConfigProblem {
                at: text.at,
                message,
                help: None,
            }),
        }
    }
    good
}

fn check_path_glob(glob: &Text, problems: &mut Vec<ConfigProblem>) {
    if let Err(error) = globset::Glob::new(&glob.value) {
        problems.push(ConfigProblem {
            at: glob.at,
            message: format!("`{}` is no glob: {}", glob.value, error.kind()),
            help: None,
        });
    }
}

fn fail_on(word: &str) -> Option<Option<Severity>> {
    match word {
        "never" => Some(None),
        word => match Level::parse(word)? {
            Level::At(severity) => Some(Some(severity)),
            Level::Off => None,
        },
    }
}

fn unknown_word(word: &Text, key: &str, known: &[&str]) -> ConfigProblem {
    ConfigProblem {
        at: word.at,
        message: format!("`{}` is no value of `{key}`", word.value),
        help: Some(match nearest(&word.value, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("one of {}", quoted(known)),
        }),
    }
}

#[cfg(test)]
mod tests;

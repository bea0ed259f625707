//! What a rule reports. Nothing here knows how it will be shown.

use std::collections::BTreeMap;
use std::fmt;

use grantlint_parser::address::Address;
use grantlint_parser::source::Location;
use smol_str::SmolStr;

use crate::rule::{Level, Rule};

/// How much a finding weighs, in ascending order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably wrong, or wrong under a condition.
    Warning,
    /// Will fail.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// Whose word a finding stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// The platform's published descriptions.
    Published,
    /// A report from the field: a thread, a vendor's guide.
    Reported,
    /// The organisation's own files.
    Org,
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Basis::Published => "published",
            Basis::Reported => "reported",
            Basis::Org => "org",
        })
    }
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule's id: kebab case.
    pub rule: SmolStr,
    /// How much it weighs here, after the configuration has spoken.
    pub severity: Severity,
    /// Whose word it stands on.
    pub basis: Basis,
    /// What is wrong: lower case, no final stop, user text in backticks, one
    /// line.
    pub message: String,
    /// What to do about it; may have several lines.
    pub help: Option<String>,
    /// The line to change.
    pub primary: Label,
    /// The rest of the chain, in the order of the derivation, possibly in
    /// other files.
    pub related: Vec<Label>,
    /// The resource it is about.
    pub address: Option<String>,
    /// The facts for machines, by name.
    pub data: BTreeMap<&'static str, Datum>,
    /// What tells this finding from any other of its rule and resource, whatever
    /// lines it moves to: the permission, the operation. Part of the
    /// fingerprint.
    pub identity: Vec<String>,
}

impl Finding {
    /// A finding of a rule with its own severity and nothing but a message yet.
    pub fn new(rule: &Rule, primary: Location, message: impl Into<String>) -> Finding {
        Finding {
            rule: rule.id.as_str().into(),
            severity: match rule.severity {
                Level::At(severity) => severity,
                Level::Off => Severity::Note,
            },
            basis: Basis::Published,
            message: message.into(),
            help: None,
            primary: Label::new(primary, ""),
            related: Vec::new(),
            address: None,
            data: BTreeMap::new(),
            identity: Vec::new(),
        }
    }

    /// With advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Finding {
        self.help = Some(help.into());
        self
    }

    /// With words on the primary place.
    #[must_use]
    pub fn label(mut self, message: impl Into<String>) -> Finding {
        self.primary.message = message.into();
        self
    }

    /// With one more place.
    #[must_use]
    pub fn related(mut self, label: Label) -> Finding {
        self.related.push(label);
        self
    }

    /// About this resource.
    #[must_use]
    pub fn about(mut self, address: &Address) -> Finding {
        self.address = Some(address.to_string());
        self
    }

    /// With what tells it from others of its rule and resource.
    #[must_use]
    pub fn identity<T: Into<String>>(mut self, parts: impl IntoIterator<Item = T>) -> Finding {
        self.identity = parts.into_iter().map(Into::into).collect();
        self
    }

    /// With one more fact for machines.
    #[must_use]
    pub fn datum(mut self, name: &'static str, datum: impl Into<Datum>) -> Finding {
        self.data.insert(name, datum.into());
        self
    }

    /// Weighing this, whatever the rule's own severity.
    #[must_use]
    pub fn weighing(mut self, severity: Severity) -> Finding {
        self.severity = severity;
        self
    }

    /// Standing on this word.
    #[must_use]
    pub fn on(mut self, basis: Basis) -> Finding {
        self.basis = basis;
        self
    }
}

impl Label {
    /// A place with words.
    pub fn new(at: Location, message: impl Into<String>) -> Label {
        Label {
            at,
            message: message.into(),
        }
    }
}

impl From<String> for Datum {
    fn from(text: String) -> Datum {
        Datum::Text(text)
    }
}

impl From<&str> for Datum {
    fn from(text: &str) -> Datum {
        Datum::Text(text.to_owned())
    }
}

impl From<Vec<String>> for Datum {
    fn from(texts: Vec<String>) -> Datum {
        Datum::List(texts)
    }
}

impl From<grantlint_data::tables::Basis> for Basis {
    fn from(basis: grantlint_data::tables::Basis) -> Basis {
        match basis {
            grantlint_data::tables::Basis::Published => Basis::Published,
            grantlint_data::tables::Basis::Reported => Basis::Reported,
            grantlint_data::tables::Basis::Org => Basis::Org,
        }
    }
}

/// A place with a few words on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub at: Location,
    /// The words: lower case, no stop; may be empty on a primary label.
    pub message: String,
}

/// A fact for machines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Datum {
    /// One text.
    Text(String),
    /// Several.
    List(Vec<String>),
}

/// Whether a client may make a call.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The client's or permission set's address.
    pub subject: String,
    /// The operation: `GET /api/v2/…`.
    pub endpoint: String,
    /// The answer.
    pub answer: Answer,
    /// Where the call was found.
    pub from: CallSource,
    /// Under which limits it is granted: a condition, a division. One short
    /// phrase each.
    pub limits: Vec<String>,
}

/// The three answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Every way that the unknown values could turn out grants it.
    Granted,
    /// None does; these permissions or scopes are missing.
    Missing(Vec<String>),
    /// It depends, and on what: a reason that finishes "because …".
    Undecided(String),
}

/// Where a call was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CallSource {
    /// A data action's request.
    DataAction,
    /// A `# grantlint: calls` comment.
    Comment,
    /// `grantlint.toml`.
    Config,
}

impl fmt::Display for CallSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CallSource::DataAction => "data-action",
            CallSource::Comment => "comment",
            CallSource::Config => "config",
        })
    }
}

/// All that a check has to say.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The findings, in the order file, start, rule.
    pub findings: Vec<Finding>,
    /// One verdict for each client and call, in the order client, endpoint.
    pub verdicts: Vec<Verdict>,
    /// Preconditions outside Terraform of the calls that were checked.
    pub checklist: Vec<Precondition>,
    /// The places of texts that must never be shown, whichever finding's line they
    /// stand on.
    pub secrets: Vec<Location>,
    /// How many things were looked at.
    pub counts: Counts,
}

/// Something that must hold outside Terraform for a call to succeed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Precondition {
    /// What must hold.
    pub text: String,
    /// The operations that it concerns.
    pub endpoints: Vec<String>,
    /// Who says so.
    pub source: String,
}

/// How many things were looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Terraform files read.
    pub files: usize,
    /// OAuth clients.
    pub clients: usize,
    /// Those of them of which no call is known: nothing is checked of what they
    /// may do.
    pub idle: usize,
    /// Roles.
    pub roles: usize,
    /// Findings that comments hid.
    pub ignored: usize,
}

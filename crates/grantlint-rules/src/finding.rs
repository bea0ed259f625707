//! What a rule reports. Nothing here knows how it will be shown.

use std::collections::BTreeMap;
use std::fmt;

use grantlint_parser::source::Location;
use smol_str::SmolStr;

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
    /// Roles.
    pub roles: usize,
    /// Findings that comments or a baseline hid.
    pub ignored: usize,
}

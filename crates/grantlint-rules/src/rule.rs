//! Rules as data: what a rule file says, and the rules that are built in.
//!
//! A rule file is TOML: who the rule is (`id`, `summary`, `severity`, `since`, `tags`), why it
//! is there (`why`, `fix`, `references`), what it looks for (`[check]`, of a kind that
//! [`crate::checks`] offers), and a bad and a good `[example]`, which the tests run.

use std::sync::OnceLock;

use grantlint_data::RULES;
use serde::Deserialize;

use crate::checks::also_holds::AlsoHoldsCheck;
use crate::checks::attribute::AttributeCheck;
use crate::checks::calls::CallsCheck;
use crate::checks::nobody_holds::NobodyHoldsCheck;
use crate::finding::Severity;

/// A rule.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rule {
    /// Its name: kebab case, naming the bad pattern.
    pub id: String,
    /// What it finds, in one line without a final stop.
    pub summary: String,
    /// How much its findings weigh where the configuration says nothing else.
    pub severity: Level,
    /// How much they weigh with `--pedantic`, for a rule that is off otherwise.
    pub pedantic: Option<Level>,
    /// The version that brought it; empty for a team's own rules that do not say.
    #[serde(default)]
    pub since: String,
    /// What it is about, in kebab case. `security` makes it one of code
    /// scanning's security rules.
    #[serde(default = "correctness")]
    pub tags: Vec<String>,
    /// Why one wants to know.
    pub why: String,
    /// What to do about a finding.
    pub fix: String,
    /// Where the facts behind it stand.
    #[serde(default)]
    pub references: Vec<String>,
    /// What it looks for.
    pub check: Check,
    /// What it says and does not say, shown.
    pub example: Example,
}

fn correctness() -> Vec<String> {
    vec!["correctness".to_owned()]
}

/// Configurations with the bad pattern and without. Each may have several files: what
/// stands behind a line `-- path` is that file; before the first, it is `main.tf`.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Example {
    /// HCL in which the rule finds something.
    pub bad: String,
    /// HCL in which it does not.
    pub good: String,
    /// HCL in which it finds nothing because what matters is not known.
    pub unknown: Option<String>,
    /// The same in Terraform's JSON.
    pub json: Option<JsonExample>,
    /// The `grantlint.toml` for all of them, where they need one.
    pub settings: Option<String>,
    /// Other rules that the bad ones break too.
    #[serde(default)]
    pub also: Vec<String>,
    /// The `grantlint.toml` for the bad ones, where that is where the fault lies.
    pub bad_settings: Option<String>,
}

/// Examples in Terraform's JSON: what stands before the first line `-- path` is
/// `main.tf.json`.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct JsonExample {
    /// JSON in which the rule finds something.
    pub bad: Option<String>,
    /// JSON in which it does not.
    pub good: Option<String>,
    /// JSON in which it finds nothing because what matters is not known.
    pub unknown: Option<String>,
}

/// What an example should show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// The rule finds something.
    Bad,
    /// It does not.
    Good,
    /// It does not, because what matters is not known.
    Unknown,
}

/// One configuration of an example.
#[derive(Clone, Copy, Debug)]
pub struct ExampleText<'e> {
    /// What it should show.
    pub shows: Shows,
    /// Whether it is in Terraform's JSON.
    pub json: bool,
    /// The text.
    pub text: &'e str,
    /// The `grantlint.toml` beside it.
    pub settings: Option<&'e str>,
}

impl Example {
    /// Every configuration that is given.
    pub fn texts(&self) -> impl Iterator<Item = ExampleText<'_>> {
        let json = self.json.as_ref();
        let all = [
            (Shows::Bad, false, Some(&self.bad)),
            (Shows::Good, false, Some(&self.good)),
            (Shows::Unknown, false, self.unknown.as_ref()),
            (Shows::Bad, true, json.and_then(|json| json.bad.as_ref())),
            (Shows::Good, true, json.and_then(|json| json.good.as_ref())),
            (
                Shows::Unknown,
                true,
                json.and_then(|json| json.unknown.as_ref()),
            ),
        ];
        all.into_iter().filter_map(|(shows, json, text)| {
            let settings = match shows {
                Shows::Bad => self.bad_settings.as_ref().or(self.settings.as_ref()),
                Shows::Good | Shows::Unknown => self.settings.as_ref(),
            };
            Some(ExampleText {
                shows,
                json,
                text: text?,
                settings: settings.map(String::as_str),
            })
        })
    }
}

impl std::fmt::Display for ExampleText<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let which = match self.shows {
            Shows::Bad => "bad",
            Shows::Good => "good",
            Shows::Unknown => "unknown",
        };
        let json = if self.json { " JSON" } else { "" };
        write!(f, "{which}{json}")
    }
}

/// How much a rule's findings weigh, or that they are not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Level {
    /// The rule is off.
    Off,
    /// Its findings weigh this.
    At(Severity),
}

/// What a rule looks for.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", deny_unknown_fields, rename_all = "kebab-case")]
pub enum Check {
    /// Something could not be read or understood.
    Problem {
        /// What.
        of: ProblemOf,
    },
    /// The grants of a client or permission set against its calls.
    Coverage {
        /// Which shortfall.
        report: Shortfall,
    },
    /// The scopes of a client against its calls.
    ScopeCoverage {},
    /// Calls of operations that no pack knows.
    Endpoint {},
    /// Data actions that no client can be found for.
    Link {},
    /// Permissions as they are written.
    PermissionName {
        /// Which fault.
        report: PermissionFault,
    },
    /// Scopes as they are written.
    ScopeName {},
    /// Types of resources that the provider has not.
    ResourceType {},
    /// Arguments against the provider's schema.
    Schema {},
    /// What a resource must or must not be.
    Attribute(Box<AttributeCheck>),
    /// Permissions that nobody may hold, or only within limits.
    NobodyHolds(Box<NobodyHoldsCheck>),
    /// Permissions that whoever holds others must hold too.
    AlsoHolds(Box<AlsoHoldsCheck>),
    /// Operations that clients may or may not be meant to use.
    Calls(Box<CallsCheck>),
    /// Calls that need a user, by clients that have none.
    UserContext {},
    /// Grants that do not count where a client must work.
    DivisionCoverage {},
    /// The fields of credentials.
    Credential {
        /// Which fault.
        report: CredentialFault,
    },
    /// Sensitive permissions that are granted in every division.
    SensitiveEverywhere {},
    /// Values that a verdict needed and that are not known.
    Unresolved {},
    /// Scopes that another scope of the client includes.
    RedundantScope {},
    /// Permissions that no call needs.
    Unused {},
    /// What the provider needs of whoever runs Terraform.
    DeployerCoverage {},
    /// Roles that are made and given away in one configuration.
    SelfGranted {},
    /// Comments that ignore nothing.
    UnusedIgnore {},
}

/// What is wrong with the fields of a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CredentialFault {
    /// A secret is written out.
    Literal,
    /// An id stands where the secret belongs, or the reverse.
    Crossed,
}

/// What could not be read or understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ProblemOf {
    /// The text of a Terraform file.
    Syntax,
    /// Something that takes too long, or refers to itself.
    Budget,
    /// The configuration, or a comment.
    Configuration,
}

/// In which way grants fall short of calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Shortfall {
    /// A permission is missing.
    Missing,
    /// Only a conditional policy has it.
    Conditional,
    /// An optional one is missing.
    Optional,
}

/// What is wrong with a permission as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PermissionFault {
    /// It is not known.
    Unknown,
    /// It stands where it grants nothing.
    Misplaced,
    /// It has a wildcard.
    Wildcard,
}

impl Level {
    /// The level of a word: `off`, `note`, `warning`, `error`.
    pub fn parse(word: &str) -> Option<Level> {
        Some(match word {
            "off" => Level::Off,
            "note" => Level::At(Severity::Note),
            "warning" => Level::At(Severity::Warning),
            "error" => Level::At(Severity::Error),
            _ => return None,
        })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Level {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Level".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "enum": ["off", "note", "warning", "error"] })
    }
}

impl TryFrom<String> for Level {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        Level::parse(&word)
            .ok_or_else(|| format!("`{word}` is none of `off`, `note`, `warning`, `error`"))
    }
}

impl Rule {
    /// Reads a rule file.
    ///
    /// # Errors
    /// What is wrong with the text, and where.
    pub fn parse(text: &str) -> Result<Rule, toml::de::Error> {
        toml::from_str(text)
    }
}

/// The rules that are built in, in the order of their ids. A rule file that does not
/// fit the format is left out; a test sees to it that there is none.
pub fn built_in() -> &'static [Rule] {
    static BUILT_IN: OnceLock<Vec<Rule>> = OnceLock::new();
    BUILT_IN.get_or_init(|| {
        RULES
            .iter()
            .filter_map(|node| node.read::<Rule>().ok())
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_file_fits_the_format_and_is_well_kept() {
        for node in RULES {
            let id = node.text("id").expect("an id");
            let rule: Rule = node.read().unwrap_or_else(|error| panic!("{id}: {error}"));
            let kebab = |c: char| c.is_ascii_lowercase() || c == '-';
            assert!(rule.id.chars().all(kebab), "{id}");
            for text in [&rule.summary, &rule.why, &rule.fix, &rule.since] {
                assert!(!text.trim().is_empty(), "{id}: an empty text");
            }
            assert!(!rule.summary.ends_with('.'), "{id}: `{}`", rule.summary);
            assert!(!rule.example.bad.trim().is_empty(), "{id}");
        }
        let ids: Vec<&str> = built_in().iter().map(|rule| rule.id.as_str()).collect();
        assert_eq!(ids.len(), RULES.len());
        assert!(ids.is_sorted(), "{ids:?}");
        let mut distinct = ids.clone();
        distinct.dedup();
        assert_eq!(distinct, ids);
    }
}

//! The answer of `explain` as JSON, version 1. For a person it is a page.
//!
//! The structs mirror the wire and nothing else.

use std::collections::BTreeSet;
use std::io::{self, Write};

use grantlint_rules::explanation::{Known, NotImplied};
use grantlint_rules::matrix::{Auth, Basis, Mode, Requirement as Required, Scopes};
use grantlint_rules::rule::{Level, Rule};
use serde::Serialize;

use super::json::Head;
use super::write_json;

/// Writes what is known as one JSON object.
///
/// # Errors
/// What the writer answers.
pub fn known(all: &[Known<'_>], out: &mut dyn Write) -> io::Result<()> {
    document(all.iter().map(answer).collect(), out)
}

/// Writes a rule as one JSON object.
///
/// # Errors
/// What the writer answers.
pub fn rule(rule: &Rule, out: &mut dyn Write) -> io::Result<()> {
    let word = |level: &Level| match level {
        Level::Off => "off".to_owned(),
        Level::At(severity) => severity.to_string(),
    };
    let answer = Answer::Rule {
        rule: &rule.id,
        severity: word(&rule.severity),
        pedantic: rule.pedantic.as_ref().map(word),
        summary: &rule.summary,
        why: rule.why.trim(),
        fix: rule.fix.trim(),
        references: &rule.references,
        tags: &rule.tags,
        since: &rule.since,
        bad: &rule.example.bad,
        good: &rule.example.good,
    };
    document(vec![answer], out)
}

fn document(answers: Vec<Answer<'_>>, out: &mut dyn Write) -> io::Result<()> {
    let document = Document {
        head: Head::this(),
        answers,
    };
    write_json(&document, out)
}

/// The schema of the whole document.
#[cfg(feature = "schema")]
pub fn schema(generator: schemars::SchemaGenerator) -> schemars::Schema {
    generator.into_root_schema_for::<Document<'_>>()
}

/// What `grantlint explain --format json` writes.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Document<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    /// Everything that the name means: a path without its method may be several
    /// operations, a word a scope and the permissions of a domain.
    answers: Vec<Answer<'a>>,
}

/// What is known of one thing.
#[derive(Serialize)]
#[serde(
    tag = "kind",
    rename_all = "kebab-case",
    rename_all_fields = "kebab-case"
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum Answer<'a> {
    /// A rule.
    Rule {
        /// Its id.
        rule: &'a str,
        /// How much its findings weigh.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = ["off", "note", "warning", "error"])))]
        severity: String,
        /// How much they weigh with `--pedantic`, where that makes a difference.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = ["off", "note", "warning", "error", null])))]
        pedantic: Option<String>,
        /// What it finds.
        summary: &'a str,
        /// Why one wants to know, in Markdown.
        why: &'a str,
        /// What to do about a finding, in Markdown.
        fix: &'a str,
        /// Where the facts behind it stand.
        references: &'a [String],
        /// What it is about, in kebab case.
        tags: &'a [String],
        /// The version that brought it; empty where that is not said.
        since: &'a str,
        /// A configuration in which it finds something.
        bad: &'a str,
        /// One in which it does not.
        good: &'a str,
    },
    /// An operation.
    Operation {
        /// `METHOD /path` as the platform writes it.
        endpoint: &'a str,
        /// Its API group.
        group: Option<&'a str>,
        /// What each source requires, the surest first.
        required: Vec<Requirement<'a>>,
        /// What sources required whose place others take.
        replaced: Vec<Requirement<'a>>,
        /// What packs that are switched off would require besides.
        off: Vec<Requirement<'a>>,
        /// The profiles that list it.
        profiles: Vec<Listing<'a>>,
        /// The types of the Terraform provider that call it.
        provider_types: &'a BTreeSet<String>,
    },
    /// A permission.
    Permission {
        /// `domain:entity:action`, or a bare word.
        permission: &'a str,
        /// As the admin UI shows names, where it has that form.
        label: Option<&'a str>,
        /// How sure it is that there is such a permission.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = ["published", "reported", "org", null])))]
        basis: Option<&'a str>,
        /// Whether it is a bare word, for a role's `permissions`.
        general: bool,
        /// Why it is marked sensitive, in words that follow "it"; `null` where no pack does.
        sensitive: Option<&'a str>,
        /// The operations that it opens, with what is needed besides.
        opens: Vec<Opened<'a>>,
        /// The operations that leave something out without it, or refuse a part.
        completes: &'a [String],
        /// The types of the Terraform provider that need it.
        provider_types: &'a BTreeSet<String>,
        /// What is reported of names of which one does not include the other.
        not_included: Vec<NotIncluded<'a>>,
    },
    /// The permissions that a pattern with `*` covers.
    Wildcard {
        /// The pattern as a policy would write it.
        pattern: &'a str,
        /// The permissions that are known and that it covers.
        covers: &'a [&'a str],
        /// Those of them that are marked sensitive.
        sensitive: &'a [&'a str],
        /// The operations that they open.
        opens: &'a [String],
        /// What is reported of names of which one does not include the other.
        not_included: Vec<NotIncluded<'a>>,
    },
    /// An OAuth scope.
    Scope {
        /// Its name.
        scope: &'a str,
        /// How sure it is that there is such a scope.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = ["published", "reported", "org"])))]
        basis: &'a str,
        /// The operations that accept it, with the other scopes that would do as well.
        suffices_for: Vec<Accepted<'a>>,
    },
}

/// What an operation requires, by one source.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Requirement<'a> {
    /// How sure the source is.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["published", "reported", "org"])))]
    basis: &'a str,
    /// The source, in words.
    source: &'a str,
    /// The pack that holds it.
    pack: &'a str,
    /// How the permissions count: one suffices, all are needed, none is, or it is not told.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["any", "all", "none", "undocumented"])))]
    mode: &'a str,
    /// The permissions.
    permissions: &'a [&'a str],
    /// Permissions without which it leaves something out, or refuses a part.
    optional: &'a [&'a str],
    /// Scopes of which one suffices, for a client that acts for users; empty where none is
    /// needed, `null` where it is not told.
    scopes: Option<&'a [&'a str]>,
    /// What kind of token it takes.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["oauth", "guest-jwt", "none"])))]
    token: &'a str,
    /// Why client credentials cannot call it; `null` where they can.
    user_only: Option<&'a str>,
    /// What must hold outside of Terraform.
    preconditions: &'a [&'a str],
    /// What else there is to know.
    note: Option<&'a str>,
}

/// A profile that lists an operation.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Listing<'a> {
    /// Its name.
    profile: &'a str,
    /// Its source, in words.
    source: &'a str,
    /// What the source asks for beyond the operation's own demand, where that counts.
    requires: Option<Requirement<'a>>,
}

/// An operation that a permission opens.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Opened<'a> {
    /// `METHOD /path`.
    endpoint: &'a str,
    /// The permissions that are needed besides.
    with: &'a [&'a str],
}

/// An operation that accepts a scope.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Accepted<'a> {
    /// `METHOD /path`.
    endpoint: &'a str,
    /// The other scopes that would do as well.
    or: &'a [&'a str],
}

/// That one name does not include another, though it seems so.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct NotIncluded<'a> {
    /// The name that seems to include the other.
    holder: &'a str,
    /// The other.
    lacks: &'a str,
    /// What is said of them.
    note: Option<&'a str>,
}

fn answer<'a>(known: &'a Known<'_>) -> Answer<'a> {
    let not_included = |pairs: &'a [NotImplied<'_>]| {
        let pairs = pairs.iter().map(|pair| NotIncluded {
            holder: pair.holder,
            lacks: pair.lacks,
            note: pair.note,
        });
        pairs.collect()
    };
    match known {
        Known::Operation(it) => Answer::Operation {
            endpoint: &it.endpoint,
            group: it.group,
            required: it.required.iter().map(requirement).collect(),
            replaced: it.replaced.iter().map(requirement).collect(),
            off: it.off.iter().map(requirement).collect(),
            profiles: it
                .profiles
                .iter()
                .map(|one| Listing {
                    profile: one.profile,
                    source: one.source,
                    requires: one.demand.as_ref().map(requirement),
                })
                .collect(),
            provider_types: &it.types,
        },
        Known::Permission(it) => Answer::Permission {
            permission: &it.name,
            label: it.label.as_deref(),
            basis: it.basis.map(basis),
            general: it.general,
            sensitive: it.sensitive,
            opens: it
                .opens
                .iter()
                .map(|(endpoint, with)| Opened { endpoint, with })
                .collect(),
            completes: &it.completes,
            provider_types: &it.types,
            not_included: not_included(&it.not_implied),
        },
        Known::Wildcard(it) => Answer::Wildcard {
            pattern: &it.pattern,
            covers: &it.covers,
            sensitive: &it.sensitive,
            opens: &it.opens,
            not_included: not_included(&it.not_implied),
        },
        Known::Scope(it) => Answer::Scope {
            scope: &it.name,
            basis: basis(it.basis),
            suffices_for: it
                .opens
                .iter()
                .map(|(endpoint, or)| Accepted { endpoint, or })
                .collect(),
        },
    }
}

fn requirement<'a>(of: &'a Required<'_>) -> Requirement<'a> {
    Requirement {
        basis: basis(of.basis),
        source: of.source,
        pack: of.pack,
        mode: match of.mode {
            Mode::Any => "any",
            Mode::All => "all",
            Mode::Free => "none",
            Mode::Undocumented => "undocumented",
        },
        permissions: &of.permissions,
        optional: &of.optional,
        scopes: match &of.scopes {
            Scopes::Published(scopes) => Some(scopes),
            Scopes::None => Some(&[]),
            Scopes::NotPublished => None,
        },
        token: match of.auth {
            Auth::Oauth => "oauth",
            Auth::GuestJwt => "guest-jwt",
            Auth::NoToken => "none",
        },
        user_only: of.user_context,
        preconditions: &of.preconditions,
        note: of.note,
    }
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Published => "published",
        Basis::Reported => "reported",
        Basis::Org => "org",
    }
}

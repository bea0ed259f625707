//! One set of findings for all formats: text of several bytes a character,
//! places in other files, an empty place and one of several lines, names with
//! spaces, colons and a drive, and words that mean something to some format.

use std::collections::BTreeMap;

use grantlint::render::{Context, Format, RuleText, Style, Summary};
use grantlint_parser::source::{FileId, Location, Sources, Span};
use grantlint_rules::finding::{
    Answer, Basis, CallSource, Counts, Datum, Finding, Label, Report, Severity, Verdict,
};

/// What a context borrows from.
pub(crate) struct Fixture {
    pub(crate) report: Report,
    pub(crate) sources: Sources,
    pub(crate) fingerprints: Vec<String>,
    pub(crate) rules: Vec<RuleText>,
}

impl Fixture {
    /// The bytes of a format, as text.
    pub(crate) fn render(&self, format: Format) -> String {
        self.render_below("", format)
    }

    /// The same where the command runs at `prefix` below the repository's root.
    pub(crate) fn render_below(&self, prefix: &str, format: Format) -> String {
        let context = Context {
            report: &self.report,
            sources: &self.sources,
            fingerprints: &self.fingerprints,
            rules: &self.rules,
            summary: Summary::of(&self.report),
            version: "0.0.0-test",
            prefix,
            style: Style::PLAIN,
        };
        let mut out = Vec::new();
        format.render(&context, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }
}

const MAIN: &str = r#"# Der Exporteur für „Köln“ 𐐀
resource "genesyscloud_oauth_client" "exporter" {
  name = "Köln 𐐀" # role "récording:view"
  roles {
    role_id     = module.roles.id
    division_id = "*"
  }
}
"#;

const ROLES: &str = r#"resource "genesyscloud_auth_role" "viewer" {
  permission_policies {
    domain      = "recording"
    entity_name = "recording"
    action_set  = ["add"]
  }
}
"#;

/// Five findings in two and a half languages.
pub(crate) fn several() -> Fixture {
    let mut sources = Sources::default();
    let main = sources.add("main.tf", MAIN);
    let clean = sources.add("clean.tf", "# nothing\n");
    let roles = sources.add("../common/rôles & <co>: a, b.tf", ROLES);
    let windows = sources.add("C:/Users/x y/a:b.tf", "terraform {\r\n");
    let at = |file: FileId, text: &str| {
        let whole = sources.get(file).unwrap().text();
        let start = whole.find(text).unwrap() as u32;
        Span::new(start, start + text.len() as u32).in_file(file)
    };
    let findings = vec![
        Finding {
            help: Some(
                "add the action to the role `viewer`:\n\n    action_set = [\"add\", \"view\"]\n"
                    .into(),
            ),
            related: vec![
                label(
                    at(clean, "# nothing"),
                    "`GET /api/v2/conversations/{conversationId}/recordings` is called here",
                ),
                label(
                    at(roles, "resource \"genesyscloud_auth_role\" \"viewer\""),
                    "role `genesyscloud_auth_role.viewer[\"a\"]` is defined here",
                ),
            ],
            address: Some("genesyscloud_oauth_client.exporter".into()),
            data: BTreeMap::from([
                (
                    "endpoint",
                    Datum::Text("GET /api/v2/conversations/{conversationId}/recordings".into()),
                ),
                (
                    "missing",
                    Datum::List(vec!["recording:recording:view".into()]),
                ),
            ]),
            ..finding(
                "missing-permission",
                Severity::Error,
                "client `genesyscloud_oauth_client.exporter` lacks `recording:recording:view` for \
                 `GET /api/v2/conversations/{conversationId}/recordings`",
                at(main, "resource \"genesyscloud_oauth_client\" \"exporter\""),
            )
        },
        Finding {
            basis: Basis::Reported,
            ..finding(
                "unknown-permission",
                Severity::Warning,
                "`récording:view` is no permission: 100 % sure, see [docs](1), {0}, <b>|\u{1b}[31m",
                at(main, "récording:view"),
            )
        },
        finding(
            "division-not-covered",
            Severity::Warning,
            "`*` is not `::error file=x::Köln`",
            at(
                main,
                "roles {\n    role_id     = module.roles.id\n    division_id = \"*\"\n  }",
            ),
        ),
        Finding {
            related: vec![label(at(main, "module.roles.id"), "")],
            ..finding(
                "unassigned-role",
                Severity::Note,
                "nothing refers to role `genesyscloud_auth_role.viewer`",
                at(roles, "resource \"genesyscloud_auth_role\" \"viewer\""),
            )
        },
        finding(
            "house-rule",
            Severity::Error,
            "the file ends too early",
            Span::new(13, 13).in_file(windows),
        ),
    ];
    let verdict = |endpoint: &str, answer| Verdict {
        subject: "genesyscloud_oauth_client.exporter".into(),
        endpoint: endpoint.into(),
        answer,
        from: CallSource::Comment,
        limits: Vec::new(),
    };
    Fixture {
        fingerprints: fingerprints(findings.len()),
        report: Report {
            secrets: Vec::new(),
            findings,
            verdicts: vec![
                verdict("GET /api/v2/a", Answer::Granted),
                verdict("GET /api/v2/b", Answer::Missing(vec!["a:b:c".into()])),
                verdict("GET /api/v2/c", Answer::Undecided("because".into())),
            ],
            checklist: Vec::new(),
            counts: Counts {
                files: 4,
                clients: 1,
                idle: 0,
                roles: 1,
                ignored: 2,
            },
        },
        sources,
        rules: rules(),
    }
}

/// No finding in one file.
pub(crate) fn none() -> Fixture {
    let mut sources = Sources::default();
    sources.add("main.tf", ROLES);
    Fixture {
        report: Report::default(),
        sources,
        fingerprints: Vec::new(),
        rules: rules(),
    }
}

/// As many findings as asked for of each severity, in files of a hundred lines.
pub(crate) fn many(errors: usize, warnings: usize, notes: usize) -> Fixture {
    let mut sources = Sources::default();
    let severities = [
        (Severity::Note, notes),
        (Severity::Warning, warnings),
        (Severity::Error, errors),
    ];
    let text = "line\n".repeat(100);
    let mut files = Vec::new();
    let mut findings = Vec::new();
    for (severity, count) in severities {
        for _ in 0..count {
            let at = findings.len() as u32;
            if at.is_multiple_of(100) {
                files.push(sources.add(&format!("dir {at}/main.tf"), text.as_str()));
            }
            let start = at % 100 * 5;
            findings.push(finding(
                "missing-permission",
                severity,
                &format!("client `c{at}` lacks `a:b:c` for `GET /api/v2/things/{{thingId}}`"),
                Span::new(start, start + 4).in_file(*files.last().unwrap()),
            ));
        }
    }
    Fixture {
        fingerprints: fingerprints(findings.len()),
        report: Report {
            findings,
            ..Report::default()
        },
        sources,
        rules: rules(),
    }
}

fn finding(rule: &str, severity: Severity, message: &str, at: Location) -> Finding {
    Finding {
        rule: rule.into(),
        severity,
        basis: Basis::Published,
        message: message.into(),
        help: None,
        primary: label(at, ""),
        related: Vec::new(),
        address: None,
        data: BTreeMap::new(),
        identity: Vec::new(),
    }
}

fn label(at: Location, message: &str) -> Label {
    Label {
        at,
        message: message.into(),
    }
}

fn fingerprints(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("{number:016x}")).collect()
}

/// Three rules with texts and one that has none of the optional ones.
fn rules() -> Vec<RuleText> {
    let rule = |id: &str, severity, tags: &[&str]| RuleText {
        id: id.into(),
        summary: format!("what `{id}` finds"),
        severity,
        why: "The call fails with `403`.\n\n- at *run* time".into(),
        fix: "```hcl\nactions = [\"view\"]\n```".into(),
        references: vec!["https://example.org/a?b=1".into()],
        url: format!("https://example.org/rules/{id}.html"),
        tags: tags.iter().map(|&tag| tag.to_owned()).collect(),
    };
    vec![
        rule("division-not-covered", Some(Severity::Warning), &[]),
        rule(
            "missing-permission",
            Some(Severity::Error),
            &["correctness"],
        ),
        RuleText {
            summary: String::new(),
            why: String::new(),
            fix: String::new(),
            references: Vec::new(),
            url: String::new(),
            ..rule("unassigned-role", Some(Severity::Note), &[])
        },
        rule("unknown-permission", Some(Severity::Warning), &["security"]),
        rule("unused-permission", None, &["security", "correctness"]),
    ]
}

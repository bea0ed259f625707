//! One set of findings, seen in several styles.

use std::collections::BTreeMap;

use grantlint_parser::source::{FileId, Location, Sources, Span};
use grantlint_rules::finding::{
    Answer, Basis, CallSource, Counts, Datum, Finding, Label, Precondition, Report, Severity,
    Verdict,
};

use proptest::prelude::*;

use super::{Context, Format, RuleText, Style, Summary, is_unprintable};

const ROLE: &str = r#"# The role of the exporter.
resource "genesyscloud_auth_role" "exporter" {
  name = "Exporter"
  permission_policies {
    domain      = "recording"
    entity_name = "recording"
    action_set  = ["veiw"]
  }
}

resource "genesyscloud_oauth_client" "exporter" {
  name                  = "exporter"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = genesyscloud_auth_role.exporter.id }
}
"#;

const ACTION: &str = "resource \"genesyscloud_integration_action\" \"get\" {\n\tname = \"取得 \u{1b}[31m\"\n\tconfig_request {\n\t\trequest_url_template = \"/api/v2/conversations/$${input.id}/recordings\"\n\t}\n}\n";

fn at(sources: &Sources, file: FileId, text: &str) -> Location {
    let start = sources.get(file).unwrap().text().find(text).unwrap() as u32;
    Span::new(start, start + text.len() as u32).in_file(file)
}

/// An error with places in two files, a warning, a note in a JSON file of one
/// long line.
fn sample() -> (Sources, Report) {
    let mut sources = Sources::default();
    let role = sources.add("infra/roles.tf", ROLE);
    let action = sources.add("infra/actions.tf", ACTION);
    let long = format!(
        "{{\"locals\": {{\"filler\": \"{}\"}}, \"resource\": {{\"genesyscloud_auth_role\": {{}}}}}}",
        "x".repeat(400)
    );
    let json = sources.add("infra/generated.tf.json", long);
    let label = |file, text, message: &str| Label {
        at: at(&sources, file, text),
        message: message.to_owned(),
    };
    let missing = Finding {
        rule: "missing-permission".into(),
        severity: Severity::Error,
        basis: Basis::Published,
        message: "`genesyscloud_oauth_client.exporter` may not call `GET /api/v2/conversations/{conversationId}/recordings`: it needs any of 4 permissions and has none".to_owned(),
        help: Some("add to the role:\npermission_policies {\n  domain      = \"recording\"\n  entity_name = \"recording\"\n  action_set  = [\"view\"]\n}".to_owned()),
        primary: label(role, "resource \"genesyscloud_auth_role\" \"exporter\"", "the only role of the client"),
        related: vec![
            label(action, "\"/api/v2/conversations/$${input.id}/recordings\"", "called here"),
            label(role, "resource \"genesyscloud_oauth_client\" \"exporter\"", "by this client"),
            label(role, "genesyscloud_auth_role.exporter.id", "which holds the role"),
        ],
        address: Some("genesyscloud_oauth_client.exporter".to_owned()),
        data: BTreeMap::from([
            ("endpoint", Datum::Text("GET /api/v2/conversations/{conversationId}/recordings".to_owned())),
            ("missing", Datum::List(vec!["recording:recording:view".to_owned()])),
        ]),
        identity: vec!["GET /api/v2/conversations/{conversationId}/recordings".to_owned()],
    };
    let unknown = Finding {
        rule: "unknown-permission".into(),
        severity: Severity::Warning,
        basis: Basis::Reported,
        message: "no permission `recording:recording:veiw` is known".to_owned(),
        help: Some("did you mean `view`?".to_owned()),
        primary: label(role, "\"veiw\"", "one slip from `view`"),
        related: vec![label(role, "\"recording\"", "the domain")],
        address: Some("genesyscloud_auth_role.exporter".to_owned()),
        data: BTreeMap::new(),
        identity: vec!["recording:recording:veiw".to_owned()],
    };
    let unassigned = Finding {
        rule: "unassigned-role".into(),
        severity: Severity::Note,
        basis: Basis::Org,
        message: "nothing refers to the role `a\u{1b}[2J`".to_owned(),
        help: None,
        primary: label(json, "\"genesyscloud_auth_role\"", ""),
        related: vec![label(action, "name = \"取得 \u{1b}[31m\"", "wide")],
        address: None,
        data: BTreeMap::new(),
        identity: vec![],
    };
    let verdict = |endpoint: &str, answer| Verdict {
        subject: "genesyscloud_oauth_client.exporter".to_owned(),
        endpoint: endpoint.to_owned(),
        answer,
        from: CallSource::DataAction,
        limits: vec![],
    };
    let because = Answer::Undecided(
        "the role behind `var.role_id` is not known: `var.role_id` has no value here".to_owned(),
    );
    let report = Report {
        secrets: Vec::new(),
        findings: vec![missing, unassigned, unknown],
        verdicts: vec![
            verdict(
                "GET /api/v2/conversations/{conversationId}/recordings",
                Answer::Missing(vec!["recording:recording:view".to_owned()]),
            ),
            verdict("GET /api/v2/routing/queues", because.clone()),
            verdict("GET /api/v2/users", because),
            verdict("GET /api/v2/users/me", Answer::Granted),
        ],
        checklist: vec![Precondition {
            text: "screen recording is switched on under Quality > Settings".to_owned(),
            endpoints: vec!["GET /api/v2/recordings/screensessions".to_owned()],
            source: "a thread of 2023".to_owned(),
        }],
        counts: Counts {
            files: 3,
            clients: 1,
            idle: 0,
            roles: 1,
            ignored: 2,
        },
    };
    (sources, report)
}

fn rendered(format: Format, style: Style) -> String {
    let (sources, report) = sample();
    let context = Context {
        report: &report,
        sources: &sources,
        fingerprints: &["aa".to_owned(), "bb".to_owned(), "cc".to_owned()],
        rules: &[RuleText {
            id: "missing-permission".to_owned(),
            summary: String::new(),
            severity: Some(Severity::Error),
            why: String::new(),
            fix: String::new(),
            references: Vec::new(),
            url: "https://example.com/missing-permission".to_owned(),
            tags: Vec::new(),
        }],
        summary: Summary::of(&report),
        version: "0.1.0",
        prefix: "",
        style,
    };
    let mut out = Vec::new();
    format.render(&context, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_wide_terminal() {
    let style = Style {
        unicode: true,
        ..Style::PLAIN
    };
    insta::assert_snapshot!(rendered(Format::Human, style));
}

#[test]
fn a_narrow_terminal_without_unicode() {
    let style = Style {
        width: 50,
        ..Style::PLAIN
    };
    insta::assert_snapshot!(rendered(Format::Human, style));
}

#[test]
fn colours_and_links_change_no_words() {
    let style = Style {
        color: true,
        links: true,
        ..Style::PLAIN
    };
    let painted = rendered(Format::Human, style);
    let mut words = String::new();
    let mut rest = painted.as_str();
    // SGR sequences end in `m`, OSC 8 in a string terminator.
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        words.push_str(before);
        let end = if after.starts_with(']') {
            "\u{1b}\\"
        } else {
            "m"
        };
        rest = after.split_once(end).map_or("", |(_, rest)| rest);
    }
    words.push_str(rest);
    assert_ne!(painted, words);
    assert_eq!(words, rendered(Format::Human, Style::PLAIN));
}

#[test]
fn quiet_is_the_findings_alone() {
    let quiet = Style {
        quiet: true,
        ..Style::PLAIN
    };
    let quiet = rendered(Format::Human, quiet);
    let whole = rendered(Format::Human, Style::PLAIN);
    let rest = whole.strip_prefix(&quiet).unwrap();
    assert!(rest.starts_with("undecided: 2 calls"), "{rest}");
}

#[test]
fn everything_for_programs() {
    insta::assert_snapshot!(rendered(Format::Json, Style::PLAIN));
}

#[test]
fn one_line_for_matchers() {
    insta::assert_snapshot!(rendered(Format::Compact, Style::PLAIN));
}

#[test]
fn far_places_are_named_and_not_drawn() {
    let mut sources = Sources::default();
    let text = "a = 1\n\n\n\n".repeat(20);
    let file = sources.add("main.tf", text.as_str());
    let label = |line: u32| Label {
        at: Span::new(line * 9, line * 9 + 5).in_file(file),
        message: format!("number {line}"),
    };
    let finding = Finding {
        primary: label(0),
        related: (1..20).map(label).collect(),
        ..bare("message")
    };
    let shown = human(&sources, finding, Style::PLAIN);
    assert_eq!(shown.matches("[main.tf:").count(), 6, "{shown}");
    assert_eq!(shown.matches("also at main.tf:").count(), 14, "{shown}");
}

#[test]
fn secrets_are_not_shown() {
    let mut sources = Sources::default();
    let file = sources.add("main.tf", "secret = \"hunter2-hunter2\" # why\n");
    let at = at(&sources, file, "\"hunter2-hunter2\"");
    let report = Report {
        findings: vec![Finding {
            primary: Label {
                at,
                message: "here".to_owned(),
            },
            ..bare("a secret")
        }],
        secrets: vec![at],
        ..Report::default()
    };
    let shown = shown(&sources, &report, Style::PLAIN);
    assert!(!shown.contains("hunter"), "{shown}");
    assert!(shown.contains("secret = \"***\" # why"), "{shown}");

    let plain = Style {
        drawn: false,
        ..Style::PLAIN
    };
    let shown = self::shown(&sources, &report, plain);
    assert!(!shown.contains("hunter"), "{shown}");
    assert!(shown.contains("secret = *** # why"), "{shown}");
}

#[test]
fn code_in_help_is_set_in_as_one() {
    let mut sources = Sources::default();
    let at = Span::default().in_file(sources.add("main.tf", ""));
    let finding = Finding {
        help: Some(
            "say:\n[[client]]\naddress = \"a.b\"\ncalls = [\"GET /a\"]\nand x = y".to_owned(),
        ),
        primary: Label {
            at,
            message: String::new(),
        },
        ..bare("a client")
    };
    let shown = human(&sources, finding, Style::PLAIN);
    let code = "          [[client]]\n          address = \"a.b\"\n          calls = [\"GET /a\"]\n        and x";
    assert!(shown.contains(code), "{shown}");
}

fn bare(message: &str) -> Finding {
    let at = Span::default().in_file(Sources::default().add("", ""));
    Finding {
        rule: "some-rule".into(),
        severity: Severity::Error,
        basis: Basis::Published,
        message: message.to_owned(),
        help: None,
        primary: Label {
            at,
            message: String::new(),
        },
        related: Vec::new(),
        address: None,
        data: BTreeMap::new(),
        identity: Vec::new(),
    }
}

fn human(sources: &Sources, finding: Finding, style: Style) -> String {
    let report = Report {
        findings: vec![finding],
        ..Report::default()
    };
    shown(sources, &report, style)
}

fn shown(sources: &Sources, report: &Report, style: Style) -> String {
    let context = Context {
        report,
        sources,
        fingerprints: &["aa".to_owned()],
        rules: &[],
        summary: Summary::of(report),
        version: "0.1.0",
        prefix: "",
        style,
    };
    let mut out = Vec::new();
    Format::Human.render(&context, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

proptest! {
    /// Whatever a file holds and wherever labels point, something is drawn, and
    /// no line has a character that a terminal would act on.
    #[test]
    fn any_text_can_be_drawn(
        text in "([a-z {}=\"]|\t|\r?\n|\u{feff}|\\PC|\u{1b}|\u{202e}|取|👩‍👩‍👧|e\u{301}){0,120}",
        places in proptest::collection::vec((0u32..400, 0u32..60, "\\PC{0,30}|\n"), 1..6),
        width in 0usize..120,
        unicode: bool,
    ) {
        let mut sources = Sources::default();
        let file = sources.add("main.tf", text.as_str());
        let mut labels = places.into_iter().map(|(start, length, message)| Label {
            at: Span::new(start, start + length).in_file(file),
            message,
        });
        let finding = Finding {
            primary: labels.next().unwrap(),
            related: labels.collect(),
            help: Some(text.clone()),
            ..bare(&text)
        };
        let shown = human(&sources, finding, Style { width, unicode, ..Style::PLAIN });
        prop_assert!(shown.starts_with("error[some-rule]"), "{shown}");
        let acting = shown.chars().find(|&c| c != '\n' && is_unprintable(c));
        prop_assert_eq!(acting, None);
    }
}

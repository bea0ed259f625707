use grantlint_parser::source::Sources;

use super::*;

fn read(text: &str) -> (Sources, Result<Settings, ConfigError>) {
    let mut sources = Sources::default();
    let file = sources.add("grantlint.toml", text);
    let settings = Settings::parse(file, text);
    (sources, settings)
}

/// The problems as `text under the place: message`.
#[track_caller]
fn check_problems(text: &str, expected: &[&str]) {
    let (sources, settings) = read(text);
    let settings = settings.expect("a file that can be used");
    let mut found: Vec<String> = settings
        .problems
        .iter()
        .map(|problem| {
            format!(
                "{}: {}{}",
                sources.slice(problem.at),
                problem.message,
                problem
                    .help
                    .as_ref()
                    .map_or(String::new(), |help| format!(" ({help})"))
            )
        })
        .collect();
    found.sort();
    let mut expected: Vec<String> = expected.iter().map(|&line| line.to_owned()).collect();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn every_key_of_the_reference_is_read() {
    let (_, settings) = read(
        r#"
packs = ["genesys-cloud", "field-reports"]
rules = ["policies/*.toml"]
exclude = ["legacy/**"]
baseline = "known.json"
fail-on = "warning"
enforce-scopes = true
[severity]
unused-permission = "warning"
[[client]]
address = "module.*.genesyscloud_oauth_client.exporter"
calls = ["GET /api/v2/conversations/{conversationId}/recordings", "profile:authenticx"]
acts-as = ["genesyscloud_user.qa_bot"]
divisions = ["genesyscloud_auth_division.chicago"]
credentials = ["var.client_id"]
[[permission-set]]
address = "genesyscloud_permissionset.*"
calls = ["GET /api/v2/routing/queues"]
[[external-role]]
name = "Employee"
permissions = ["conversation:message:view"]
[deployer]
role = "genesyscloud_auth_role.cx_as_code"
"#,
    );
    let settings = settings.expect("a file that can be used");
    assert_eq!(settings.problems, []);
    assert_eq!(settings.pack_names(), ["genesys-cloud", "field-reports"]);
    assert_eq!(settings.fail_on, Some(Severity::Warning));
    assert!(settings.enforce_scopes);
    assert_eq!(
        settings.level("unused-permission"),
        Some(Level::At(Severity::Warning))
    );
    let client = &settings.clients[0];
    assert_eq!(client.calls.len(), 2);
    assert_eq!(client.acts_as.len(), 1);
    assert_eq!(client.divisions.len(), 1);
    assert_eq!(client.credentials[0].value, "var.client_id");
    assert_eq!(settings.permission_sets.len(), 1);
    assert_eq!(settings.external_roles.len(), 1);
    assert!(matches!(settings.deployer, Some(Deployer::Role(_))));
}

#[test]
fn all_problems_are_found_each_at_its_place() {
    check_problems(
        r#"pakcs = ["x"]
fail-on = "warn"
exclude = ["a[", "b"]
[severity]
missing-scope = "eror"
[[client]]
address = "genesyscloud_oauth_client.x[0"
calls = ["GET routing", "profile:a b"]
divsions = []
[[client]]
calls = []
[[permission-set]]
address = "genesyscloud_permissionset.x"
acts-as = []
[[external-role]]
name = "Employee"
[deployer]
"#,
        &[
            "pakcs: unknown key `pakcs` (did you mean `packs`?)",
            "\"warn\": `warn` is no value of `fail-on` (one of `error`, `warning`, `note`, `never`)",
            "\"a[\": `a[` is no glob: unclosed character class; missing ']'",
            "\"eror\": `eror` is no value of `severity` (did you mean `error`?)",
            "\"genesyscloud_oauth_client.x[0\": `[` is not closed in `genesyscloud_oauth_client.x[0`",
            "\"GET routing\": `routing` is no path: it does not begin with `/`",
            "\"profile:a b\": `profile:a b` names no profile",
            "divsions: unknown key `divsions` in `client` (did you mean `divisions`?)",
            "[[client]]: `address` is missing (say which resource the entry is about, as Terraform writes it)",
            "acts-as: unknown key `acts-as` in `permission-set` (known here: `address`, `calls`)",
            "[[external-role]]: neither `permissions` nor `file` is given",
            "[deployer]: neither `role` nor `client` is given",
        ],
    );
}

#[test]
fn what_ends_the_reading_names_its_place() {
    for (text, under, message) in [
        (
            "packs = 1",
            "1",
            "`packs` must be a list of texts, not a number",
        ),
        ("packs = [1]", "1", "`packs` must hold texts, not a number"),
        (
            "[client]\naddress = 'x.y'",
            "[client]",
            "`client` must be a list of tables, each below `[[client]]`, not a table",
        ),
        (
            "enforce-scopes = 'yes'",
            "'yes'",
            "`enforce-scopes` must be `true` or `false`, not a text",
        ),
    ] {
        let (sources, settings) = read(text);
        let error = settings.expect_err("an unusable file");
        assert_eq!(sources.slice(error.at), under, "{text}");
        assert_eq!(error.message, message);
    }
    let (_, settings) = read("packs = [");
    assert!(settings.is_err());
}

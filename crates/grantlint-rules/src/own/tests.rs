use grantlint_parser::source::Sources;

use super::*;

const RULE: &str = r#"id = "no-token"
summary = "an implicit client"
severity = "error"
why = "Tokens in URLs leak."
fix = "Use `CODE`."

[check]
kind = "attribute"
types = ["genesyscloud_oauth_client"]
must-not = { argument = "authorized_grant_type", equals = "TOKEN" }
message = "`{address}` is implicit"

[example]
bad = "x"
good = "y"
"#;

fn read(texts: &[&str]) -> (Sources, Own) {
    let (mut sources, mut own) = (Sources::default(), Own::default());
    for (number, text) in texts.iter().enumerate() {
        let path = format!("policies/{number}.toml");
        let file = sources.add(&path, *text);
        own.add(file, &path, text);
    }
    own.matrix(&["genesys-cloud".into()]);
    (sources, own)
}

/// The problems as `text under the place: message / help`, in their order.
#[track_caller]
fn check_problems(texts: &[&str], expected: &[&str]) {
    let (sources, own) = read(texts);
    let mut problems = own.problems;
    problems.sort_by_key(|problem| problem.at);
    let found: Vec<String> = problems
        .iter()
        .map(|problem| {
            let help = problem.help.as_ref();
            let help = help.map_or(String::new(), |help| format!(" / {help}"));
            let help = help.lines().next().unwrap_or("").to_owned();
            let under = sources.slice(problem.at).lines().next().unwrap_or("");
            format!("{under}: {}{help}", problem.message)
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_file_with_an_id_is_a_rule_and_any_other_is_data() {
    let (_, own) = read(&[
        RULE,
        "basis = \"org\"\n[names]\npermissions = [\"a:b:c\"]\n",
    ]);
    assert_eq!(own.problems, []);
    assert_eq!((own.rules.len(), own.data.len()), (1, 1));
}

#[test]
fn all_mistakes_of_a_file_are_told_at_their_place() {
    let text = RULE
        .replace("summary", "sumary")
        .replace("\"error\"", "\"loud\"")
        .replace("equals = ", "equal = ")
        .replace("good = \"y\"", "good = 3");
    check_problems(
        &[&text],
        &[
            "sumary: unknown key `sumary` / did you mean `summary`?",
            "\"loud\": `loud` is none of `off`, `note`, `warning`, `error`",
            "equal: unknown key `equal` / did you mean `equals`?",
            "3: invalid type: integer `3`, expected a string",
        ],
    );
}

#[test]
fn mistakes_in_a_check_have_their_place() {
    for (from, to, expected) in [
        ("\"attribute\"", "\"atribute\"", "XX"),
        ("kind = ", "kid = ", "XX"),
        (
            "types = [\"genesyscloud_oauth_client\"]",
            "types = [3]",
            "XX",
        ),
        (
            "types = [\"genesyscloud_oauth_client\"]",
            "types = []",
            "XX",
        ),
        ("must-not = ", "must_not = ", "XX"),
        ("\"no-token\"", "\"No Token\"", "XX"),
        ("\"no-token\"", "\"missing-permission\"", "XX"),
        ("\"x\"", "\"\"", "XX"),
        ("fix = \"Use `CODE`.\"\n", "", "XX"),
    ] {
        check_problems(&[&RULE.replace(from, to)], &[expected]);
    }
    check_problems(&[RULE, RULE], &["XX"]);
}

#[test]
fn mistakes_in_data_have_their_place() {
    let text = "[[operation]]\ncall = \"GET /api/v2/a\"\nall = [\"x\"]\npermission = 3\n\
                [[operation]]\nany = [\"x\"]\n[[profile]]\nname = \"p\"\ntitle = 3\n";
    check_problems(&[text], &["XX"]);
    let text = "[[operation]]\ncall = \"GET api/v2/a\"\nall = [\"x\"]\n\
                [[operation]]\ncall = \"GET /api/v2/b\"\n[[operation]]\ncall = \"GET /api/v2/c\"\nall = []\n";
    check_problems(&[text], &["XX"]);
    check_problems(&["a = \n= b\n"], &["XX"]);
}

#[test]
fn a_file_with_mistakes_is_left_out() {
    let (_, own) = read(&[&RULE.replace("kind", "kin"), "[name]\n"]);
    assert_eq!((own.rules.len(), own.data.len()), (0, 0));
    assert_eq!(own.problems.len(), 2);
}

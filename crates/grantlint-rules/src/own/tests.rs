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
        (
            "\"attribute\"",
            "\"atribute\"",
            "\"atribute\": there is no kind of check `atribute` / did you mean `attribute`?",
        ),
        ("kind = ", "kid = ", "[check]: `kind` is missing"),
        (
            "types = [\"genesyscloud_oauth_client\"]",
            "types = [3]",
            "3: invalid type: integer `3`, expected a string",
        ),
        (
            "types = [\"genesyscloud_oauth_client\"]",
            "types = []",
            "[]: `types` is empty",
        ),
        (
            "must-not = ",
            "must_not = ",
            "must_not: unknown key `must_not` / did you mean `must-not`?",
        ),
        (
            "\"no-token\"",
            "\"No Token\"",
            "\"No Token\": `No Token` is no id of a rule / lower-case letters, digits and hyphens, such as `open-recordings`",
        ),
        (
            "\"no-token\"",
            "\"missing-permission\"",
            "\"missing-permission\": `missing-permission` is a rule that is built in / give it another id; `[severity]` in `grantlint.toml` changes the weight of a built-in rule",
        ),
        ("\"x\"", "\"\"", "\"\": `bad` is empty"),
        ("fix = \"Use `CODE`.\"\n", "", ": `fix` is missing"),
    ] {
        check_problems(&[&RULE.replace(from, to)], &[expected]);
    }
    check_problems(
        &[RULE, RULE],
        &["\"no-token\": another file has a rule `no-token`"],
    );
}

#[test]
fn mistakes_in_data_have_their_place() {
    let text = "[[operation]]\ncall = \"GET /api/v2/a\"\nall = [\"x\"]\npermission = 3\n\
                [[operation]]\nany = [\"x\"]\n[[profile]]\nname = \"p\"\ntitle = 3\n";
    check_problems(
        &[text],
        &[
            "permission: unknown key `permission` / did you mean `permissions`?",
            "[[operation]]: `call` is missing",
            "3: invalid type: integer `3`, expected a string",
        ],
    );
    let text = "[[operation]]\ncall = \"GET api/v2/a\"\nall = [\"x\"]\n\
                [[operation]]\ncall = \"GET /api/v2/b\"\n[[operation]]\ncall = \"GET /api/v2/c\"\nall = []\n";
    check_problems(
        &[text],
        &[
            "\"GET api/v2/a\": the path `api/v2/a` does not begin with `/`",
            "\"GET /api/v2/b\": `GET /api/v2/b` needs exactly one of `any`, `all` and `permissions`",
            "\"GET /api/v2/c\": an empty list of permissions; write `permissions = \"none\"`",
        ],
    );
}

#[test]
fn a_file_with_mistakes_is_left_out() {
    let (_, own) = read(&[&RULE.replace("kind", "kin"), "[name]\n"]);
    assert_eq!((own.rules.len(), own.data.len()), (0, 0));
    assert_eq!(own.problems.len(), 2);
}

#[test]
fn what_a_rule_names_must_be_there() {
    let check = RULE.split_once("[check]").map_or("", |(head, _)| head);
    let example = "[example]\nbad = \"x\"\ngood = \"y\"\n";
    for (text, expected) in [
        (
            "kind = \"nobody-holds\"\npermissions = [\"routing:queues:view\"]\nmessage = \"m\"",
            &[
                "[\"routing:queues:view\"]: there is no permission `routing:queues:view` / did you mean `routing:queue:view`?",
            ][..],
        ),
        (
            "kind = \"nobody-holds\"\npermissions = [\"routing:queue:*\"]\nmessage = \"m\"",
            &[
                "[\"routing:queue:*\"]: `routing:queue:*` is no permission: each one has to be written out",
            ],
        ),
        (
            "kind = \"nobody-holds\"\npermissions = []\nmessage = \"m\"",
            &["[]: `permissions` is empty"],
        ),
        (
            "kind = \"also-holds\"\nmay-call = [\"GET /api/v2/nothing\"]\nmust-hold = [\"our:own:right\"]\nmessage = \"m\"",
            &["[\"GET /api/v2/nothing\"]: no pack knows the operation `GET /api/v2/nothing`"],
        ),
        (
            "kind = \"also-holds\"\nmust-hold = [\"routing:queue:view\"]\nmessage = \"m\"",
            &["[check]: neither `holds` nor `may-call` names anything"],
        ),
    ] {
        check_problems(&[&format!("{check}[check]\n{text}\n{example}")], expected);
    }
}

/// Whatever is cut off or doubled gives problems, and no panic; what has problems is
/// left out.
#[test]
fn files_that_are_cut_off() {
    let data = "[[operation]]\ncall = \"GET /api/v2/a\"\nall = [\"x\"]\n\
                [[profile]]\nname = \"p\"\ntitle = \"t\"\n";
    for text in [RULE, data] {
        for end in (0..text.len()).filter(|&end| text.is_char_boundary(end)) {
            let (Some(head), Some(tail)) = (text.get(..end), text.get(end..)) else {
                continue;
            };
            for text in [head, tail] {
                let (_, own) = read(&[text]);
                let read = own.rules.len() + own.data.len();
                assert!(read == 1 || !own.problems.is_empty(), "{text}");
            }
        }
    }
}

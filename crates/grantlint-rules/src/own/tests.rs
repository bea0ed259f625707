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

/// The rule with another check.
fn with_check(check: &str) -> String {
    let (head, _) = RULE.split_once("[check]").unwrap_or_default();
    format!("{head}[check]\n{check}\n[example]\nbad = \"x\"\ngood = \"y\"\n")
}

#[test]
fn what_a_rule_names_must_be_there() {
    for (check, expected) in [
        (
            "kind = \"nobody-holds\"\npermissions = [\"routing:queues:view\"]\nmessage = \"m\"",
            "\"routing:queues:view\": there is no permission `routing:queues:view` / did you mean `routing:queue:view`?",
        ),
        (
            "kind = \"nobody-holds\"\npermissions = [\"*:queue:view\"]\nmessage = \"m\"",
            "\"*:queue:view\": `*:queue:view` is no pattern for permissions / `domain:entity:*` is every action of an entity, `domain:*:*` everything of a domain",
        ),
        (
            "kind = \"nobody-holds\"\npermissions = []\nmessage = \"m\"",
            "[]: `permissions` is empty",
        ),
        (
            "kind = \"nobody-holds\"\npermissions = [\"routing:queue:view\"]\ntypes = [\"genesyscloud_flow\"]\nmessage = \"m\"",
            "\"genesyscloud_flow\": `genesyscloud_flow` holds no permissions / known here: `genesyscloud_oauth_client`, `genesyscloud_auth_role`, `genesyscloud_user`, `genesyscloud_group`, `permission-set`",
        ),
        (
            "kind = \"nobody-holds\"\npermissions = [\"routing:queue:view\"]\ntypes = [\"genesyscloud_auth_role\"]\nin-every-division = true\nmessage = \"m\"",
            "true: a role by itself is held in no division",
        ),
        (
            "kind = \"nobody-holds\"\npermissions = [\"routing:queue:view\"]\nexcept = [\"a.b\", \"a.b[\"]\nmessage = \"m\"",
            "\"a.b[\": `[` is not closed in `a.b[`",
        ),
        (
            "kind = \"also-holds\"\nholds = [\"routing:queue:view\"]\nmust-hold = [\"routing:queue:*\"]\nmessage = \"m\"",
            "\"routing:queue:*\": `routing:queue:*` is no permission: each one has to be written out",
        ),
        (
            "kind = \"also-holds\"\nmay-call = [\"GET /api/v2/nothing\"]\nmust-hold = [\"our:own:right\"]\nmessage = \"m\"",
            "\"GET /api/v2/nothing\": no pack knows the operation `GET /api/v2/nothing`",
        ),
        (
            "kind = \"also-holds\"\nmust-hold = [\"routing:queue:view\"]\nmessage = \"m\"",
            "[check]: neither `holds`, `may-call` nor `when` names anything",
        ),
        (
            "kind = \"also-holds\"\nholds = [\"routing:queue:view\"]\nmessage = \"m\"",
            "[check]: neither `must-hold` nor `must-hold-one-of` names anything",
        ),
        (
            "kind = \"calls\"\nnever = [\"DELETE *\", \"GET /api/v2/nothing/*\"]\nmessage = \"m\"",
            "\"GET /api/v2/nothing/*\": no pack knows the operation `GET /api/v2/nothing/*`",
        ),
        (
            "kind = \"calls\"\nnever = [\"GET /api/v2/users/123\"]\nmessage = \"m\"",
            "\"GET /api/v2/users/123\": no pack knows the operation `GET /api/v2/users/123` / did you mean `GET /api/v2/users/{userId}`?",
        ),
        (
            "kind = \"calls\"\nonly = [\"GET group:Recordin\"]\nmessage = \"m\"",
            "\"GET group:Recordin\": there is no API group `Recordin` / did you mean `Recording`?",
        ),
        (
            "kind = \"calls\"\nonly = [\"FETCH *\"]\nmessage = \"m\"",
            "\"FETCH *\": `FETCH` is not a method of the API",
        ),
        (
            "kind = \"calls\"\nmessage = \"m\"",
            "[check]: neither `never` nor `only` is given",
        ),
        (
            "kind = \"calls\"\nonly = [\"GET *\"]\nmessage = \"`{adress}` calls `{call}`\"",
            "{adress}: there is no `{adress}` to put in / did you mean `{address}`?",
        ),
    ] {
        check_problems(&[&with_check(check)], &[expected]);
    }
}

#[test]
fn what_a_condition_asks_must_make_sense() {
    for (condition, expected) in [
        ("{ }", "{ }: the condition asks nothing"),
        (
            "{ equals = \"a\" }",
            "{ equals = \"a\" }: `argument` is missing / the tests of a condition are about an argument or nested block",
        ),
        (
            "{ argument = \"name\" }",
            "\"name\": nothing is asked of the argument / `is = \"given\"` asks whether it is there",
        ),
        (
            "{ argument = \"nam\", equals = \"a\" }",
            "\"nam\": `genesyscloud_oauth_client` has no argument `nam` / did you mean `name`?",
        ),
        (
            "{ argument = \"roles.role_ids\", is = \"given\" }",
            "\"roles.role_ids\": `genesyscloud_oauth_client` has no argument `roles.role_ids` / did you mean `role_id`?",
        ),
        (
            "{ argument = \"name.first\", is = \"given\" }",
            "\"name.first\": `genesyscloud_oauth_client` has no argument `name.first` / `name` has no parts",
        ),
        (
            "{ argument = \"a..b\", is = \"given\" }",
            "\"a..b\": `a..b` is no path to an argument / names with dots between them, such as `roles.division_id`",
        ),
        (
            "{ argument = \"state\", equals = \"Inactive\" }",
            "\"Inactive\": `state` is never `Inactive` / did you mean `inactive`?",
        ),
        (
            "{ argument = \"scopes\", one-of = [\"users\", \"user:read\"] }",
            "\"user:read\": there is no scope `user:read` / did you mean `users:readonly`?",
        ),
        (
            "{ argument = \"scopes\", every = { one-of = [\"usrs\"] } }",
            "\"usrs\": there is no scope `usrs` / did you mean `users`?",
        ),
        (
            "{ argument = \"name\", pattern = \"a(\" }",
            "\"a(\": `a(` is no regular expression: unclosed group",
        ),
        (
            "{ argument = \"name\", one-of = [] }",
            "[]: `one-of` is empty",
        ),
        ("{ any = [] }", "[]: `any` is empty"),
        (
            "{ argument = \"access_token_validity_seconds\", min = 3, max = 2.5 }",
            "3: `min` is more than `max`",
        ),
        (
            "{ argument = \"access_token_validity_seconds\", min = \"3\" }",
            "\"3\": a number was expected",
        ),
        (
            "{ argument = \"roles\", min-count = 3, max-count = 2 }",
            "3: `min-count` is more than `max-count`",
        ),
        (
            "{ argument = \"roles\", max-count = -1 }",
            "-1: invalid value: integer `-1`, expected usize",
        ),
        (
            "{ argument = \"name\", equals = [\"a\"] }",
            "[\"a\"]: a text, a number, or `true` or `false` was expected",
        ),
        (
            "{ argument = \"name\", same-as = \"nam\" }",
            "\"nam\": `genesyscloud_oauth_client` has no argument `nam` / did you mean `name`?",
        ),
        (
            "{ argument = \"roles.role_id\", refers-to = [\"genesyscloud_auth_roles\"] }",
            "\"genesyscloud_auth_roles\": the provider has no resource `genesyscloud_auth_roles` / did you mean `genesyscloud_auth_role`?",
        ),
        (
            "{ attached = { by = \"x\" } }",
            "\"x\": `by` has no meaning without `to`",
        ),
        (
            "{ attached = { max = 1 } }",
            "{ max = 1 }: only what refers from a resource can be counted / name the types of the resources that count in `to`",
        ),
        (
            "{ attached = { to = [\"genesyscloud_user_roles\"], by = \"role\" } }",
            "\"role\": `genesyscloud_user_roles` has no argument `role` / did you mean `roles`?",
        ),
        (
            "{ calls = [\"GET\"] }",
            "\"GET\": `GET` is neither `METHOD PATH`, `METHOD group:NAME`, `group:NAME` nor `profile:NAME`",
        ),
        (
            "{ all = [{ not = { holds = [\"routing:queues:view\"] } }] }",
            "\"routing:queues:view\": there is no permission `routing:queues:view` / did you mean `routing:queue:view`?",
        ),
    ] {
        let check = format!(
            "kind = \"attribute\"\ntypes = [\"genesyscloud_oauth_client\"]\nmust = {condition}\nmessage = \"m\""
        );
        check_problems(&[&with_check(&check)], &[expected]);
    }
}

#[test]
fn an_attribute_check_must_be_whole() {
    let types = "types = [\"genesyscloud_oauth_client\"]";
    let must = "must = { argument = \"name\", is = \"given\" }";
    for (check, expected) in [
        (
            format!("{types}\nmessage = \"m\""),
            &["[check]: neither `must` nor `must-not` is given"][..],
        ),
        (
            format!("{types}\n{must}\nmust-not = {{ called = true }}\nmessage = \"m\""),
            &["[check]: both `must` and `must-not` are given"],
        ),
        (
            format!("{types}\n{must}\nmessage = \" \""),
            &["\" \": `message` is empty"],
        ),
        (
            format!(
                "{types}\n{must}\nmessage = \"`{{address}}` {{scopes}}\"\nhelp = \"{{{{x}}}} {{y}}\""
            ),
            &[
                "{scopes}: there is no `{scopes}` to put in / known here: `{address}`, `{argument}`, `{value}`, `{name}`",
                "{y}: there is no `{y}` to put in / known here: `{address}`, `{argument}`, `{value}`, `{name}`",
            ],
        ),
        (
            format!(
                "types = [\"genesyscloud_oauth_clients\", \"permission-set\"]\n{must}\nmessage = \"m\""
            ),
            &[
                "\"genesyscloud_oauth_clients\": the provider has no resource `genesyscloud_oauth_clients` / did you mean `genesyscloud_oauth_client`?",
            ],
        ),
        (
            format!(
                "{types}\nseverity-of = {{ genesyscloud_user = \"note\" }}\n{must}\nmessage = \"m\""
            ),
            &["\"note\": `genesyscloud_user` is none of `types`"],
        ),
    ] {
        let check = format!("kind = \"attribute\"\n{check}");
        check_problems(&[&with_check(&check)], expected);
    }
}

/// Wherever a line is missing or ends, there are problems or a rule, and no panic.
#[test]
fn rules_of_every_kind_that_lack_lines() {
    for kind in skeleton::Kind::ALL {
        let text = kind.skeleton("our-rule");
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for number in 0..lines.len() {
            let (before, after) = lines.split_at(number);
            let without = after.get(1..).unwrap_or_default();
            for text in [before.concat(), before.concat() + &without.concat()] {
                let (_, own) = read(&[&text]);
                let read = own.rules.len() + own.data.len();
                assert!(read == 1 || !own.problems.is_empty(), "{text}");
            }
        }
    }
}

/// A rule that was just begun has no mistakes, and its examples hold.
#[test]
fn every_skeleton_is_a_rule_whose_examples_hold() {
    for kind in skeleton::Kind::ALL {
        let text = kind.skeleton("our-rule");
        assert!(
            text.contains(&format!("kind = \"{}\"", kind.name())),
            "{kind:?}"
        );
        let (_, mut own) = read(&[&text]);
        assert_eq!(own.problems, [], "{kind:?}");
        let matrix = own.matrix(&["genesys-cloud".into()]);
        let [rule] = own.rules.as_slice() else {
            panic!("{kind:?}: {} rules", own.rules.len());
        };
        assert_eq!(rule.id, "our-rule");
        assert_eq!(
            example::faults(rule, &own.rules, &[], &matrix),
            [""; 0],
            "{kind:?}"
        );
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

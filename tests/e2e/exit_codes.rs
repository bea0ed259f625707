//! 0, 1 and 2, and what decides between them.

use super::{LACKING, SUFFICIENT, project};

#[track_caller]
fn check(files: &str, arguments: &[&str], exit: i32) {
    let run = project(files).run(arguments);
    assert_eq!(run.exit, exit, "{arguments:?}\n{run}");
}

/// A permission set that nothing refers to: a warning.
const WARNING: &str = r#"//- main.tf
resource "genesyscloud_auth_role" "all" {
  name            = "All"
  default_role_id = "employee"
  permission_policies {
    domain      = "routing"
    entity_name = "*"
    action_set  = ["view"]
  }
}
"#;

#[test]
fn errors_fail_unless_never_is_asked_for() {
    check(SUFFICIENT, &["check"], 0);
    check(LACKING, &["check"], 1);
    check(LACKING, &["check", "--fail-on", "never"], 0);
}

#[test]
fn warnings_fail_where_that_is_asked_for() {
    check(WARNING, &["check"], 0);
    check(WARNING, &["check", "--fail-on", "warning"], 1);
    check(WARNING, &["check", "--fail-on", "note"], 1);
}

#[test]
fn the_configuration_decides_where_the_command_line_does_not() {
    let strict = format!("{WARNING}//- grantlint.toml\nfail-on = \"warning\"\n");
    check(&strict, &["check"], 1);
    check(&strict, &["check", "--fail-on", "error"], 0);
}

#[test]
fn what_is_left_out_does_not_fail() {
    let arguments = ["check", "--fail-on", "warning", "--min-severity", "error"];
    check(WARNING, &arguments, 0);
}

#[test]
fn the_format_has_no_say() {
    for format in ["human", "compact", "json"] {
        check(LACKING, &["check", "--format", format], 1);
        check(SUFFICIENT, &["check", "--format", format], 0);
    }
}

#[test]
fn a_command_line_that_is_wrong_is_2() {
    check(SUFFICIENT, &[], 2);
    check(SUFFICIENT, &["chekc"], 2);
    check(SUFFICIENT, &["check", "--var", "novalue"], 2);
    check(SUFFICIENT, &["check", "--output", "json"], 2);
    check(SUFFICIENT, &["check", "--format", "xml"], 2);
}

#[test]
fn a_path_that_is_not_there_is_2_and_the_others_are_checked() {
    let run = project(LACKING).run(&["check", "main.tf", "nowhere", "--format", "compact"]);
    assert_eq!(run.exit, 2, "{run}");
    assert!(run.stdout.contains("[missing-permission]"), "{run}");
    assert!(run.stderr.contains("`nowhere` is not there"), "{run}");
}

#[test]
fn explaining_a_rule_is_0_and_an_unknown_one_2() {
    check("", &["explain", "missing-permission"], 0);
    check("", &["explain", "missing-permision"], 2);
}

/// Terraform refuses a value for a variable that is not there; here it is said, unless
/// another module or a file that does not parse may declare it.
#[test]
fn a_variable_that_no_root_module_declares_is_told() {
    let note = "note: no root module declares `var.b`, which --var gives a value";
    let declaring = "variable \"a\" {}\n";
    for (files, told) in [
        (format!("//- main.tf\n{declaring}"), true),
        (
            format!("//- main.tf\n{declaring}variable \"b\" {{}}\n"),
            false,
        ),
        (format!("//- main.tf\n{declaring}//- x.tf\nBROKEN\n"), false),
        (
            format!(
                "//- one/grantlint.toml\n//- one/main.tf\n{declaring}\
                 //- two/grantlint.toml\n//- two/main.tf\nvariable \"b\" {{}}\n"
            ),
            false,
        ),
    ] {
        let project = project(&files);
        for question in [&["check"][..], &["can", "nobody"], &["eval", "1"]] {
            if question.contains(&"eval") && files.contains("two/") {
                continue;
            }
            let variables = ["--var", "a=1", "--var", "b=1"];
            let run = project.run(&[question, &variables].concat());
            assert_eq!(run.stderr.contains(note), told, "{question:?} {run}");
            assert!(!run.stderr.contains("`var.a`"), "{run}");
        }
    }
}

//! `grantlint eval`: what expressions mean, and why not.

use std::io::Write;
use std::process::{Command, Stdio};

use super::{Run, project};

const MODULE: &str = r#"//- envs/prod/main.tf
variable "name" {
  type = string
}
variable "open" {
  type = string
}
variable "count" {
  type    = number
  default = 2
}
locals {
  names = [for n in range(var.count) : "${var.name}-${n}"]
}
module "inner" {
  source = "../../inner"
  name   = upper(var.name)
}
resource "genesyscloud_auth_role" "reader" {
  name = "Reader"
}
//- envs/prod/terraform.tfvars
name = "a"
//- inner/main.tf
variable "name" {}
output "name" {
  value = "<${var.name}>"
}
//- other.tfvars
name = "file"
//- empty/notes.txt
nothing
//- broken/main.tf
locals {
  good = 1
  bad  = = 2
}
"#;

#[track_caller]
fn check(arguments: &[&str], expected: &str) {
    let run = project(MODULE).run(&[&["eval", "--in", "envs/prod"], arguments].concat());
    assert_eq!(run.exit, 0, "{run}");
    assert_eq!(run.stdout.trim_end(), expected, "{run}");
    assert_eq!(run.stderr, "", "{run}");
}

#[track_caller]
fn lines(input: &[u8]) -> Run {
    let project = project(MODULE);
    let file = project.path().join("input");
    std::fs::File::create(&file)
        .and_then(|mut file| file.write_all(input))
        .expect("a file to write to");
    let file = std::fs::File::open(&file).expect("a file to read");
    let mut command = Command::new(env!("CARGO_BIN_EXE_grantlint"));
    command
        .args(["eval", "--in", "envs/prod"])
        .current_dir(project.path())
        .stdin(Stdio::from(file));
    project.finish(&mut command)
}

#[test]
fn what_is_known_is_printed_as_json() {
    check(&["local.names"], r#"{"value": ["a-0","a-1"]}"#);
    check(&["module.inner.name"], r#"{"value": "\u003cA\u003e"}"#);
    check(
        &["genesyscloud_auth_role.reader.name"],
        r#"{"value": "Reader"}"#,
    );
    check(&["-1 + 0.1"], r#"{"value": -0.9}"#);
    check(&["null"], r#"{"value": null}"#);
    check(&["[\n  1,\n  2\n]"], r#"{"value": [1,2]}"#);
}

#[test]
fn variables_are_given_as_in_a_check() {
    check(&["--var", "name=b", "var.name"], r#"{"value": "b"}"#);
    let both = ["--var", "name=b", "--var-file", "other.tfvars", "var.name"];
    check(&both, r#"{"value": "file"}"#);
}

#[test]
fn what_is_not_known_or_not_wholly_has_its_reason() {
    let open = r#"{"unknown": "`var.open` has no value here"}"#;
    check(&["var.open"], open);
    check(&["[1, var.open]"], open);
    check(&["{ a = { b = \"${var.open}!\" } }"], open);
    check(&["[1, var.open][0]"], r#"{"value": 1}"#);
    check(
        &["genesyscloud_auth_role.reader.id"],
        r#"{"unknown": "`genesyscloud_auth_role.reader.id` is known only after apply"}"#,
    );
    check(
        &["genesyscloud_auth_role.reader"],
        r#"{"unknown": "`genesyscloud_auth_role.reader` is not known as a whole"}"#,
    );
}

#[test]
fn a_module_is_the_object_of_its_outputs() {
    check(&["module.inner"], r#"{"value": {"name":"\u003cA\u003e"}}"#);
    check(
        &["[for k, v in module.inner : k]"],
        r#"{"value": ["name"]}"#,
    );
}

#[test]
fn what_terraform_would_refuse_further_off_is_an_error_with_its_place() {
    let project = project(
        r#"//- main.tf
locals {
  list = ["a"]
  far  = local.list[1]
  use  = "x${local.far}"
  fine = 1
}
module "m" {
  source = "./m"
}
//- m/main.tf
variable "needed" {}
output "needed" {
  value = var.needed
}
"#,
    );
    let far = "there is no element with that index (`main.tf`, line 3)";
    let needed = "`var.needed` has no value here (`main.tf`, line 7)";
    for (expression, expected) in [
        ("local.use", format!("{{\"error\": \"{far}\"}}\n")),
        ("try(local.far, 1)", format!("{{\"error\": \"{far}\"}}\n")),
        ("module.m", format!("{{\"error\": \"{needed}\"}}\n")),
        ("local.fine", "{\"value\": 1}\n".to_owned()),
    ] {
        let run = project.run(&["eval", expression]);
        assert_eq!(run.stdout, expected, "{run}");
        assert_eq!(run.exit, 0, "{run}");
    }
}

#[cfg(unix)]
#[test]
fn sets_of_files_hold_what_lies_inside() {
    let project = project(
        r#"//- main.tf
locals {
  up = fileset("..", "*")
}
//- roles/a.json
{}
//- roles/.hidden.json
{}
//- roles/deep/b.json
{}
//- linked/c.json
{}
"#,
    );
    let link = |to: &str, at: &str| std::os::unix::fs::symlink(to, project.path().join(at));
    link("/etc", "linked/outside").expect("a link");
    let outside = r#"{"unknown": "it lies outside of what is checked"}"#;
    let linked = r#"{"unknown": "there is a symbolic link among the files"}"#;
    for (expression, expected) in [
        (
            r#"fileset("roles", "*.json")"#,
            r#"{"value": [".hidden.json","a.json"]}"#,
        ),
        (r#"fileset(".", "roles/**/*.json")"#, linked),
        (
            r#"fileset("roles", "*/*.json")"#,
            r#"{"value": ["deep/b.json"]}"#,
        ),
        (r#"fileset("nowhere", "*")"#, r#"{"value": []}"#),
        (r#"fileset("linked", "*")"#, linked),
        (r#"fileset("/etc", "*")"#, outside),
        ("local.up", outside),
    ] {
        let run = project.run(&["eval", expression]);
        assert_eq!(run.stdout.trim_end(), expected, "{expression}: {run}");
    }
}

#[test]
fn each_line_of_standard_input_has_a_line_of_output() {
    let run = lines(b"var.name\n\n1 +\nvar.nothing\n\xff\nvar.open\r\n1 + \"a\"\n3");
    assert_eq!(run.exit, 0, "{run}");
    let starts = [
        "{\"value\": \"a\"}",
        "{\"error\": \"there is no expression\"}",
        "{\"error\": \"",
        "{\"error\": \"`var.nothing` is not declared in this module\"}",
        "{\"error\": \"the line is not valid UTF-8\"}",
        "{\"unknown\": \"`var.open` has no value here\"}",
        "{\"error\": \"",
        "{\"value\": 3}",
    ];
    assert_eq!(run.stdout.lines().count(), starts.len(), "{run}");
    for (line, start) in run.stdout.lines().zip(starts) {
        assert!(line.starts_with(start), "{line} for {start}");
    }
}

#[test]
fn deep_input_has_an_answer_too() {
    let mut input = Vec::new();
    for (open, close) in [("(", ")"), ("[", "]"), ("!", ""), ("\"${", "}\"")] {
        input.extend_from_slice(open.repeat(50_000).as_bytes());
        input.extend_from_slice(b"true");
        input.extend_from_slice(close.repeat(50_000).as_bytes());
        input.push(b'\n');
    }
    let run = lines(&input);
    assert_eq!(run.exit, 0, "{}", run.stderr);
    assert_eq!(run.stdout.lines().count(), 4, "{run}");
    assert!(!run.stdout.contains("\"value\""), "{run}");
}

#[test]
fn what_can_not_be_read_is_2() {
    let project = project(MODULE);
    for (folder, message) in [
        ("nowhere", "`nowhere` is not there"),
        ("empty", "no Terraform file"),
        ("envs", "`envs` holds no Terraform file"),
        ("inner/main.tf", "is no folder"),
    ] {
        let run = project.run(&["eval", "--in", folder, "1"]);
        assert_eq!(run.exit, 2, "{folder}: {run}");
        assert!(run.stderr.contains(message), "{folder}: {run}");
        assert_eq!(run.stdout, "", "{folder}: {run}");
    }
    let run = project.run(&["eval", "--in", "inner", "--var-file", "gone.tfvars", "1"]);
    assert_eq!(run.exit, 2, "{run}");
    let run = project.run(&["eval", "--in", "broken", "local.good"]);
    assert_eq!(run.exit, 2, "{run}");
    assert_eq!(run.stdout, "{\"value\": 1}\n", "{run}");
    assert!(run.stderr.contains("broken/main.tf:3"), "{run}");
}

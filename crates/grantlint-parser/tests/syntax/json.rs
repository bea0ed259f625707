//! Terraform's JSON: what becomes a block, what a template, what an error.
//! What Terraform makes of each text was asked of `terraform validate` and
//! `terraform console` 1.11.4.

use grantlint_parser::syntax::tree::Format;
use grantlint_parser::syntax::{parse, parse_variables};

use crate::sexpr::{body, id};

#[track_caller]
fn check(text: &str, expected: &str) {
    let parsed = parse(id(), text, Format::Json);
    assert_eq!(parsed.errors, [], "{text}");
    assert_eq!(body(parsed.file.body()), expected, "{text}");
}

/// The message of the only error, and what could be read besides.
#[track_caller]
fn check_error(text: &str, message: &str, expected: &str) {
    let parsed = parse(id(), text, Format::Json);
    let messages: Vec<_> = parsed
        .errors
        .iter()
        .map(|error| error.message.as_str())
        .collect();
    assert_eq!(messages, [message], "{text}");
    assert_eq!(body(parsed.file.body()), expected, "{text}");
}

#[test]
fn blocks() {
    check("{}", "");
    check("[]", "");
    check(r#"{"locals": {"a": 1}}"#, "locals {(a 1)}");
    check(
        r#"{"locals": [{"a": 1}, {"b": 2}]}"#,
        "locals {(a 1)} locals {(b 2)}",
    );
    check(
        r#"{"locals": {"a": 1}, "locals": {"b": 1}}"#,
        "locals {(a 1)} locals {(b 1)}",
    );
    check(
        r#"[{"locals": {"a": 1}}, {"locals": {}}]"#,
        "locals {(a 1)} locals {}",
    );
    check(
        r#"{"resource": {"t": {"a": {"x": 1}, "b": [{}, {"x": 2}]}}}"#,
        r#"resource "t" "a" {(x 1)} resource "t" "b" {} resource "t" "b" {(x 2)}"#,
    );
    check(r#"{"data": [{"t": [{"a": {}}]}]}"#, r#"data "t" "a" {}"#);
    check(
        r#"{"module": {"m": {"source": "./m"}}}"#,
        r#"module "m" {(source "./m")}"#,
    );
    check(
        r#"{"terraform": {}, "moved": [], "import": null}"#,
        "terraform {}",
    );
    check(
        r#"{"//": "why", "locals": {"//": "too", "a": {"//": 1}}}"#,
        r#"locals {(a (object ("//" 1)))}"#,
    );
    check(r#"{"unheard_of": 1}"#, "(unheard_of 1)");
    check(
        r#"{"resource": {"t": {"a": {"nested": [{"x": 1}]}}}}"#,
        r#"resource "t" "a" {(nested (list (object ("x" 1))))}"#,
    );
}

#[test]
fn expressions() {
    check(
        r#"{"locals": {"a": [null, true, -1.5e2, "x", {"k": {}}]}}"#,
        r#"locals {(a (list null true (- 1.5e2) "x" (object ("k" (object)))))}"#,
    );
    check(
        r#"{"locals": {"a": "${b.c}"}}"#,
        "locals {(a (template (access b .c)))}",
    );
    check(
        r#"{"locals": {"a": "x ${~ \"y\"} %{if b}\n%{endif}"}}"#,
        r#"locals {(a (template "x" "y" " " (if b ( "\n") ())))}"#,
    );
    check(
        r#"{"locals": {"a": "$${b} %%{c} \u00e9\ud83d\ude00\/"}}"#,
        r#"locals {(a "${b} %{c} é😀/")}"#,
    );
    check(
        r#"{"locals": {"a": "\ud800"}}"#,
        "locals {(a \"\u{fffd}\")}",
    );
    check(
        r#"{"locals": {"a": {"${b}": 1}}}"#,
        "locals {(a (object ((template b) 1)))}",
    );
    check("{\"locals\":\r\n\t{ \"a\" :1 } }\n", "locals {(a 1)}");
    // Where Terraform's scanner gives up, the rest is text.
    check(
        r#"{"locals": {"a": "${b}\r${c}"}}"#,
        r#"locals {(a (template b "\r${c}"))}"#,
    );
}

#[test]
fn strings_that_nothing_evaluates_are_no_templates() {
    check(
        r#"{"variable": {"v": {"default": "${x"}}}"#,
        r#"variable "v" {(default "${x")}"#,
    );
    check(
        r#"{"terraform": {"required_version": "${x}"}}"#,
        r#"terraform {(required_version "${x}")}"#,
    );
    check(
        r#"{"module": {"m": {"source": "${x}", "y": "${x}"}}}"#,
        r#"module "m" {(source "${x}") (y (template x))}"#,
    );
    let values = parse_variables(
        id(),
        r#"{"a": "${x}", "//": 1, "locals": {"b": "%{"}}"#,
        Format::Json,
    );
    assert_eq!(values.errors, []);
    assert_eq!(
        body(values.file.body()),
        r#"(a "${x}") (locals (object ("b" "%{")))"#
    );
}

#[test]
fn errors() {
    check_error("", "expected a value, found the end of the file", "");
    check_error(
        "\u{feff}{}",
        "expected a value, found a byte order mark",
        "",
    );
    check_error("1", "the file is not an object", "");
    check_error("{} {}", "expected the end of the file, found `{`", "");
    check_error(
        r#"{"locals": {"a": 1,}}"#,
        "comma has nothing after it",
        "locals {(a 1)}",
    );
    check_error(
        r#"{"locals": {"a": 1 "b": 2}}"#,
        "expected a comma or a closing brace, found a string",
        "locals {(a 1)}",
    );
    check_error(
        r#"{"locals": {"a": 1, "b": }}"#,
        "expected a value, found `}`",
        "locals {(a 1)}",
    );
    check_error(
        r#"{"locals": {"a": [1, 02]}}"#,
        "`02` is not a number in JSON",
        "locals {(a (list 1))}",
    );
    check_error(
        r#"{"locals": {"a": True}}"#,
        "`True` is not a value",
        "locals {}",
    );
    check_error(
        "{\"locals\": {\"a\": \"x\ty\"}}",
        "expected the end of the string before the end of the line, found `\\t`",
        "locals {}",
    );
    check_error(
        r#"{"locals": {"a": "\x"}}"#,
        "`\\x` is not an escape sequence of JSON",
        "locals {}",
    );
    check_error(
        r#"{"locals": {"a": "x"#,
        "string is not closed",
        "locals {}",
    );
    check_error(
        r#"{"locals": {a: 1}}"#,
        "expected a property's name in quotes, found `a`",
        "locals {}",
    );
    check_error(r#"{"locals": 1}"#, "`locals` is not an object", "");
    check_error(
        r#"{"resource": {"t": 1}}"#,
        "what stands below `t` is not an object",
        "",
    );
    check_error(
        r#"{"locals": {"a": "${b", "c": 1}}"#,
        "interpolation is not closed",
        "locals {(a invalid) (c 1)}",
    );
}

#[test]
fn labels_must_be_there() {
    check_error(
        r#"{"resource": {}}"#,
        "what stands below `resource` is missing",
        "",
    );
    check_error(
        r#"{"resource": {"t": null}}"#,
        "what stands below `t` is missing",
        "",
    );
    check(r#"{"resource": {"t": {"n": null}}}"#, "");
}

#[test]
fn repeated_names() {
    check_error(
        r#"{"locals": {"a": {}, "a": {}}}"#,
        "`a` is set a second time",
        "locals {(a (object)) (a (object))}",
    );
    check_error(
        r#"{"locals": {"a": {"b": 1, "b": 2}}}"#,
        "`b` is set a second time",
        r#"locals {(a (object ("b" 1) ("b" 2)))}"#,
    );
    check_error(
        r#"{"resource": {"t": {"n": {"a": 1, "a": {}}}}}"#,
        "`a` is set a second time",
        r#"resource "t" "n" {(a 1) (a (object))}"#,
    );
    // Both may be blocks.
    check(
        r#"{"resource": {"t": {"n": {"a": {}, "a": []}}}}"#,
        r#"resource "t" "n" {(a (object)) (a (list))}"#,
    );
}

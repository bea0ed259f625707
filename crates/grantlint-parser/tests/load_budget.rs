//! Budgets through the door: each of them is a problem that names what ran out and
//! where, and whatever does not need it is read all the same.

#![allow(
    clippy::expect_used,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use grantlint_parser::load::{self, Files, Inputs, Loaded, ProblemKind, ReadError, Settings};

/// Files in memory. One without a text is too large to be read.
#[derive(Default)]
struct Memory(BTreeMap<String, Option<String>>);

impl Memory {
    fn with(mut self, path: &str, text: impl Into<String>) -> Self {
        self.0.insert(path.to_owned(), Some(text.into()));
        self
    }

    fn with_large(mut self, path: &str) -> Self {
        self.0.insert(path.to_owned(), None);
        self
    }
}

impl Files for Memory {
    fn list(&self, folder: &str) -> Vec<String> {
        let inside = self.0.keys().filter_map(|path| {
            let (at, name) = path.rsplit_once('/').unwrap_or((".", path));
            (at == folder).then(|| name.to_owned())
        });
        inside.collect()
    }

    fn read(&self, path: &str) -> Result<Arc<[u8]>, ReadError> {
        match self.0.get(path) {
            None => Err(ReadError::Missing),
            Some(None) => Err(ReadError::TooMuch("the file is larger than 64 MiB")),
            Some(Some(text)) => Ok(text.as_bytes().into()),
        }
    }

    fn below(&self, _folder: &str, _levels: usize) -> Result<Vec<String>, ReadError> {
        Err(ReadError::TooMuch("there are too many files"))
    }
}

/// A role that does not need what the others are too much for.
const FINE: &str = "resource \"genesyscloud_auth_role\" \"fine\" {\n  name = \"Fine\"\n}\n";

/// The budgets that ran out, as `file:line: message`.
fn exceeded(loaded: &Loaded) -> Vec<String> {
    let shown = loaded.problems.iter().map(|problem| {
        assert_eq!(problem.kind, ProblemKind::Budget, "{problem:?}");
        let file = loaded.sources.get(problem.at.file).expect("a file");
        let line = file.line_of(problem.at.span.start);
        format!("{}:{line}: {}", file.path(), problem.message)
    });
    shown.collect()
}

#[track_caller]
fn check_files(files: Memory, expected: &[&str]) {
    let files = files.with("fine.tf", FINE);
    let folders = [".".to_owned()];
    let loaded = load::load(&folders, &files, &Inputs::default(), &Settings::default());
    assert_eq!(exceeded(&loaded), expected);
    let names: Vec<&str> = loaded
        .models
        .iter()
        .flat_map(|model| &model.roles)
        .filter_map(|role| role.name.as_ref()?.known().map(|name| name.as_str()))
        .collect();
    assert!(names.contains(&"Fine"), "{names:?}");
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    check_files(Memory::default().with("main.tf", text), expected);
}

/// A role whose name is an expression.
fn role(name: &str) -> String {
    format!("resource \"genesyscloud_auth_role\" \"r\" {{\n  name = {name}\n}}\n")
}

#[test]
fn steps() {
    // A conditional pays for both arms by their size, whatever it does with them.
    let many = "tolist(flatten([for a in range(100) : range(1000)]))";
    let dear = "[for i in range(300) : length(true ? local.many : local.many)]";
    let name = role("local.dear[0]");
    let text = format!("locals {{\n  many = {many}\n  dear = {dear}\n}}\n{name}");
    let reason = "main.tf:3: the evaluation takes more than 50,000,000 steps";
    check(&text, &[reason]);
}

#[test]
fn sizes_of_collections_and_strings() {
    let all = ["range(1000)"; 4].join(", ");
    let large = "main.tf:2: the value has more than 1,000,000 elements";
    check(&role(&format!("setproduct({all})[0][0]")), &[large]);
    let long = "main.tf:2: the string has more than 16 MiB";
    let text = "join(format(\"%1000000d\", 1), range(100))";
    check(&role(text), &[long]);
}

#[test]
fn nesting_of_values() {
    let object = "jsondecode(join(\"\", [join(\"\", [for i in range(190) : \"[\"]), join(\"\", [for i in range(190) : \"]\"])]))";
    let wrapped = (0..20).fold(object.to_owned(), |text, _| format!("[{text}]"));
    check(
        &role(&format!("{wrapped}[0]")),
        &["main.tf:2: the value nests more than 200 collections"],
    );
}

#[test]
fn instances_of_a_block() {
    check(
        "resource \"genesyscloud_auth_role\" \"r\" {\n  count = 1001\n  name  = \"x\"\n}\n",
        &["main.tf:2: `count` makes more than 1000 instances"],
    );
    check(
        "resource \"genesyscloud_auth_role\" \"r\" {\n  count = 1e15\n  name  = \"x\"\n}\n",
        &["main.tf:2: `count` makes more than 1000 instances"],
    );
    check(
        "resource \"genesyscloud_auth_role\" \"r\" {\n  for_each = toset([for i in range(1001) : \"r${i}\"])\n  name = each.key\n}\n",
        &["main.tf:2: `for_each` makes more than 1000 instances"],
    );
    check(
        "resource \"genesyscloud_auth_role\" \"r\" {\n  name = \"x\"\n  dynamic \"permission_policies\" {\n    for_each = range(1001)\n    content {\n      domain = \"d${permission_policies.value}\"\n    }\n  }\n}\n",
        &["main.tf:3: a `dynamic` block makes more than 1000 blocks"],
    );
}

#[test]
fn instances_of_modules() {
    let files = Memory::default()
        .with(
            "main.tf",
            "module \"a\" {\n  source = \"./a\"\n  count  = 1000\n}\n",
        )
        .with(
            "a/main.tf",
            "module \"b\" {\n  source = \"../b\"\n  count  = 1000\n}\n",
        )
        .with("b/main.tf", "locals {\n  a = 1\n}\n");
    check_files(
        files,
        &[
            "a/main.tf:2: there are more than 10000 instances of modules",
            "a/main.tf:3: all blocks make more than 100000 instances",
        ],
    );
}

#[test]
fn depth_of_modules() {
    let call = |at: usize| format!("module \"m\" {{\n  source = \"{at}\"\n}}\n");
    let files = (1..40).fold(
        Memory::default().with("main.tf", call(1).replace('1', "./1")),
        |files, at| {
            let below = call(at + 1).replace(&(at + 1).to_string(), &format!("../{}", at + 1));
            files.with(&format!("{at}/main.tf"), below)
        },
    );
    check_files(
        files,
        &["32/main.tf:2: modules are called more than 32 levels deep"],
    );
    let circle = Memory::default()
        .with("main.tf", "module \"a\" {\n  source = \"./a\"\n}\n")
        .with("a/main.tf", "module \"b\" {\n  source = \"./b\"\n}\n")
        .with("a/b/main.tf", "module \"a\" {\n  source = \"..\"\n}\n");
    check_files(circle, &["a/b/main.tf:2: the module in `a` calls itself"]);
}

#[test]
fn chains_of_references() {
    let locals = (0..210).fold(String::new(), |mut text, at| {
        _ = writeln!(text, "  l{} = [local.l{at}]", at + 1);
        text
    });
    let text = format!("locals {{\n  l0 = 1\n{locals}}}\n{}", role("local.l210"));
    let deep = "main.tf:147: expressions nest or refer to each other too deeply";
    check(&text, &[deep]);
    let resources = (0..150).fold(String::new(), |mut text, at| {
        let above = at + 1;
        _ = writeln!(text, "resource \"x\" \"r{above}\" {{\n  a = x.r{at}.a\n}}");
        text
    });
    let text = format!("{resources}{}", role("x.r150.a"));
    let far = "main.tf:152: `x.r50.a` is reached through more than 100 references";
    check(&text, &[far]);
}

#[test]
fn what_refers_to_itself() {
    let text = format!(
        "locals {{\n  a = local.b\n  b = local.a\n}}\n{}",
        role("local.a")
    );
    check(&text, &["main.tf:3: `local.a` refers to itself"]);
}

#[test]
fn files_that_are_too_large() {
    check_files(
        Memory::default().with_large("large.tf"),
        &["large.tf:1: the file is larger than 64 MiB"],
    );
    check_files(
        Memory::default().with_large("terraform.tfvars"),
        &["terraform.tfvars:1: the file is larger than 64 MiB"],
    );
    check_files(
        Memory::default()
            .with("main.tf", role("file(\"large.txt\")"))
            .with_large("large.txt"),
        &["main.tf:2: the file is larger than 64 MiB"],
    );
    check(
        &role("join(\",\", fileset(path.module, \"**\"))"),
        &["main.tf:2: there are too many files"],
    );
}

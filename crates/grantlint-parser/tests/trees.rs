//! Modules against Terraform: what the questions of `trees/*.txt` mean in their
//! trees. The answers were recorded with `trees/record.py`, so that no Terraform is
//! needed; where there is one, it is asked again for a few.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use grantlint_parser::eval::json;
use grantlint_parser::load::ask::Asked;
use grantlint_parser::load::{Files, Input, Inputs, ReadError};

/// A root module with what it calls, and what is asked in it.
#[derive(Default)]
struct Tree {
    name: String,
    arguments: Vec<String>,
    files: BTreeMap<String, String>,
    questions: Vec<Question>,
}

#[derive(Default)]
struct Question {
    expression: String,
    /// Terraform's answer.
    recorded: String,
    /// Where that is unknown, what it may turn out to be.
    closed: Option<String>,
}

impl Question {
    fn admits(&self, answer: &str) -> bool {
        let closed = self.closed.as_deref();
        // What fails with one value may be known for all others.
        let may_turn_out = closed == Some(answer) || closed == Some("error");
        answer == self.recorded || (self.recorded == "unknown" && may_turn_out)
    }
}

/// `trees/record.py` says what the format is.
fn trees_of(path: &Path) -> Vec<Tree> {
    let mut trees: Vec<Tree> = Vec::new();
    let mut open = None;
    for line in fs::read_to_string(path).expect("a file of trees").lines() {
        if let Some(name) = line.strip_prefix("== ") {
            open = None;
            trees.push(Tree {
                name: name.to_owned(),
                ..Tree::default()
            });
            continue;
        }
        let Some(tree) = trees.last_mut() else {
            continue;
        };
        let file = line.strip_prefix("-- ");
        if let Some(argument) = line.strip_prefix("$ ") {
            tree.arguments.push(argument.to_owned());
        } else if let Some(file) = file.and_then(|file| file.strip_suffix(" --")) {
            open = Some(file.to_owned());
            tree.files.insert(file.to_owned(), String::new());
        } else if let Some(question) = line.strip_prefix("> ") {
            open = None;
            tree.questions.push(Question {
                expression: question.to_owned(),
                ..Question::default()
            });
        } else if let Some(file) = open.as_ref().and_then(|open| tree.files.get_mut(open)) {
            file.push_str(line);
            file.push('\n');
        } else if let (Some(answer), Some(question)) =
            (line.strip_prefix('\t'), tree.questions.last_mut())
        {
            match answer.strip_prefix("~ ") {
                Some(closed) => question.closed = Some(closed.to_owned()),
                None => question.recorded = answer.to_owned(),
            }
        }
    }
    trees
}

fn trees() -> Vec<Tree> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/trees");
    let entries = fs::read_dir(folder).expect("the folder of trees").flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    files.iter().flat_map(|path| trees_of(path)).collect()
}

impl Files for Tree {
    fn list(&self, folder: &str) -> Vec<String> {
        let inside = self.files.keys().filter_map(|path| {
            let (at, name) = path.rsplit_once('/').unwrap_or((".", path));
            (at == folder).then(|| name.to_owned())
        });
        inside.collect()
    }

    fn read(&self, path: &str) -> Result<Arc<[u8]>, ReadError> {
        let text = self.files.get(path).ok_or(ReadError::Missing)?;
        Ok(text.as_bytes().into())
    }

    fn below(&self, folder: &str, _levels: usize) -> Result<Vec<String>, ReadError> {
        let prefix = match folder {
            "." => String::new(),
            folder => format!("{folder}/"),
        };
        let inside = self.files.keys();
        Ok(inside
            .filter_map(|path| path.strip_prefix(&prefix).map(str::to_owned))
            .collect())
    }
}

impl Tree {
    fn inputs(&self) -> Inputs {
        let given = self.arguments.iter().map(|argument| {
            if let Some(path) = argument.strip_prefix("-var-file=") {
                return Input::File(path.to_owned());
            }
            let given = argument.strip_prefix("-var=").expect("-var or -var-file");
            let (name, value) = given.split_once('=').expect("a name and a value");
            Input::Variable {
                name: name.to_owned(),
                value: value.to_owned(),
            }
        });
        Inputs {
            given: given.collect(),
            plan: None,
        }
    }

    fn answers(&self) -> Vec<String> {
        let module = Asked::read(".", self, &self.inputs());
        let questions = self
            .questions
            .iter()
            .map(|question| Ok(question.expression.clone()));
        let answers = module.answers(questions).map(|answer| match answer {
            Err(_) => "error".to_owned(),
            Ok(value) => match (value.find_unknown(), json::encode(&value)) {
                (Some(_), _) => "unknown".to_owned(),
                (None, Ok(text)) => text,
                (None, Err(_)) => "error".to_owned(),
            },
        });
        answers.collect()
    }
}

#[track_caller]
fn assert_none(wrong: &[String], count: usize) {
    assert!(
        wrong.is_empty(),
        "{} of {count} differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn modules_mean_what_terraform_says() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for tree in trees() {
        for (question, ours) in tree.questions.iter().zip(tree.answers()) {
            count += 1;
            if !question.admits(&ours) {
                let (name, recorded) = (&tree.name, &question.recorded);
                let expression = &question.expression;
                wrong.push(format!(
                    "{name}: {expression}\n  terraform {recorded}\n  grantlint {ours}"
                ));
            }
        }
    }
    assert!(count > 0, "no question was found");
    assert_none(&wrong, count);
}

/// About how many trees are asked about again.
const SAMPLE: usize = 8;

#[test]
fn the_recorded_answers_are_those_of_the_terraform_that_is_here() {
    if Command::new("terraform").arg("-version").output().is_err() {
        return;
    }
    let mut wrong = Vec::new();
    let mut count = 0;
    let trees = trees();
    for tree in trees.iter().step_by(trees.len() / SAMPLE + 1) {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in &tree.files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        terraform(folder.path(), &["init", "-backend=false"], "");
        for question in &tree.questions {
            let (question, recorded) = (&question.expression, &question.recorded);
            // An answer in error and one that is unknown cannot be told apart
            // where something else in the tree is in error.
            if recorded == "error" {
                continue;
            }
            count += 1;
            let asked = format!("base64encode(nonsensitive(jsonencode({question})))\n");
            let mut command = vec!["console", "-no-color"];
            if tree
                .files
                .values()
                .any(|text| text.contains("terraform_data"))
            {
                command.push("-plan");
            }
            command.extend(tree.arguments.iter().map(String::as_str));
            let output = terraform(folder.path(), &command, &asked);
            let shown = String::from_utf8_lossy(&output.stdout).into_owned();
            let shown = shown.trim().lines().last().unwrap_or("").to_owned();
            let expected = match recorded.as_str() {
                "unknown" => "(known after apply)".to_owned(),
                known => format!("\"{}\"", base64(known.as_bytes())),
            };
            if shown != expected {
                wrong.push(format!(
                    "{}: {question}\n  not {recorded}: {shown}",
                    tree.name
                ));
            }
        }
    }
    assert_none(&wrong, count);
}

fn terraform(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new("terraform")
        .args(arguments)
        .current_dir(folder)
        .env("CHECKPOINT_DISABLE", "1")
        .env("TF_CLI_CONFIG_FILE", "/dev/null")
        .env("TF_INPUT", "0")
        .env("HOME", folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("terraform runs");
    let mut stdin = child.stdin.take().expect("an input");
    stdin.write_all(input.as_bytes()).expect("an input");
    drop(stdin);
    child.wait_with_output().expect("terraform ends")
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

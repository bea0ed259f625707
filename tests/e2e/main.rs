//! The command as users meet it: the real binary in a folder of its own with an
//! empty environment.

#![expect(clippy::expect_used, reason = "a test may stop at the first surprise")]

mod answers;
mod bad_input;
mod baseline;
mod can;
mod deployer;
mod discovery;
mod eval;
mod examples;
mod exit_codes;
mod explain;
mod formats;
mod init;
mod matrix;
mod overlays;
mod own_files;
mod plan;
mod why;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder with files.
struct Project {
    folder: TempDir,
}

/// What a run gave.
struct Run {
    exit: i32,
    stdout: String,
    stderr: String,
}

/// Makes a project of one text: a line `//- path` begins a file.
#[track_caller]
fn project(files: &str) -> Project {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let project = Project { folder };
    for file in files.split("//- ").skip(1) {
        let (path, text) = file.split_once('\n').expect("a path on a line of its own");
        project.write(path, text.as_bytes());
    }
    project
}

impl Project {
    fn path(&self) -> &Path {
        self.folder.path()
    }

    #[track_caller]
    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path().join(path);
        let folder = path.parent().expect("a folder");
        fs::create_dir_all(folder).expect("a folder to write to");
        fs::write(path, bytes).expect("a file to write to");
    }

    #[track_caller]
    fn run(&self, arguments: &[&str]) -> Run {
        self.run_in(".", arguments)
    }

    /// Runs the command in a folder of the project.
    #[track_caller]
    fn run_in(&self, folder: &str, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_grantlint"));
        command.args(arguments);
        self.finish(command.current_dir(self.path().join(folder)))
    }

    #[track_caller]
    fn finish(&self, command: &mut Command) -> Run {
        // Windows finds nothing without SystemRoot.
        let root = std::env::var_os("SystemRoot");
        command
            .env_clear()
            .envs(root.map(|root| ("SystemRoot", root)));
        let Output {
            status,
            stdout,
            stderr,
        } = command.output().expect("the command runs");
        Run {
            exit: status.code().expect("the command ends by itself"),
            stdout: self.scrubbed(&stdout),
            stderr: self.scrubbed(&stderr),
        }
    }

    /// Without what differs from machine to machine.
    fn scrubbed(&self, bytes: &[u8]) -> String {
        let text = std::str::from_utf8(bytes).expect("what is written is UTF-8");
        let folder = self.path().canonicalize().expect("the project is there");
        let mut text = text.replace("\r\n", "\n");
        for folder in [folder.as_path(), self.path()] {
            let folder = folder.to_str().expect("a path in Unicode");
            text = text.replace(&folder.replace('\\', "/"), "[PROJECT]");
            text = text.replace(folder, "[PROJECT]");
        }
        text.replace("grantlint.exe", "grantlint")
            .replace(env!("CARGO_PKG_VERSION"), "[VERSION]")
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "exit status {}", self.exit)?;
        for (name, text) in [("output", &self.stdout), ("errors", &self.stderr)] {
            if !text.is_empty() {
                write!(f, "\n-- {name}\n{}", text.trim_end())?;
            }
        }
        Ok(())
    }
}

/// A client that may not do what it is declared to do.
const LACKING: &str = r#"//- main.tf
resource "genesyscloud_auth_role" "reader" {
  name = "Reader"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}

# grantlint: calls GET /api/v2/routing/queues
# grantlint: calls GET /api/v2/conversations/{conversationId}/recordings
resource "genesyscloud_oauth_client" "reader" {
  name                  = "reader"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id = genesyscloud_auth_role.reader.id
  }
}
"#;

/// A client that may do what it is declared to do.
const SUFFICIENT: &str = r#"//- main.tf
resource "genesyscloud_auth_role" "reader" {
  name = "Reader"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}

# grantlint: calls GET /api/v2/routing/queues
resource "genesyscloud_oauth_client" "reader" {
  name                  = "reader"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id = genesyscloud_auth_role.reader.id
  }
}
"#;

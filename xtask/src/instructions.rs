//! Counts the instructions that grantlint takes, with valgrind's callgrind: a
//! count is the same on a busy machine and an idle one, so it can be held to a
//! limit where a time can't.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What a check of a small example may take.
const EXAMPLE_LIMIT: u64 = 10_000_000;

/// What starting and asking the matrix once may take.
const START_LIMIT: u64 = 2_000_000;

/// By how many times the count may grow when an estate doubles. What grows with the
/// square of the estate comes near four.
const GROWTH_LIMIT: f64 = 2.5;

/// How many clients the smaller of the two estates has.
const CLIENTS: usize = 300;

/// A tree that takes a look at the matrix and little else.
const SMALLEST: &str = "\
# grantlint: calls GET /api/v2/routing/queues
resource \"genesyscloud_oauth_client\" \"smallest\" {
  name                  = \"smallest\"
  authorized_grant_type = \"CLIENT-CREDENTIALS\"
}
";

/// A client with all that belongs to it.
const ONE_OF_MANY: &str = r#"
resource "genesyscloud_auth_role" "rNUMBER" {
  name = "rNUMBER"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}

resource "genesyscloud_oauth_client" "cNUMBER" {
  name                        = "cNUMBER"
  authorized_grant_type       = "CLIENT-CREDENTIALS"
  integration_credential_name = "cNUMBER"
  roles {
    role_id = genesyscloud_auth_role.rNUMBER.id
  }
}

resource "genesyscloud_integration" "iNUMBER" {
  integration_type = "purecloud-data-actions"
  intended_state   = "ENABLED"
  config {
    name        = "iNUMBER"
    credentials = { pureCloudOAuthClient = genesyscloud_oauth_client.cNUMBER.integration_credential_id }
  }
}

resource "genesyscloud_integration_action" "aNUMBER" {
  name            = "aNUMBER"
  category        = "queues"
  integration_id  = genesyscloud_integration.iNUMBER.id
  contract_input  = "{}"
  contract_output = "{}"
  config_request {
    request_type         = "GET"
    request_url_template = "/api/v2/routing/queues/$${input.queueId}"
  }
}
"#;

/// Builds the command for release and counts what it takes to start and to check
/// each example, and how that grows with the size of an estate.
///
/// # Errors
/// A count beyond its limit; valgrind that is not there; a build that fails.
pub(crate) fn run(_: &[String]) -> Result<(), String> {
    let valgrind = Command::new("valgrind").arg("--version").output();
    if !valgrind.is_ok_and(|output| output.status.success()) {
        return Err("valgrind is not on the PATH; without it nothing can be counted".to_owned());
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let binary = build(&root)?;
    // Beside each other: a check of the smallest one must not meet the estates of a
    // run before.
    let folders = binary.with_file_name("instructions");
    let smallest = folders.join("smallest");
    std::fs::create_dir_all(&smallest)
        .and_then(|()| std::fs::write(smallest.join("main.tf"), SMALLEST))
        .map_err(|error| format!("cannot write to {}: {error}", smallest.display()))?;

    let mut beyond = 0;
    let mut count = |what: &str, limit: u64, folder: &Path, arguments: &[&str]| {
        let counted = collected(&binary, folder, arguments)?;
        let verdict = if counted > limit { "BEYOND" } else { "within" };
        beyond += usize::from(counted > limit);
        report(&format!("{counted:>12}  {verdict} {limit:>10}  {what}"));
        Ok::<(), String>(())
    };
    count("start", START_LIMIT, &smallest, &["--version"])?;
    count("start and matrix", START_LIMIT, &smallest, &["check"])?;
    for example in examples(&root.join("examples"))? {
        let name = format!("check examples/{example}");
        let folder = root.join("examples").join(&example);
        count(&name, EXAMPLE_LIMIT, &folder, &["check"])?;
    }
    let small = estate(&folders, CLIENTS)?;
    let large = estate(&folders, 2 * CLIENTS)?;
    let small = collected(&binary, &small, &["check", "--quiet"])?;
    let large = collected(&binary, &large, &["check", "--quiet"])?;
    let growth = large as f64 / small as f64;
    let verdict = if growth > GROWTH_LIMIT {
        "BEYOND"
    } else {
        "within"
    };
    beyond += usize::from(growth > GROWTH_LIMIT);
    report(&format!(
        "{growth:>12.2}  {verdict} {GROWTH_LIMIT:>10.2}  an estate of {CLIENTS} clients, doubled"
    ));
    match beyond {
        0 => Ok(()),
        many => Err(format!("{many} beyond the limit")),
    }
}

/// Writes an estate of that many clients, each with a role, a data action that runs as
/// it, and an entry in the configuration.
fn estate(below: &Path, clients: usize) -> Result<PathBuf, String> {
    let mut text = String::new();
    let mut settings = String::new();
    for number in 0..clients {
        text.push_str(&ONE_OF_MANY.replace("NUMBER", &number.to_string()));
        settings.push_str(&format!(
            "[[client]]\naddress = \"genesyscloud_oauth_client.c{number}\"\ncalls = [\"GET /api/v2/users/{{userId}}/queues\"]\n"
        ));
    }
    let folder = below.join(format!("estate-{clients}"));
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(folder.join("main.tf"), text))
        .and_then(|()| std::fs::write(folder.join("grantlint.toml"), settings))
        .map_err(|error| format!("cannot write to {}: {error}", folder.display()))?;
    Ok(folder)
}

fn build(root: &Path) -> Result<PathBuf, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--release", "--package", "grantlint"])
        .current_dir(root)
        .status()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    if !status.success() {
        return Err("the build failed".to_owned());
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = target.unwrap_or_else(|| root.join("target"));
    let name = format!("grantlint{}", std::env::consts::EXE_SUFFIX);
    let binary = target.join("release").join(name);
    binary
        .canonicalize()
        .map_err(|error| format!("cannot find {}: {error}", binary.display()))
}

fn examples(folder: &Path) -> Result<Vec<String>, String> {
    let entries = std::fs::read_dir(folder)
        .map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    let mut names: Vec<String> = entries
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    Ok(names)
}

/// Instructions that the command takes in the folder. The environment is empty,
/// since its size counts too.
fn collected(binary: &Path, folder: &Path, arguments: &[&str]) -> Result<u64, String> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(binary)
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .output()
        .map_err(|error| format!("cannot run valgrind: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !matches!(output.status.code(), Some(0 | 1)) {
        return Err(format!("{} failed:\n{said}", arguments.join(" ")));
    }
    let line = said
        .lines()
        .find_map(|line| line.split("Collected : ").nth(1));
    line.and_then(|number| number.trim().parse().ok())
        .ok_or_else(|| format!("valgrind gave no count:\n{said}"))
}

#[expect(clippy::print_stdout, reason = "a chore talks to a person")]
fn report(line: &str) {
    println!("{line}");
}

//! Which modules a path means, which configuration governs them, and what may
//! be read.

use super::project;

/// A file that no one can overlook: each names the folder that it is in.
const BROKEN: &str = "locals {\n";

/// The files with findings, in their order.
#[track_caller]
fn check(files: &str, arguments: &[&str], expected: &[&str]) {
    let files = files.replace("BROKEN", BROKEN);
    let project = project(&files);
    let mut all = vec!["check", "--format", "compact"];
    all.extend(arguments);
    let run = project.run(&all);
    let mut found: Vec<&str> = run
        .stdout
        .lines()
        .filter_map(|line| line.split(':').next())
        .collect();
    found.dedup();
    assert_eq!(found, expected, "{run}");
}

#[test]
fn folders_are_walked() {
    let files =
        "//- main.tf\nBROKEN\n//- a/b/c/x.tf.json\n{\n//- a/y.tofu\nBROKEN\n//- a/readme.md\n";
    check(files, &[], &["a/b/c/x.tf.json", "a/y.tofu", "main.tf"]);
    check(files, &["a"], &["a/b/c/x.tf.json", "a/y.tofu"]);
}

#[test]
fn a_file_means_its_module_and_not_what_lies_below() {
    let files = "//- a/x.tf\nBROKEN\n//- a/y.tf\nBROKEN\n//- a/b/z.tf\nBROKEN\n";
    check(files, &["a/x.tf"], &["a/x.tf", "a/y.tf"]);
}

#[test]
fn a_configuration_means_what_it_governs() {
    let files = "//- a/grantlint.toml\n//- a/b/x.tf\nBROKEN\n//- c/y.tf\nBROKEN\n";
    check(files, &["a/grantlint.toml"], &["a/b/x.tf"]);
}

#[test]
fn a_module_that_two_paths_mean_is_checked_once() {
    let project = project("//- a/x.tf\nlocals {\n");
    let run = project.run(&[
        "check", "--format", "compact", "a", ".", "a/x.tf", "./a/../a",
    ]);
    assert_eq!(run.stdout.lines().count(), 1, "{run}");
}

#[test]
fn hidden_folders_and_what_git_ignores_are_skipped() {
    let files = "//- main.tf\n//- .terraform/modules/m/x.tf\nBROKEN\n//- .hidden/x.tf\nBROKEN\n\
                 //- .gitignore\nbuild/\n*.gen.tf\n//- build/x.tf\nBROKEN\n//- a/x.gen.tf\nBROKEN\n\
                 //- a/.gitignore\n!kept.gen.tf\n//- a/kept.gen.tf\nBROKEN\n";
    check(files, &[], &["a/kept.gen.tf"]);
}

#[test]
fn what_the_configuration_excludes_is_skipped() {
    let files = "//- main.tf\nBROKEN\n//- legacy/a/x.tf\nBROKEN\n//- old.tf\nBROKEN\n\
                 //- grantlint.toml\nexclude = [\"legacy/**\", \"old.tf\"]\n";
    check(files, &[], &["main.tf"]);
}

#[test]
fn the_nearest_configuration_governs_a_module_however_it_is_named() {
    let files = "//- a/grantlint.toml\nexclude = [\"x.tf\"]\n//- a/x.tf\nBROKEN\n//- a/b/y.tf\nBROKEN\n\
                 //- a/b/grantlint.toml\n//- grantlint.toml\nexclude = [\"a/b/**\"]\n";
    check(files, &["a/b"], &["a/b/y.tf"]);
    check(files, &["a"], &["a/b/y.tf"]);
    check(files, &["a/x.tf"], &[]);
    check(
        files,
        &["--config", "a/b/grantlint.toml", "a/x.tf"],
        &["a/x.tf"],
    );
}

#[test]
fn paths_are_shown_from_where_the_command_runs() {
    let project = project("//- a/x.tf\nlocals {\n//- b/keep\n");
    let absolute = project.path().join("a");
    let absolute = absolute.to_str().expect("a path in Unicode");
    for (folder, path, shown) in [
        (".", absolute, "a/x.tf:"),
        ("a", ".", "x.tf:"),
        ("a", "x.tf", "x.tf:"),
        ("b", "../a", "../a/x.tf:"),
        ("b", "./../b/.././a/", "../a/x.tf:"),
    ] {
        let run = project.run_in(folder, &["check", "--format", "compact", path]);
        assert!(run.stdout.starts_with(shown), "{folder} {path}\n{run}");
    }
}

/// What is found around a path is shown as the path is written: the same in every
/// checkout, wherever that is.
#[test]
fn what_lies_above_is_shown_by_the_way_up() {
    let files = "//- .git/HEAD\n//- grantlint.toml\nexlude = []\n//- env/main.tf\n\
                 module \"m\" { source = \"../modules/inner\" }\nBROKEN\n\
                 //- modules/inner/main.tf\nlocals {}\n";
    let project = project(files);
    let absolute = project.path().join("modules/inner");
    let absolute = absolute.to_str().expect("a path in Unicode");
    for (folder, path, shown) in [
        (
            "modules/inner",
            "main.tf",
            &["../../grantlint.toml:1:1:", "../../env/main.tf:2:1:"][..],
        ),
        (
            "modules",
            "../env",
            &["../grantlint.toml:1:1:", "../env/main.tf:2:1:"],
        ),
        ("env", absolute, &["[PROJECT]/grantlint.toml:1:1:"]),
    ] {
        let run = project.run_in(folder, &["check", "--format", "compact", path]);
        for shown in shown {
            let is_shown = run.stdout.lines().any(|line| line.starts_with(shown));
            assert!(is_shown, "{folder} {path}: {shown}\n{run}");
        }
    }
    let run = project.run_in("modules/inner", &["check", "--format", "github"]);
    assert!(
        run.stdout.contains("::error file=grantlint.toml,line=1,"),
        "{run}"
    );
}

#[test]
#[cfg(unix)]
fn links_that_go_round_do_not_hang() {
    let project = project("//- a/x.tf\nlocals {\n");
    let link = |to: &str, at: &str| std::os::unix::fs::symlink(to, project.path().join(at));
    link("..", "a/up").expect("a link");
    link("self", "self").expect("a link");
    let run = project.run(&["check", "--format", "compact"]);
    assert_eq!(run.stdout.lines().count(), 1, "{run}");
    let run = project.run(&["check", "--format", "compact", "self"]);
    assert_eq!(run.exit, 2, "{run}");
    assert!(run.stderr.contains("`self`"), "{run}");
}

/// The permission that a file holds shows, in `data`, whether it was read.
const READING: &str = r#"//- outside/secret.txt
routing
//- tree/inside.txt
routing
//- tree/main.tf
resource "genesyscloud_auth_role" "reader" {
  name = "Reader"
  permission_policies {
    domain      = trimspace(file("PATH"))
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

#[track_caller]
fn check_reading(path: &str, repository: &str, expected: &str) {
    let files = READING.replace("PATH", path);
    let run = project(&format!("{files}{repository}")).run(&["check", "tree"]);
    assert!(run.stdout.contains(expected), "{path}\n{run}");
}

#[test]
fn files_are_read_in_the_repository_alone() {
    const READ: &str = "1 call: 1 granted";
    const NOT_READ: &str = "1 call: 0 granted, 0 missing, 1 undecided";
    check_reading("inside.txt", "", READ);
    check_reading("../outside/secret.txt", "", NOT_READ);
    check_reading("../outside/secret.txt", "//- .git/HEAD\n", READ);
    check_reading("../outside/secret.txt", "//- tree/.git\n", NOT_READ);
    check_reading("/etc/hostname", "", NOT_READ);
}

const SECRET: &str = r#"//- main.tf
variable "client_secret" {
  type = string
}

resource "genesyscloud_integration_credential" "exporter" {
  name                 = "exporter"
  credential_type_name = "pureCloudOAuthClient"
  fields = {
    clientId     = "5f3a1c9e-8a52-4f0e-9d0b-2f6f1f0f7a11"
    clientSecret = var.client_secret
  }
}
//- terraform.tfvars
client_secret = "qX7-tR2_vLm9Zk4WbN8s"
"#;

#[test]
fn a_secret_counts_where_the_repository_has_it_and_is_never_shown() {
    let project = project(SECRET);
    let git = |arguments: &[&str]| {
        let mut git = std::process::Command::new("git");
        let output = git.args(arguments).current_dir(project.path()).output();
        assert!(output.expect("git is there").status.success());
    };
    #[track_caller]
    fn check(project: &super::Project, found: bool) {
        let run = project.run(&["check"]);
        assert_eq!(run.stdout.contains("[literal-secret]"), found, "{run}");
        assert!(!run.stdout.contains("qX7"), "{run}");
    }
    check(&project, true);
    git(&["init"]);
    check(&project, false);
    git(&["add", "main.tf"]);
    check(&project, false);
    git(&["add", "terraform.tfvars"]);
    check(&project, true);
}

/// What a child module's variables are is up to its callers, which may lie
/// anywhere in the repository and call it through others.
#[test]
fn a_file_of_a_called_module_means_its_callers_too() {
    let files = "//- .git/HEAD\n//- env/main.tf\nmodule \"m\" { source = \"../modules/outer\" }\nBROKEN\n\
                 //- modules/outer/main.tf\nmodule \"m\" { source = \"../inner\" }\n\
                 //- modules/inner/main.tf\nlocals {}\n//- other/main.tf\nBROKEN\n";
    check(files, &["modules/inner/main.tf"], &["env/main.tf"]);
    check(files, &["modules/inner"], &[]);
    check(files, &["other/main.tf"], &["other/main.tf"]);
}

#[test]
fn callers_that_are_excluded_are_not_brought_in() {
    let files = "//- .git/HEAD\n//- grantlint.toml\nexclude = [\"env/**\"]\n\
                 //- env/main.tf\nmodule \"m\" { source = \"../inner\" }\nBROKEN\n\
                 //- inner/main.tf\nBROKEN\n";
    check(files, &["inner/main.tf"], &["inner/main.tf"]);
}

//! The examples of the repository, each as a user sees it, and those that stand
//! on reports from the field in both readings.

use std::fs;
use std::path::Path;

use insta::assert_snapshot;

use super::{Project, Run, project};

/// A copy of an example, without what is around it here.
pub(crate) fn example(name: &str) -> Project {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let project = project("");
    copy(&examples.join(name), &project, Path::new(""));
    project
}

fn copy(from: &Path, project: &Project, to: &Path) {
    for entry in fs::read_dir(from).expect("the example's folder") {
        let entry = entry.expect("an entry of the folder");
        let to = to.join(entry.file_name());
        if entry.file_type().expect("a kind of entry").is_dir() {
            copy(&entry.path(), project, &to);
        } else {
            let bytes = fs::read(entry.path()).expect("a file of the example");
            project.write(to.to_str().expect("a path in Unicode"), &bytes);
        }
    }
}

/// The findings by what is published alone: each rule with the text that its
/// place begins with, in order.
fn published(project: &Project) -> Run {
    project.run(&["check", "--pack", "genesys-cloud", "--format", "compact"])
}

#[test]
fn a_whole_integration_that_suffices() {
    assert_snapshot!(example("callback-service").run(&["check"]));
}

#[test]
fn a_whole_integration_that_lacks_permissions() {
    assert_snapshot!(example("recording-archive").run(&["check"]));
}

#[test]
fn a_permission_set_for_the_export_of_recordings() {
    let example = example("media-export");
    assert_snapshot!(example.run(&["check"]));
    assert_snapshot!(published(&example));
}

#[test]
fn scopes_for_screen_recordings() {
    let example = example("screen-recording");
    assert_snapshot!(example.run(&["check"]));
    assert_snapshot!(published(&example));
}

#[test]
fn a_data_action_for_shift_swaps() {
    let example = example("shift-swap");
    assert_snapshot!(example.run(&["check"]));
    assert_snapshot!(published(&example));
}

#[test]
fn a_vendors_guide_followed_to_the_letter() {
    let example = example("authenticx");
    assert_snapshot!(example.run(&["check"]));
    assert_snapshot!(published(&example));
}

/// The guide asks for all, the platform for one of several: without one of them
/// the guide's reading finds it missing, and the platform's does not.
#[test]
fn a_vendors_guide_not_quite_followed() {
    let example = example("authenticx");
    let path = example.path().join("main.tf");
    let text = fs::read_to_string(&path).expect("the example's text");
    let less = text.replace(
        "entity_name = \"screenRecording\"",
        "entity_name = \"recording\"",
    );
    assert_ne!(text, less);
    example.write("main.tf", less.as_bytes());
    let reported = example.run(&["check", "--format", "compact"]);
    let lacking = reported
        .stdout
        .lines()
        .filter(|line| line.contains("lacks `recording:screenRecording:view`"));
    assert_eq!(lacking.count(), 3, "{reported}");
    assert_eq!(reported.exit, 1);
    let published = published(&example);
    assert!(
        !published.stdout.contains("missing-permission"),
        "{published}"
    );
    assert_eq!(published.exit, 0);
}

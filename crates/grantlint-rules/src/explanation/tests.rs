//! What pages tell, and what names they are asked by.

use super::*;
use crate::matrix::{FIELD_REPORTS, GENESYS_CLOUD};

fn matrix(packs: &[&str]) -> Matrix {
    Matrix::new(packs, &[]).0
}

#[track_caller]
fn section(page: &Page, title: &str) -> Vec<String> {
    let section = page.sections.iter().find(|section| section.title == title);
    section.map_or_else(Vec::new, |section| section.items.clone())
}

#[track_caller]
fn check_operation(text: &str, titles: &[&str]) {
    let matrix = matrix(&[GENESYS_CLOUD]);
    let known = operation(&matrix, None, text).unwrap_or_default();
    let found: Vec<&str> = known.iter().map(|one| one.endpoint.as_str()).collect();
    assert_eq!(found, titles, "{text}");
}

#[test]
fn operations_are_found_however_they_are_written() {
    let queues = "GET /api/v2/routing/queues";
    let queue = "GET /api/v2/routing/queues/{queueId}";
    for (text, titles) in [
        (queues, &[queues][..]),
        ("get /api/v2/Routing/Queues?pageSize=1", &[queues]),
        (
            "GET https://api.mypurecloud.de/api/v2/routing/queues",
            &[queues],
        ),
        ("GET /api/v2/routing/queues/4a1e", &[queue]),
        ("GET /api/v2/routing/queues/{id}", &[queue]),
        (
            "/api/v2/routing/queues",
            &[queues, "POST /api/v2/routing/queues"],
        ),
        ("GET /api/v2/routing/queue", &[]),
        ("FETCH /api/v2/routing/queues", &[]),
    ] {
        check_operation(text, titles);
    }
}

#[test]
fn who_says_what_is_required_and_what_is_off() {
    let call = "GET /api/v2/recordings/screen/{recordingId}";
    let on = matrix(&[GENESYS_CLOUD, FIELD_REPORTS]);
    let reported = operation(&on, None, call).unwrap_or_default();
    let required: Vec<String> = reported
        .into_iter()
        .flat_map(|known| section(&Known::Operation(known).page(), "requires"))
        .collect();
    assert!(
        required.iter().any(|text| text.starts_with("reported (")),
        "{required:?}"
    );
    let known = permission(&on, "recording:recording:view");
    let page = known.expect("it is published").page();
    assert_eq!(section(&page, "known"), ["published"]);
}

#[track_caller]
fn check_permission(text: &str, expected: Result<&str, &[&str]>) {
    let matrix = matrix(&[GENESYS_CLOUD]);
    let found = permission(&matrix, text);
    let found = found.map(|known| known.page().title);
    let found = found.map_err(|error| error.nearest);
    let expected = expected
        .map(str::to_owned)
        .map_err(|names| names.iter().map(|name| (*name).to_owned()).collect());
    assert_eq!(found, expected, "{text}");
}

#[test]
fn permissions_are_found_as_the_admin_ui_shows_them_and_with_wildcards() {
    for (text, expected) in [
        ("routing:queue:view", Ok("routing:queue:view")),
        ("admin", Ok("admin")),
        (
            "Recording > Screen Recording > View",
            Ok("recording:screenRecording:view"),
        ),
        ("recording:*:view", Ok("recording:*:view")),
        ("Recording > * > View", Ok("recording:*:view")),
        (
            "Recording > Screen Recording > *",
            Ok("recording:screenRecording:*"),
        ),
        ("routing:queue:veiw", Err(&["routing:queue:view"][..])),
        ("nothing:like:this", Err(&[])),
    ] {
        check_permission(text, expected);
    }
}

#[test]
fn what_a_permission_opens_is_alone_or_with_others() {
    let matrix = matrix(&[GENESYS_CLOUD]);
    for known in matrix.all_permissions() {
        let page = Known::Permission(of_permission(&matrix, known.name)).page();
        let alone = section(&page, "opens alone");
        let with = section(&page, "opens with others");
        assert_eq!(
            alone.len() + with.len(),
            matrix.opens(known.name).len(),
            "{}",
            known.name
        );
        assert!(
            with.iter().all(|line| line.contains("  with `")),
            "{with:?}"
        );
    }
}

#[test]
fn a_scope_tells_what_accepts_it() {
    let matrix = matrix(&[GENESYS_CLOUD]);
    for name in matrix.all_scopes() {
        let known = scope(&matrix, name).expect("it is a scope");
        let accept = matrix.entries().filter(|entry| {
            matches!(&entry.requirement().scopes, Scopes::Published(all) if all.contains(&name))
        });
        let calls: BTreeSet<String> = accept.map(|entry| entry.call()).collect();
        let opens: BTreeSet<String> = known.opens.iter().map(|(call, _)| call.clone()).collect();
        assert_eq!(opens, calls, "{name}");
        assert_eq!(known.opens.len(), calls.len(), "{name} lists each once");
    }
    assert!(scope(&matrix, "recording:view").is_none());
}

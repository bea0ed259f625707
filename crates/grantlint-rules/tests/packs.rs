//! What the packs say: the published facts alone, and with what people report.

use std::collections::BTreeSet;

use grantlint_rules::matrix::{
    Basis, Coverage, Entry, FIELD_REPORTS, GENESYS_CLOUD, Match, Matrix, Mode, Reason, Scopes,
    Standing,
};

fn published() -> Matrix {
    Matrix::new(&[GENESYS_CLOUD], &[]).0
}

fn with_reports() -> Matrix {
    Matrix::new(&[GENESYS_CLOUD, FIELD_REPORTS], &[]).0
}

fn entries<'m>(matrix: &'m Matrix, method: &str, path: &str) -> Vec<Entry<'m>> {
    match matrix.find(method, path) {
        Match::Found(found) => found.entries,
        Match::Undecided(_) | Match::Unknown(_) => Vec::new(),
    }
}

/// The reported demands on a call: permissions, all of which are needed, and scopes.
#[track_caller]
fn check_reports(method: &str, path: &str, expected: &[(&[&str], &[&str])]) {
    assert!(
        entries(&published(), method, path).is_empty(),
        "{path} is published"
    );
    let matrix = with_reports();
    let entries = entries(&matrix, method, path);
    assert_eq!(entries.len(), expected.len());
    for (entry, (permissions, scopes)) in entries.iter().zip(expected) {
        let requirement = entry.requirement();
        assert_eq!(requirement.basis, Basis::Reported);
        assert_eq!(
            (requirement.mode, requirement.pack),
            (Mode::All, FIELD_REPORTS)
        );
        assert_eq!(requirement.permissions, *permissions);
        assert_eq!(requirement.scopes, Scopes::Published(scopes.to_vec()));
        assert!(!requirement.preconditions.is_empty());
        assert!(requirement.source.starts_with("forum.sggu.com/"));
    }
}

#[test]
fn reported_operations() {
    check_reports(
        "GET",
        "https://api.mypurecloud.com/api/v2/conversations/recording/1234567890",
        &[(
            &["media_api_access"],
            &["export_recordings", "view_recordings"],
        )],
    );
    check_reports(
        "GET",
        "/api/v2/recordings/screen/${input.recordingId}",
        &[(&["recording:view"], &["screen_recording:read"])],
    );
    check_reports(
        "GET",
        "/api/v2/recordings/screen",
        &[
            (&["recording:view"], &["screen_recording:read"]),
            (
                &["recording:view", "wfm:manage", "wfm:view"],
                &["recording:admin"],
            ),
        ],
    );
}

#[test]
fn names_that_do_not_imply_each_other() {
    let lacks = |matrix: &Matrix, holder: &str, lacks: &str| {
        let mut pairs = matrix.not_implied();
        pairs.any(|(one, other, _)| (one, other) == (holder, lacks))
    };
    let (holder, lacking) = ("screen_recording_admin", "screen_recording_viewer");
    assert!(lacks(&with_reports(), holder, lacking));
    assert!(lacks(&with_reports(), "org_admin", "media_api_access"));
    assert!(!lacks(&published(), holder, lacking));
}

/// The permissions that a profile asks for beyond what the platform requires of a call:
/// with ANY, those that are left when one of the accepted ones is held.
fn beyond(matrix: &Matrix, profile: &str) -> Vec<(String, Vec<String>)> {
    let profile = matrix.profile(profile).into_iter();
    let calls = profile
        .flat_map(|profile| profile.calls())
        .filter_map(|call| {
            let demand = call.demand?;
            let required: BTreeSet<&str> = entries(matrix, &call.method, call.path)
                .iter()
                .flat_map(|entry| entry.requirement().permissions)
                .collect();
            let more = demand
                .permissions
                .iter()
                .filter(|name| !required.contains(*name));
            let more: Vec<String> = more.map(|name| (*name).to_owned()).collect();
            (!more.is_empty()).then(|| (call.written.to_owned(), more))
        });
    calls.collect()
}

#[test]
fn the_profile_of_a_guide() {
    let matrix = published();
    let profile = matrix.profile("authenticx").expect("it is built in");
    assert_eq!(
        (profile.basis(), profile.calls().len()),
        (Basis::Reported, 9)
    );
    assert!(
        profile
            .notes()
            .any(|note| note.contains("your own account holds"))
    );
    // Without the reports, the guide's calls count and its demands do not.
    assert!(profile.calls().iter().all(|call| call.demand.is_none()));
    let unknown: Vec<&str> = profile
        .calls()
        .iter()
        .filter(|call| entries(&matrix, &call.method, call.path).is_empty())
        .map(|call| call.written)
        .collect();
    assert_eq!(unknown, ["POST /api/v2/Analytics/Conversations/Details"]);
    let Match::Unknown(unknown) = matrix.find("POST", "/api/v2/Analytics/Conversations/Details")
    else {
        panic!("the operation exists");
    };
    assert_eq!(unknown.reason, Reason::Method);
    let nearest: Vec<String> = unknown.nearest.iter().take(2).map(Entry::call).collect();
    assert_eq!(
        nearest,
        [
            "POST /api/v2/analytics/conversations/details/query",
            "GET /api/v2/analytics/conversations/details",
        ]
    );
    // The guide's letter case is forgiven, and told.
    let Match::Found(found) = matrix.find("GET", "/api/v2/Conversations") else {
        panic!("the operation is not found");
    };
    assert!(found.letter_case);

    let beyond = beyond(&with_reports(), "authenticx");
    let beyond: Vec<(&str, Vec<&str>)> = beyond
        .iter()
        .map(|(call, names)| (call.as_str(), names.iter().map(String::as_str).collect()))
        .collect();
    let sensitive = [
        "recording:annotation:view",
        "recording:recording:viewSensitiveData",
    ];
    assert_eq!(
        beyond,
        [
            (
                "GET /api/v2/Conversations",
                vec!["conversation:communication:view"]
            ),
            (
                "POST /api/v2/Analytics/Conversations/Details",
                vec![
                    "analytics:agentConversationDetail:view",
                    "analytics:conversationDetail:view",
                ],
            ),
            (
                "GET /api/v2/conversations/{conversationId}/recordings",
                sensitive.to_vec()
            ),
            ("POST /api/v2/recording/batchrequests", sensitive.to_vec()),
            (
                "GET /api/v2/recording/batchrequests/{jobId}",
                vec![
                    "recording:annotation:view",
                    "recording:recording:view",
                    "recording:recording:viewSensitiveData",
                    "recording:recordingSegment:view",
                    "recording:screenRecording:view",
                ],
            ),
            (
                "GET /api/v2/conversations/messages/{conversationId}",
                vec![
                    "conversation:message:view",
                    "conversation:webmessaging:view"
                ],
            ),
        ]
    );
}

#[test]
fn every_permission_of_a_profile_exists() {
    let matrix = with_reports();
    for name in matrix.profile_names() {
        let profile = matrix.profile(name).expect("it is listed");
        for demand in profile.calls().into_iter().filter_map(|call| call.demand) {
            for permission in demand.permissions {
                let standing = matrix.permission(permission);
                assert!(matches!(standing, Standing::Known(_)), "{permission}");
            }
        }
    }
}

#[test]
fn packs_and_their_names() {
    assert_eq!(Matrix::pack_names(), [FIELD_REPORTS, GENESYS_CLOUD]);
    assert!(!Matrix::has_pack("profiles"));
    let none = Matrix::new::<&str>(&[], &[]).0;
    assert_eq!(none.entries().count(), 0);
    assert!(matches!(
        none.permission("routing:queue:view"),
        Standing::Unknown
    ));
    assert_eq!(published().entries().count(), 3321);
}

#[test]
fn scopes_cover() {
    let matrix = published();
    let coverage = |path: &str, has: &str| {
        let entries = entries(&matrix, "GET", path);
        let entry = entries.first().expect("it is published");
        entry.requirement().scopes.coverage(|scope| scope == has)
    };
    let queues = "/api/v2/routing/queues";
    assert_eq!(coverage(queues, "routing:readonly"), Coverage::Met);
    assert_eq!(coverage(queues, "routing"), Coverage::Met);
    assert_eq!(coverage(queues, "users"), Coverage::Unmet);
    // Only `billing:readonly` is published; what plain `billing` does is not.
    let billing = "/api/v2/billing/reports/billableusage";
    assert_eq!(coverage(billing, "billing:readonly"), Coverage::Met);
    assert_eq!(coverage(billing, "billing"), Coverage::Unsure);
    assert_eq!(coverage(billing, "users"), Coverage::Unmet);
    // No scope is published, or none is needed.
    assert_eq!(
        coverage("/api/v2/agentic/virtualagents", "users"),
        Coverage::Unsure
    );
    assert_eq!(coverage("/api/v2/date", "users"), Coverage::Met);
}

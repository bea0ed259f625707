//! Which operation a call is, in every form in which a call is written.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that fails panics"
)]

use grantlint_rules::matrix::{
    Basis, FIELD_REPORTS, GENESYS_CLOUD, Input, Match, Matrix, PathPiece, Reason,
};

fn matrix(packs: &[&str]) -> Matrix {
    let (matrix, problems) = Matrix::new(packs, &[]);
    assert_eq!(problems, []);
    matrix
}

fn published() -> Matrix {
    matrix(&[GENESYS_CLOUD])
}

/// The answer in one line: the operation, `?` before candidates, `!` before a reason.
fn answer(matrix: &Matrix, method: &str, path: &[PathPiece<'_>]) -> String {
    match matrix.find_pieces(method, path) {
        Match::Found(found) => {
            let case = if found.letter_case {
                " (letter case)"
            } else {
                ""
            };
            format!("{}{case}", found.entries[0].call())
        }
        Match::Undecided(undecided) => {
            let likely = undecided.likely.map(|found| found.entries[0].call());
            let count = undecided.candidates.len();
            format!("?{count} likely {}", likely.unwrap_or_default())
        }
        Match::Unknown(unknown) => {
            let calls = unknown.nearest.iter().map(|entry| entry.call());
            let calls = calls.collect::<Vec<_>>().join(", ");
            format!("!{:?}: {calls}", unknown.reason)
        }
    }
}

#[track_caller]
fn check(method: &str, path: &str, expected: &str) {
    let found = answer(&published(), method, &[PathPiece::Text(path)]);
    assert_eq!(found, expected, "{method} {path}");
}

#[test]
fn url_templates_of_real_data_actions() {
    let cases = [
        (
            "PATCH",
            "/api/v2/conversations/callbacks/${input.ConversationId}",
            "PATCH /api/v2/conversations/callbacks/{conversationId}",
            "any conversation:communication:disconnect; conversations",
        ),
        (
            "POST",
            "/api/v2/conversations/${input.conversationId}/disconnect",
            "POST /api/v2/conversations/{conversationId}/disconnect",
            "any conversation:communication:disconnect; conversations",
        ),
        (
            "PUT",
            "/api/v2/users/${input.userId}/roles",
            "PUT /api/v2/users/{subjectId}/roles",
            "any authorization:grant:add; authorization",
        ),
        (
            "GET",
            "/api/v2/flows/datatables/${input.DataTableId}/rows/${input.AttributeName}?showbrief=false",
            "GET /api/v2/flows/datatables/{datatableId}/rows/{rowId}",
            "any architect:datatable:view,architect:datatableRow:view; architect,architect:readonly",
        ),
        (
            "PATCH",
            "/api/v2/conversations/${input.conversationId}/participants/${input.participantId}/attributes",
            "PATCH /api/v2/conversations/{conversationId}/participants/{participantId}/attributes",
            "free; conversations",
        ),
        (
            "GET",
            "/api/v2/routing/queues?name=${input.Queue_Name}",
            "GET /api/v2/routing/queues",
            "any routing:queue:view; routing,routing:readonly",
        ),
        (
            "POST",
            "/api/v2/routing/queues/${input.queueId}/members?delete=${input.delete}",
            "POST /api/v2/routing/queues/{queueId}/members",
            "any routing:queue:edit,routing:queueMember:manage; routing",
        ),
        (
            "GET",
            "/api/v2/users/${input.userId}/queues?pageSize=100&pageNumber=${input.pageNumber}",
            "GET /api/v2/users/{userId}/queues",
            "any routing:queue:view; users,users:readonly",
        ),
        (
            "GET",
            "/api/v2/users/${input.USER_ID}/presences/PURECLOUD",
            "GET /api/v2/users/{userId}/presences/{sourceId}",
            "free; presence,presence:readonly",
        ),
        (
            "PATCH",
            "/api/v2/users/${input.USER_ID}/presences/purecloud",
            "PATCH /api/v2/users/{userId}/presences/purecloud",
            "free; presence",
        ),
        (
            "PUT",
            "/api/v2/architect/emergencygroups/$esc.url(${input.emergencyGroup_ID})",
            "PUT /api/v2/architect/emergencygroups/{emergencyGroupId}",
            "all routing:emergencyGroup:edit; architect",
        ),
        (
            "POST",
            "/api/v2/analytics/queues/observations/query",
            "POST /api/v2/analytics/queues/observations/query",
            "any analytics:queueObservation:view; analytics,analytics:readonly",
        ),
        (
            "POST",
            "/api/v2/analytics/conversations/details/query",
            "POST /api/v2/analytics/conversations/details/query",
            "any analytics:agentConversationDetail:view,analytics:conversationDetail:view; analytics,analytics:readonly",
        ),
        (
            "POST",
            "/api/v2/flows/executions",
            "POST /api/v2/flows/executions",
            "any architect:flow:launch; architect",
        ),
        (
            "POST",
            "/api/v2/conversations/emails/agentless",
            "POST /api/v2/conversations/emails/agentless",
            "any conversation:agentlessEmail:send,conversation:email:create; conversations",
        ),
        (
            "POST",
            "/api/v2/conversations/callbacks",
            "POST /api/v2/conversations/callbacks",
            "all conversation:callback:create; conversations",
        ),
        (
            "GET",
            "/api/v2/conversations/${input.conversationId}",
            "GET /api/v2/conversations/{conversationId}",
            "any conversation:communication:view; conversations,conversations:readonly",
        ),
        (
            "POST",
            "/api/v2/taskmanagement/workitems",
            "POST /api/v2/taskmanagement/workitems",
            "any workitems:workitem:add; workitems",
        ),
    ];
    let matrix = published();
    for (method, path, operation, expected) in cases {
        let Match::Found(found) = matrix.find(method, path) else {
            panic!("{method} {path} is not found");
        };
        let [entry] = found.entries.as_slice() else {
            panic!("{method} {path} has several entries");
        };
        let requirement = entry.requirement();
        let scopes = match requirement.scopes {
            grantlint_rules::matrix::Scopes::Published(scopes) => scopes.join(","),
            other => format!("{other:?}"),
        };
        let mode = format!("{:?}", requirement.mode).to_lowercase();
        let list = requirement.permissions.join(",");
        let space = if list.is_empty() { "" } else { " " };
        let found = format!("{mode}{space}{list}; {scopes}");
        assert_eq!(
            (entry.call().as_str(), found.as_str()),
            (operation, expected)
        );
        assert_eq!(requirement.basis, Basis::Published);
    }
}

#[test]
fn forms_of_a_path() {
    let queue = "GET /api/v2/routing/queues/{queueId}";
    for path in [
        "/api/v2/routing/queues/0a1b2c",
        "/api/v2/routing/queues/{id}",
        "/api/v2/routing/queues/$!{input.x}",
        "/api/v2/routing/queues/$input.x",
        "/api/v2/routing/queues/prefix-${input.x}-suffix",
        "/api/v2/routing/queues/$esc.url(${input.a/b?c#d})",
        "/api/v2/routing/queues/{id}/",
        "/api/v2/routing/queues/{id}#part",
        "https://api.mypurecloud.com/api/v2/routing/queues/{id}?expand=a/b",
        "https://api.mypurecloud.com.au/api/v2/routing/queues/{id}",
        "HTTPS://API.MYPURECLOUD.DE:443/api/v2/routing/queues/{id}",
        "https://api.usw2.pure.cloud/api/v2/routing/queues/{id}",
        "https://api.${region}/api/v2/routing/queues/{id}",
        "${credentials.loginUrl}/api/v2/routing/queues/{id}",
    ] {
        check("get", path, queue);
    }
}

#[test]
fn literal_segments_come_first() {
    check("GET", "/api/v2/users/me", "GET /api/v2/users/me");
    check("GET", "/api/v2/users/you", "GET /api/v2/users/{userId}");
    check("GET", "/api/v2/users/{me}", "GET /api/v2/users/{userId}");
    // A literal that leads nowhere is left for the parameter beside it.
    check(
        "GET",
        "/api/v2/users/me/queues",
        "GET /api/v2/users/{userId}/queues",
    );
}

#[test]
fn letter_case_is_forgiven_with_a_note() {
    check(
        "Get",
        "/api/v2/Conversations",
        "GET /api/v2/conversations (letter case)",
    );
    check(
        "GET",
        "/API/V2/Routing/Queues/{id}",
        "GET /api/v2/routing/queues/{queueId} (letter case)",
    );
}

#[test]
fn unknown_parts_decide_nothing() {
    use PathPiece::{Hole, Identifier, Text};
    let matrix = published();
    let find = |method: &str, path: &[PathPiece<'_>]| answer(&matrix, method, path);
    // An identifier fills a parameter; what follows a `?` matters not.
    assert_eq!(
        find(
            "GET",
            &[Text("/api/v2/flows/datatables/"), Identifier, Text("/rows")]
        ),
        "GET /api/v2/flows/datatables/{datatableId}/rows"
    );
    assert_eq!(
        find("GET", &[Text("/api/v2/routing/queues?name="), Hole]),
        "GET /api/v2/routing/queues"
    );
    // Whatever the user, this path is routed to one operation.
    assert_eq!(
        find(
            "PATCH",
            &[Text("/api/v2/users/"), Hole, Text("/presences/purecloud")]
        ),
        "PATCH /api/v2/users/{userId}/presences/purecloud"
    );
    // A base that is not known matters not either.
    for base in [
        &[Hole, Text("/api/v2/routing/queues")][..],
        &[Text("https://api."), Hole, Text("/api/v2/routing/queues")],
        &[
            Text("https://"),
            Hole,
            Text(".pure.cloud/api/v2/routing/queues"),
        ],
    ] {
        assert_eq!(find("GET", base), "GET /api/v2/routing/queues");
    }
    assert_eq!(find("GET", &[Hole]), "?0 likely ");
    assert_eq!(find("GET", &[Hole, Text("/routing/queues")]), "?0 likely ");
    // What no value can make an operation is none.
    assert!(find("GET", &[Text("/api/v2/nothing/"), Hole]).starts_with("!Path"));
}

/// Every operation that some value of the hole makes of the path, and no other.
#[track_caller]
fn check_candidates(method: &str, path: &[PathPiece<'_>], expected: &[&str]) {
    let matrix = published();
    let Match::Undecided(undecided) = matrix.find_pieces(method, path) else {
        panic!("{method} {path:?} is decided");
    };
    assert!(undecided.complete);
    let mut calls: Vec<&str> = undecided
        .candidates
        .iter()
        .map(|entry| entry.path())
        .collect();
    calls.sort_unstable();
    assert_eq!(calls, expected);
}

#[test]
fn candidates_of_unknown_parts() {
    use PathPiece::{Hole, Text};
    // A part of a segment: empty, a query, or more of the word.
    check_candidates(
        "POST",
        &[Text("/api/v2/flows/exec"), Hole],
        &[
            "/api/v2/flows/executions",
            "/api/v2/flows/{flowId}/history",
            "/api/v2/flows/{flowId}/instances/settings/loglevels",
            "/api/v2/flows/{flowId}/versions",
        ],
    );
    // Several segments.
    check_candidates(
        "PUT",
        &[Text("/api/v2/flows/datatables/"), Hole],
        &[
            "/api/v2/flows/datatables/{datatableId}",
            "/api/v2/flows/datatables/{datatableId}/rows/{rowId}",
        ],
    );
}

#[test]
fn nearest_operations() {
    let cases = [
        (
            "GET",
            "/api/v2/conversations/recording/{id}",
            "GET /api/v2/conversations/{conversationId}/recordings/{recordingId}",
        ),
        (
            "GET",
            "/api/v2/conversations/recording/1234567890",
            "GET /api/v2/conversations/{conversationId}/recordings/{recordingId}",
        ),
        (
            "GET",
            "/api/v2/recordings/screen/{recordingId}",
            "GET /api/v2/recordings/screensessions/details",
        ),
        (
            "POST",
            "/api/v2/analytics/conversations/details",
            "POST /api/v2/analytics/conversations/details/query",
        ),
        (
            "POST",
            "/api/v2/analytics/conversations/details",
            "GET /api/v2/analytics/conversations/details",
        ),
        ("GET", "/api/v2/routing/queue", "GET /api/v2/routing/queues"),
        (
            "GET",
            "/api/v2/routing/qeues/{id}",
            "GET /api/v2/routing/queues/{queueId}",
        ),
        ("GET", "/api/v2/user/{id}", "GET /api/v2/users/{userId}"),
    ];
    for (method, path, expected) in cases {
        let found = answer(&published(), method, &[PathPiece::Text(path)]);
        assert!(
            found.starts_with('!') && found.contains(expected),
            "{method} {path}: {found}"
        );
    }
}

#[test]
fn what_is_far_is_not_named() {
    check("GET", "/api/v2/foo/bar/baz", "!Path: ");
    check("GET", "/api/v2", "!Path: ");
    check("GET", "/", "!Path: ");
    let found = answer(
        &published(),
        "POST",
        &[PathPiece::Text("/api/v2/oauth/token")],
    );
    assert!(!found.contains("backgroundassistant"), "{found}");
}

#[test]
fn reasons() {
    let reason = |method: &str, path: &str| match published().find(method, path) {
        Match::Unknown(unknown) => {
            let call = unknown.nearest.first().map(|entry| entry.call());
            (unknown.reason, call.unwrap_or_default())
        }
        other => panic!("{method} {path} is {other:?}"),
    };
    let (why, nearest) = reason("DELETE", "/api/v2/routing/queues");
    assert_eq!(why, Reason::Method);
    assert!(nearest.ends_with(" /api/v2/routing/queues"), "{nearest}");
    let (why, nearest) = reason("DELETE", "/api/v2/conversations/callbacks/${input.id}");
    assert_eq!(why, Reason::Method);
    assert_eq!(
        nearest,
        "GET /api/v2/conversations/callbacks/{conversationId}"
    );
    for path in [
        "api/v2/routing/queues",
        "/v2/routing/queues",
        "/routing/queues",
        "api.mypurecloud.com/api/v2/routing/queues",
        "https://api.mypurecloud.com/v2/routing/queues",
    ] {
        let expected = (Reason::Prefix, "GET /api/v2/routing/queues".to_owned());
        assert_eq!(reason("GET", path), expected, "{path}");
    }
    let foreign = reason("POST", "https://example.com/api/v2/routing/queues");
    assert_eq!(
        foreign,
        (Reason::Foreign("example.com".to_owned()), String::new())
    );
}

#[test]
fn reports_stand_beside_the_published_facts() {
    let call = "/api/v2/recordings/screen";
    assert!(answer(&published(), "GET", &[PathPiece::Text(call)]).starts_with("!Path"));
    let both = matrix(&[GENESYS_CLOUD, FIELD_REPORTS]);
    let Match::Found(found) = both.find("GET", call) else {
        panic!("the report is not found");
    };
    let all: Vec<(Basis, Vec<&str>)> = found
        .entries
        .iter()
        .map(|entry| (entry.basis(), entry.requirement().permissions))
        .collect();
    assert_eq!(
        all,
        [
            (Basis::Reported, vec!["recording:view"]),
            (
                Basis::Reported,
                vec!["recording:view", "wfm:manage", "wfm:view"]
            ),
        ]
    );
}

fn user(text: &str) -> (Matrix, Vec<grantlint_rules::matrix::Problem>) {
    let data = grantlint_data::parse(text).expect("the file is well-formed");
    let input = Input {
        pack: "ours".to_owned(),
        file: "policies/ours.toml".to_owned(),
        data,
    };
    Matrix::new(&[GENESYS_CLOUD], &[input])
}

#[test]
fn a_users_entries_stand_beside_or_instead() {
    let entry =
        "[[operation]]\ncall = \"GET /api/v2/routing/queues/{id}\"\nall = [\"ours:queue:view\"]\n";
    for (text, expected) in [
        (entry.to_owned(), vec![Basis::Published, Basis::Org]),
        (format!("{entry}replace = true\n"), vec![Basis::Org]),
    ] {
        let (matrix, problems) = user(&text);
        assert_eq!(problems, []);
        let Match::Found(found) = matrix.find("GET", "/api/v2/routing/queues/1") else {
            panic!("the operation is gone");
        };
        let bases: Vec<Basis> = found.entries.iter().map(|entry| entry.basis()).collect();
        assert_eq!(bases, expected);
        let last = found.entries.last().expect("an entry").requirement();
        assert_eq!((last.source, last.pack), ("policies/ours.toml", "ours"));
    }
}

#[test]
fn a_users_mistakes_have_places() {
    let cases = [
        (
            "call = \"GET api/v2/x\"\npermissions = \"none\"",
            "GET api/v2/x",
            "does not begin with `/`",
        ),
        (
            "call = \"FETCH /api/v2/x\"\npermissions = \"none\"",
            "FETCH /api/v2/x",
            "`FETCH` is not a method",
        ),
        (
            "call = \"GET\"\npermissions = \"none\"",
            "GET",
            "is not a method and a path",
        ),
        (
            "call = \"GET /api/v2/x?a=b\"\npermissions = \"none\"",
            "GET /api/v2/x?a=b",
            "neither a literal segment",
        ),
        (
            "call = \"GET /api/v2/x\"",
            "GET /api/v2/x",
            "exactly one of",
        ),
        (
            "call = \"GET /api/v2/x\"\nany = [\"a:b:c\"]\nall = [\"a:b:c\"]",
            "GET /api/v2/x",
            "exactly one of",
        ),
        (
            "call = \"GET /api/v2/x\"\nany = []",
            "GET /api/v2/x",
            "an empty list",
        ),
    ];
    for (body, place, message) in cases {
        let text = format!("[[operation]]\n{body}\n");
        let (_, problems) = user(&text);
        let [problem] = problems.as_slice() else {
            panic!("{body}: {problems:?}");
        };
        assert!(problem.message.contains(message), "{}", problem.message);
        assert_eq!(
            text.get(problem.span.clone()),
            Some(format!("\"{place}\"").as_str())
        );
    }
}

#[test]
fn a_users_advice_may_lead_in_a_circle() {
    let text = "[[hint]]\nkind = \"call\"\nname = \"GET /api/v2/ours\"\ninstead = [\"GET /api/v2/ours\"]\n";
    let (matrix, problems) = user(text);
    assert_eq!(problems, []);
    assert!(matches!(
        matrix.find("GET", "/api/v2/ours"),
        Match::Unknown(_)
    ));
}

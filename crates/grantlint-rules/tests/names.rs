//! Which names of permissions, scopes and types exist, and what others are meant to be.

use grantlint_rules::matrix::{
    Basis, FIELD_REPORTS, GENESYS_CLOUD, Input, Matrix, Scope, Standing, TypeKind, covers,
};

fn matrix(packs: &[&str]) -> Matrix {
    Matrix::new(packs, &[]).0
}

/// The matrix with a data file of the organisation's own.
#[track_caller]
fn with_own(text: &str) -> (Matrix, Vec<String>) {
    let data = grantlint_data::parse(text);
    assert!(data.is_ok(), "{text}");
    let input = Input {
        pack: "own.toml".to_owned(),
        file: "own.toml".to_owned(),
        data: data.unwrap_or_default(),
    };
    let (matrix, problems) = Matrix::new(&[GENESYS_CLOUD], &[input]);
    let problems = problems.iter();
    let under =
        |range: &std::ops::Range<usize>| text.get(range.clone()).unwrap_or_default().to_owned();
    let problems = problems.map(|problem| format!("{}: {}", under(&problem.span), problem.message));
    (matrix, problems.collect())
}

/// The standing in one line.
fn standing(matrix: &Matrix, name: &str) -> String {
    match matrix.permission(name) {
        Standing::Known(known) if known.general => format!("general, {:?}", known.basis),
        Standing::Known(known) => format!("known, {:?}", known.basis),
        Standing::Label(known) => format!("label of {}", known.name),
        Standing::Wildcard(names) => format!("covers {}", names.len()),
        Standing::Slip(names) => format!("slip of {}", names.join(", ")),
        Standing::Unknown => "unknown".to_owned(),
        Standing::Bare { slips, candidates } => {
            format!(
                "bare, slip of {}, {}",
                slips.join(", "),
                candidates.join(", ")
            )
        }
        Standing::Malformed(names) => format!("malformed, {}", names.join(", ")),
    }
}

#[track_caller]
fn check(name: &str, expected: &str) {
    assert_eq!(
        standing(&matrix(&[GENESYS_CLOUD]), name),
        expected,
        "{name}"
    );
}

#[test]
fn known_permissions() {
    check("recording:recording:view", "known, Published");
    check("recording:recording:download", "known, Published");
    check("chat:1on1:view", "known, Published");
    check("group_creation", "general, Published");
    check("admin", "general, Published");
    check("content_management_user", "general, Published");
}

#[test]
fn slips() {
    for name in [
        "Recording:recording:view",
        "recording:Recording:View",
        "recording:recordings:view",
        "recordings:recording:view",
        "recording:recording:veiw",
        "recording:recoding:view",
        "recording:recording:views",
    ] {
        check(name, "slip of recording:recording:view");
    }
    check(
        "recording:screenrecording:view",
        "slip of recording:screenRecording:view",
    );
    check(
        "externalcontacts:contact:view",
        "slip of externalContacts:contact:view",
    );
    check("routing:queues:*", "slip of routing:queue:*");
    check("routng:*:*", "slip of routing:*:*");
    check("group_creations", "bare, slip of group_creation, ");
}

#[test]
fn names_that_nothing_is_known_of() {
    for name in [
        "recording:recording:purge",
        "somewhere:something:view",
        "somewhere:*:*",
        "routing:queue:leave",
        "wfm:agent:ad",
        "recording:exportJob:view",
    ] {
        check(name, "unknown");
    }
}

#[test]
fn words_of_names() {
    let matrix = matrix(&[GENESYS_CLOUD]);
    assert_eq!(
        matrix.meant("routing:queue:read").first(),
        Some(&"routing:queue:view")
    );
    assert_eq!(
        matrix.meant("quality:evaluations:read").first(),
        Some(&"quality:evaluation:view")
    );
    assert!(matrix.meant("nothing:like:this").is_empty());
}

#[test]
fn malformed_names() {
    check(
        "recording:view",
        "malformed, recording:recording:view, recording:screenRecording:view",
    );
    check(
        "Recording.Recording.View",
        "malformed, recording:recording:view",
    );
    check(
        "recording/annotation/view",
        "malformed, recording:annotation:view",
    );
    check(
        "routing:queue",
        "malformed, routing:queue:add, routing:queue:delete, routing:queue:edit, routing:queue:join, routing:queue:readonly",
    );
    check("", "malformed, ");
    check("*:*:*", "malformed, ");
    check("a:b:c:d", "malformed, ");
    check("routing:*", "malformed, ");
    check(
        "view_recordings",
        "bare, slip of , recording:recording:view, recording:screenRecording:view",
    );
}

#[test]
fn wildcards() {
    let matrix = matrix(&[GENESYS_CLOUD]);
    check("routing:queue:*", "covers 7");
    for name in matrix.expand("recording:*:view") {
        assert!(
            name.starts_with("recording:") && name.ends_with(":view"),
            "{name}"
        );
    }
    assert_eq!(matrix.expand("routing:queue:view"), ["routing:queue:view"]);
    assert!(matrix.expand("recording:*:*").len() > 20);
    // The expansion is what is covered, and nothing else is.
    for pattern in [
        "recording:*:view",
        "recording:*:*",
        "wfm:agent:*",
        "admin",
        "a:*:*",
        "*:*:*",
    ] {
        let covered = matrix.all_permissions().map(|known| known.name);
        let covered: Vec<&str> = covered.filter(|name| covers(pattern, name)).collect();
        assert_eq!(matrix.expand(pattern), covered, "{pattern}");
    }
    // A domain of which no permission is known, and yet it exists.
    check("purecloudvoice:*:*", "covers 0");
    check("directory:fieldConfig:*", "covers 0");
}

#[test]
fn labels_of_the_admin_ui() {
    for (label, name) in [
        (
            "Recording > Screen Recording > View",
            "recording:screenRecording:view",
        ),
        (
            "Recording > Recording > ViewSensitiveData",
            "recording:recording:viewSensitiveData",
        ),
        (
            "Analytics > Conversationdetail > View",
            "analytics:conversationDetail:view",
        ),
        (
            "Externalcontacts>contact>view",
            "externalContacts:contact:view",
        ),
        (
            "Conversation > Webmessaging > View",
            "conversation:webmessaging:view",
        ),
    ] {
        check(label, &format!("label of {name}"));
    }
    check(
        "Recording > View",
        "malformed, recording:recording:view, recording:recordingSegment:view, recording:screenRecording:view, recording:snippetRecording:view",
    );
}

#[test]
fn reported_names_are_known_with_their_pack_alone() {
    let both = matrix(&[GENESYS_CLOUD, FIELD_REPORTS]);
    for name in [
        "media_api_access",
        "view_recordings",
        "recording:view",
        "wfm:manage",
    ] {
        assert_eq!(standing(&both, name), "known, Reported", "{name}");
        assert!(
            !standing(&matrix(&[GENESYS_CLOUD]), name).starts_with("known"),
            "{name}"
        );
    }
    assert_eq!(
        both.scope("screen_recording:read"),
        Scope::Known(Basis::Reported)
    );
}

#[test]
fn scopes() {
    let matrix = matrix(&[GENESYS_CLOUD]);
    assert_eq!(
        matrix.scope("recordings:readonly"),
        Scope::Known(Basis::Published)
    );
    for (name, expected) in [
        ("recording:view", &["recordings:readonly"][..]),
        (
            "screen_recording:read",
            &["recordings:readonly", "screen-monitoring:readonly"],
        ),
        ("agent:login:read", &[]),
        ("routing:view", &["routing:readonly"]),
        ("routing:edit", &["routing"]),
        ("workforcemanagement", &["workforce-management"]),
        ("users:manage", &["users"]),
        ("recordings:view", &["recordings:readonly"]),
    ] {
        assert_eq!(
            matrix.scope(name),
            Scope::Unknown(expected.to_vec()),
            "{name}"
        );
    }
}

#[test]
fn provider_types() {
    let matrix = matrix(&[GENESYS_CLOUD]);
    let kind = TypeKind::Resource;
    let client = matrix.provider_type(kind, "genesyscloud_oauth_client");
    assert_eq!(client.expect("it exists").permissions().count(), 10);
    assert!(
        matrix
            .provider_type(TypeKind::Data, "genesyscloud_user_roles")
            .is_none()
    );
    for (name, expected) in [
        ("genesyscloud_security_profile", "genesyscloud_auth_role"),
        ("genesyscloud_permissionset", "genesyscloud_auth_role"),
        ("genesyscloud_oauth_clients", "genesyscloud_oauth_client"),
        ("genesyscloud_queue", "genesyscloud_routing_queue"),
    ] {
        assert!(matrix.provider_type(kind, name).is_none(), "{name}");
        assert_eq!(matrix.nearest_types(kind, name), [expected], "{name}");
    }
}

#[test]
fn schemas() {
    let matrix = matrix(&[GENESYS_CLOUD]);
    let client = matrix
        .schema(TypeKind::Resource, "genesyscloud_oauth_client")
        .expect("known");
    assert!(client.argument("redirect_uris").is_none());
    let grant = client.argument("authorized_grant_type").expect("known");
    assert!(grant.required() && grant.one_of().contains(&"CLIENT-CREDENTIALS"));
    let roles = client
        .argument("roles")
        .and_then(|roles| roles.block())
        .expect("a block");
    assert!(
        roles
            .argument("role_id")
            .is_some_and(|argument| argument.required())
    );
    let validity = client
        .argument("access_token_validity_seconds")
        .expect("known");
    assert_eq!(validity.range(), Some((300, 38_880_000)));
}

#[test]
fn what_permissions_open() {
    let matrix = matrix(&[GENESYS_CLOUD]);
    for permission in matrix.all_permissions() {
        for entry in matrix.opens(permission.name) {
            assert!(entry.requirement().permissions.contains(&permission.name));
        }
        for entry in matrix.completes(permission.name) {
            assert!(entry.requirement().optional.contains(&permission.name));
        }
    }
    let opened: usize = matrix
        .all_permissions()
        .map(|p| matrix.opens(p.name).len())
        .sum();
    let required: usize = matrix
        .entries()
        .map(|e| e.requirement().permissions.len())
        .sum();
    assert_eq!(opened, required);
    assert!(matrix.sensitive("oauth:client:add").is_some());
    assert!(matrix.sensitive("routing:queue:view").is_none());
    assert!(matrix.user_context("GET", "/api/v2/users/me").is_some());
    assert!(
        matrix
            .user_context("GET", "/api/v2/users/{userId}")
            .is_none()
    );
}

/// A slip in letter case or number leads back to the very permission.
#[test]
fn slips_lead_back() {
    let matrix = matrix(&[GENESYS_CLOUD]);
    let permissions = matrix.all_permissions().filter(|known| !known.general);
    for known in permissions.step_by(5) {
        let plural = format!("{}s", known.name.trim_end_matches('s'));
        for written in [plural, known.name.to_uppercase()] {
            match matrix.permission(&written) {
                Standing::Slip(names) => {
                    let mut names = names.iter();
                    assert!(names.any(|name| name == known.name), "{written}");
                }
                // Two names of which one is the other's plural.
                Standing::Known(other) => assert_eq!(other.name, written),
                other => panic!("{written}: {other:?}"),
            }
        }
    }
}

const CATALOGUE: &str = r#"
[names]
permissions = ["ours:other:view"]

[[catalogue]]
division-aware = true
permissions = ["routing:queue:view", "routing:queue:edit", "routing:skill:view"]

[[catalogue]]
division-aware = false
allows-conditions = true
permissions = ["ours:thing:view"]
"#;

#[test]
fn with_a_catalogue_the_organisation_has_what_it_lists_and_nothing_else() {
    let (own, problems) = with_own(CATALOGUE);
    assert_eq!(problems, [""; 0]);
    assert_eq!(own.catalogue(), Some("own.toml"));
    for (name, lacks) in [
        ("routing:queue:view", false),
        ("ours:thing:view", false),
        // Named by the organisation itself, though not in the catalogue.
        ("ours:other:view", false),
        ("routing:queue:delete", true),
        ("theirs:thing:view", true),
    ] {
        assert_eq!(own.lacks(name), lacks, "{name}");
        assert!(!matrix(&[GENESYS_CLOUD]).lacks(name), "{name}");
    }
    for (name, expected) in [
        ("routing:queue:*", "covers 2"),
        ("routing:*:view", "covers 2"),
        ("routing:quue:view", "slip of routing:queue:view"),
        ("ours:thing:veiw", "slip of ours:thing:view"),
        // What the organisation has comes before what is published, and that before
        // nothing.
        ("routing:queue:delte", "slip of routing:queue:delete"),
        ("ours:*:view", "covers 2"),
        ("quality:*:view", "unknown"),
        ("quality:evaluation:*", "unknown"),
    ] {
        assert_eq!(standing(&own, name), expected, "{name}");
    }
    let flags = |name: &str| {
        let known = own.catalogued(name);
        known.map(|known| (known.division_aware, known.allows_conditions))
    };
    assert_eq!(flags("routing:queue:view"), Some((Some(true), None)));
    assert_eq!(flags("ours:thing:view"), Some((Some(false), Some(true))));
    assert_eq!(flags("ours:other:view"), None);
    let undivided = own.undivided();
    assert_eq!(undivided.iter().collect::<Vec<_>>(), ["ours:thing:view"]);
}

#[test]
fn what_is_no_permission_is_a_problem_of_the_catalogue() {
    let (own, problems) = with_own(
        "[[catalogue]]\npermissions = [\"a:b\", \"a:*:c\", \"a::c\", \"a:b:c:d\", \"a:b:c\"]\n",
    );
    let of = |name: &str| format!("\"{name}\": `{name}` is not of the form `domain:entity:action`");
    assert_eq!(problems, ["a:b", "a:*:c", "a::c", "a:b:c:d"].map(of));
    assert_eq!(own.stats().catalogue, 1);
    assert!(own.known_permission("a:*:c").is_none());
}

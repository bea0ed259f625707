//! The caps of GitHub's annotations and of its job summary.

use grantlint::render::Format;

use crate::fixture;

/// The annotations of each kind, and the last line.
#[track_caller]
fn check_annotations(found: (usize, usize, usize), expected: (usize, usize, usize), last: &str) {
    let (errors, warnings, notes) = found;
    let text = fixture::many(errors, warnings, notes).render(Format::Github);
    let count = |command: &str| {
        text.lines()
            .filter(|line| line.starts_with(command))
            .count()
    };
    assert_eq!(
        (count("::error "), count("::warning "), count("::notice ")),
        expected
    );
    let rest = text
        .lines()
        .last()
        .unwrap()
        .strip_prefix("::notice title=grantlint::");
    assert_eq!(rest.unwrap_or_default(), last);
}

#[test]
fn ten_annotations_of_each_kind_fit() {
    check_annotations((10, 10, 10), (10, 10, 10), "");
}

#[test]
fn what_does_not_fit_is_counted() {
    let why = "not annotated here: GitHub shows 10 annotations of a kind for each step";
    check_annotations((11, 0, 0), (10, 0, 1), &format!("1 error is {why}"));
    check_annotations(
        (0, 12, 10),
        (0, 10, 10),
        &format!("2 warnings and 1 note are {why}"),
    );
    check_annotations(
        (230, 40, 30),
        (10, 10, 10),
        &format!("220 errors, 30 warnings and 21 notes are {why}"),
    );
}

#[test]
fn a_summary_of_two_hundred_findings_lists_all() {
    let text = fixture::many(100, 100, 50).render(Format::Summary);
    let rows = text
        .lines()
        .filter(|line| line.contains("missing-permission"));
    assert_eq!(rows.count(), 250);
    assert!(!text.contains("not listed"));
}

#[test]
fn a_summary_stays_below_a_mebibyte_and_counts_the_rest() {
    let text = fixture::many(20_000, 0, 0).render(Format::Summary);
    assert!(text.len() < 1024 * 1024, "{}", text.len());
    let rows = text
        .lines()
        .filter(|line| line.contains("missing-permission"));
    let hidden = 20_000 - rows.count();
    assert!(hidden > 0);
    assert_eq!(
        text.lines().last().unwrap(),
        format!(
            "{hidden} more findings are not listed: GitHub takes 1 MiB of summary from a step."
        )
    );
}

#[test]
fn formats_without_a_cap_have_every_finding() {
    let fixture = fixture::many(100, 100, 50);
    for (format, mark) in [
        (Format::Gitlab, "\"fingerprint\":"),
        (Format::Rdjson, "\"severity\":"),
        (Format::Junit, "<testcase "),
        (Format::Checkstyle, "<error "),
        (Format::Compact, "[missing-permission]"),
    ] {
        let text = fixture.render(format);
        assert_eq!(text.matches(mark).count(), 250, "{format:?}");
    }
}

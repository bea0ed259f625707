//! The formats, read as their readers read them, over any text.

use std::collections::BTreeSet;

use grantlint::render::Format;
use grantlint_parser::source::{Sources, Span};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;

use crate::fixture::{self, Fixture};

const ESCAPE: char = '\u{1b}';

/// What GitHub's runner makes of a line: the command, its properties and its
/// message.
fn command(line: &str) -> (String, Vec<(String, String)>, String) {
    let data = |text: &str| {
        text.replace("%0A", "\n")
            .replace("%0D", "\r")
            .replace("%25", "%")
    };
    let property = |text: &str| data(&text.replace("%3A", ":").replace("%2C", ","));
    let (head, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
    let (name, properties) = head.split_once(' ').unwrap();
    let properties = properties.split(',').map(|pair| {
        let (key, value) = pair.split_once('=').unwrap();
        (key.to_owned(), property(value))
    });
    (name.to_owned(), properties.collect(), data(message))
}

/// The elements of a document with their attributes, after a parser has found
/// it well-formed and every character allowed.
fn elements(text: &str) -> Vec<(String, Vec<(String, String)>)> {
    for c in text.chars() {
        assert!(matches!(c, '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..));
    }
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_comments = true;
    let mut found = Vec::new();
    let mut element = |start: &BytesStart| {
        let name = start.name().0.to_owned();
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            let value = quick_xml::escape::unescape(&attribute.value).unwrap();
            (attribute.key.0.to_owned(), value.into_owned())
        });
        found.push((name, attributes.collect()));
    };
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) | Event::Empty(start) => element(&start),
            Event::Eof => return found,
            _ => {}
        }
    }
}

fn attribute<'a>(attributes: &'a [(String, String)], name: &str) -> &'a str {
    let found = attributes.iter().find(|(key, _)| key == name);
    found.map(|(_, value)| value.as_str()).unwrap()
}

/// The several findings with other words and another path.
fn with(words: &str, path: &str) -> Fixture {
    let mut fixture = fixture::several();
    let mut sources = Sources::default();
    let at = Span::new(0, 4).in_file(sources.add(path, "a é 𐐀\n"));
    for finding in &mut fixture.report.findings {
        finding.message = words.to_owned();
        finding.help = Some(words.to_owned());
        finding.address = Some(words.to_owned());
        finding.primary.at = at;
        for label in &mut finding.related {
            label.at = at;
            label.message = words.to_owned();
        }
    }
    fixture.sources = sources;
    fixture
}

proptest! {
    #[test]
    fn annotations_are_one_line_each_and_name_the_file(
        words in "\\PC*|(?s).*",
        path in "[^/]{1,20}",
    ) {
        let text = with(&words, &path).render(Format::Github);
        prop_assert_eq!(text.lines().count(), 5);
        for line in text.lines() {
            let (name, properties, message) = command(line);
            prop_assert!(["error", "warning", "notice"].contains(&name.as_str()));
            let keys: Vec<&str> = properties.iter().map(|(key, _)| key.as_str()).collect();
            prop_assert_eq!(keys, ["file", "line", "endLine", "col", "endColumn", "title"]);
            if !path.trim_matches('.').is_empty() {
                prop_assert_eq!(attribute(&properties, "file"), &path);
            }
            prop_assert!(!message.contains(ESCAPE));
        }
    }

    #[test]
    fn xml_is_well_formed_and_complete(words in "(?s).*", path in "(?s).{0,20}") {
        let fixture = with(&words, &path);
        let checkstyle = elements(&fixture.render(Format::Checkstyle));
        let errors = checkstyle.iter().filter(|(name, _)| name == "error");
        prop_assert_eq!(errors.count(), 5);
        let junit = elements(&fixture.render(Format::Junit));
        let cases = junit.iter().filter(|(name, _)| name == "testcase");
        let keys: BTreeSet<(&str, &str)> = cases
            .map(|(_, attributes)| {
                (attribute(attributes, "classname"), attribute(attributes, "name"))
            })
            .collect();
        prop_assert_eq!(keys.len(), 5);
    }

    #[test]
    fn json_keeps_paths_as_they_are(words in "(?s).*", path in "[^/.]{1,20}") {
        let fixture = with(&words, &path);
        let gitlab: Value = serde_json::from_str(&fixture.render(Format::Gitlab)).unwrap();
        prop_assert_eq!(gitlab[4]["location"]["path"].as_str().unwrap(), &path);
        let rdjson: Value = serde_json::from_str(&fixture.render(Format::Rdjson)).unwrap();
        let location = &rdjson["diagnostics"][4]["location"];
        prop_assert_eq!(location["path"].as_str().unwrap(), &path);
        let sarif: Value = serde_json::from_str(&fixture.render(Format::Sarif)).unwrap();
        let place = &sarif["runs"][0]["results"][4]["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        prop_assert!(uri.is_ascii());
        let decoded = percent_encoding::percent_decode_str(uri).decode_utf8().unwrap();
        prop_assert_eq!(decoded.as_ref(), &path);
    }

    #[test]
    fn a_summary_has_one_row_for_each_finding(words in "(?s).*", path in "(?s).{0,20}") {
        let text = with(&words, &path).render(Format::Summary);
        let rows: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
        prop_assert_eq!(rows.len(), 2 + 5);
        for row in rows {
            prop_assert_eq!(row.matches('|').count(), 5, "{}", row);
            let tags = row.replace("<code>", "").replace("</code>", "");
            prop_assert!(!tags.replace("](<https:", "").contains('<'), "{}", row);
        }
    }
}

#[test]
fn byte_columns_find_the_text_in_the_line() {
    let fixture = fixture::several();
    let result: Value = serde_json::from_str(&fixture.render(Format::Rdjson)).unwrap();
    for (finding, diagnostic) in fixture
        .report
        .findings
        .iter()
        .zip(result["diagnostics"].as_array().unwrap())
    {
        let range = &diagnostic["location"]["range"];
        let column = |end: &str| range[end]["column"].as_u64().unwrap() as usize - 1;
        let file = fixture.sources.get(finding.primary.at.file).unwrap();
        let line = range["start"]["line"].as_u64().unwrap() as usize;
        let line = file.text().split('\n').nth(line - 1).unwrap();
        let whole = fixture.sources.slice(finding.primary.at);
        assert_eq!(
            &line[column("start")..column("end")],
            whole.lines().next().unwrap_or("")
        );
    }
}

#[test]
fn code_quality_fingerprints_are_unique() {
    let issues: Value =
        serde_json::from_str(&fixture::many(100, 100, 50).render(Format::Gitlab)).unwrap();
    let prints: BTreeSet<&str> = issues
        .as_array()
        .unwrap()
        .iter()
        .map(|issue| issue["fingerprint"].as_str().unwrap())
        .collect();
    assert_eq!(prints.len(), 250);
}

#[test]
fn test_counts_add_up() {
    let all = elements(&fixture::several().render(Format::Junit));
    let sum = |name: &str, key: &str| {
        let named = all.iter().filter(|(element, _)| element == name);
        let numbers = named.map(|(_, attributes)| attribute(attributes, key));
        numbers
            .map(|number| number.parse::<usize>().unwrap())
            .sum::<usize>()
    };
    let count = |name: &str| all.iter().filter(|(element, _)| element == name).count();
    for (key, expected) in [
        ("tests", count("testcase")),
        ("failures", count("failure")),
        ("errors", 0),
    ] {
        assert_eq!(sum("testsuites", key), expected, "{key}");
        assert_eq!(sum("testsuite", key), expected, "{key}");
    }
    assert_eq!(sum("testsuite", "skipped"), count("skipped"));
}

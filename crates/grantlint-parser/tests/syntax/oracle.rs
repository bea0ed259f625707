//! The places of all expressions, attributes and blocks are those that hcl-edit
//! gives, on texts that both accept. Kinds and nesting follow from the places.

use std::ops::Range;

use grantlint_parser::source::Span;
use hcl_edit::Span as _;
use hcl_edit::expr::Expression;
use hcl_edit::structure::{Attribute, Block};
use hcl_edit::visit::{Visit, visit_attr, visit_block, visit_expr};

use crate::sexpr::hcl;
use crate::spans;
use crate::terraform;

#[derive(Default)]
struct Places(Vec<(&'static str, Range<usize>)>);

impl Visit for Places {
    fn visit_expr(&mut self, node: &Expression) {
        self.0.extend(node.span().map(|span| ("expression", span)));
        visit_expr(self, node);
    }

    fn visit_attr(&mut self, node: &Attribute) {
        self.0.extend(node.span().map(|span| ("attribute", span)));
        visit_attr(self, node);
    }

    fn visit_block(&mut self, node: &Block) {
        self.0.extend(node.span().map(|span| ("block", span)));
        visit_block(self, node);
    }
}

fn theirs(text: &str) -> Option<Vec<(&'static str, Range<usize>)>> {
    let mut places = Places::default();
    places.visit_body(&hcl_edit::parser::parse_body(text).ok()?);
    Some(places.0)
}

fn ours(text: &str) -> Vec<(&'static str, Range<usize>)> {
    let mut places = Vec::new();
    spans::walk(
        hcl(text).file.body(),
        &mut |name, Span { start, end }, _| {
            let kinds = ["expression", "attribute", "block"];
            let kind = kinds.into_iter().find(|&kind| kind == name);
            places.extend(kind.map(|kind| (kind, start as usize..end as usize)));
        },
    );
    places
}

/// What the two place differently on purpose: a bare key of an object is an
/// expression with us alone.
fn comparable(mut places: Vec<(&'static str, Range<usize>)>, text: &str) -> Vec<String> {
    places.sort_by_key(|(kind, span)| (span.start, span.end, *kind));
    let bare_key = |span: &Range<usize>| {
        let rest = text[span.end..].trim_start();
        let word = text[span.clone()]
            .chars()
            .all(|character| character.is_alphanumeric() || "_-".contains(character));
        word && rest.starts_with(['=', ':']) && !rest.starts_with("==")
    };
    let kept = places
        .iter()
        .filter(|(kind, span)| *kind != "expression" || !bare_key(span));
    kept.map(|(kind, span)| format!("{kind} {span:?} {:?}", &text[span.clone()]))
        .collect()
}

#[test]
fn places_are_those_of_hcl_edit() {
    let mut compared = 0;
    let cases = terraform::cases()
        .into_iter()
        .filter(|(_, answer)| answer.is_none());
    // hcl-edit has no operator before a number, reads `1.e5` as an access, and
    // its visitor leaves out what a directive iterates.
    let told_apart = |text: &String| {
        let other = ["-1", "--1", "1.e5", "%{for", "%{ for"];
        !other.iter().any(|other| text.contains(other))
    };
    for text in cases.map(|(text, _)| text).filter(told_apart) {
        if let Some(theirs) = theirs(&text) {
            assert_eq!(
                comparable(ours(&text), &text),
                comparable(theirs, &text),
                "{text}"
            );
            compared += 1;
        }
    }
    assert!(compared > 250, "{compared}");
}

//! What holds of any text: nothing panics, spans nest, tokens leave no gap.

use grantlint_parser::source::Span;
use grantlint_parser::syntax::tree::Format;
use grantlint_parser::syntax::{parse, parse_expression, parse_variables, tokens};
use proptest::prelude::*;

use crate::sexpr::id;
use crate::spans;

const SEEDS: [&str; 4] = [
    include_str!("terraform/accepted.tf"),
    "a = \"x ${~ b ~} %{ if c }d%{ else }e%{ endif }\"\nf = <<-EOT\n  ${g}\n  EOT\n",
    "resource \"r\" \"x\" {\n  a = [for k, v in b : v...]\n  c { d = !e.*.f[0] }\n}\n",
    r#"{"resource": {"t": {"n": [{"a": "é ${b[\"c\"]}\u00e9 %{if d}e%{endif}", "f": -1e5}]}}}"#,
];

/// A seed with a few changes, most of them with characters that mean something.
fn mutated() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        proptest::sample::select(
            "\"{}[]()=,.:?\n$%\\#/*<>!&|~-+'`;_ \r\té\u{feff}0a"
                .chars()
                .collect::<Vec<_>>()
        ),
        any::<char>(),
    ];
    let change = (any::<prop::sample::Index>(), 0..3u8, character);
    (
        proptest::sample::select(&SEEDS[..]),
        prop::collection::vec(change, 0..6),
    )
        .prop_map(|(seed, changes)| {
            let mut text: Vec<char> = seed.chars().collect();
            for (index, operation, character) in changes {
                let at = index.index(text.len());
                match operation {
                    0 => _ = text.remove(at),
                    1 => text.insert(at, character),
                    _ => text[at] = character,
                }
            }
            text.into_iter().collect()
        })
}

fn check_spans(text: &str, format: Format) -> Result<(), TestCaseError> {
    let whole = Span::new(0, text.len() as u32);
    let parsed = parse(id(), text, format);
    let mut wrong = Vec::new();
    spans::walk(parsed.file.body(), &mut |name, span, parent| {
        let fits = text.get(span.start as usize..span.end as usize).is_some();
        if !fits || !parent.contains(span) {
            wrong.push(format!("{name} {span:?} in {parent:?}"));
        }
    });
    prop_assert_eq!(wrong, Vec::<String>::new());
    for error in &parsed.errors {
        prop_assert!(whole.contains(error.span), "{:?}", error);
        prop_assert!(
            text.get(error.span.start as usize..error.span.end as usize)
                .is_some()
        );
    }
    let mut end = 0;
    for comment in &parsed.file.comments {
        prop_assert!(end <= comment.span.start && comment.span.end <= whole.end);
        end = comment.span.end;
    }
    Ok(())
}

fn check_tokens(text: &str) -> Result<(), TestCaseError> {
    let mut end = if text.starts_with('\u{feff}') { 3 } else { 0 };
    for token in tokens(text, Span::new(0, text.len() as u32)) {
        prop_assert_eq!(token.span.start, end);
        prop_assert!(token.span.end > end);
        end = token.span.end;
    }
    prop_assert_eq!(end as usize, text.len());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_texts_have_sound_spans(text in mutated()) {
        check_spans(&text, Format::Hcl)?;
        check_spans(&text, Format::Json)?;
        check_tokens(&text)?;
        parse_variables(id(), text, Format::Json);
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,40}") {
        check_spans(&text, Format::Hcl)?;
        check_spans(&text, Format::Json)?;
        check_tokens(&text)?;
        let whole = Span::new(7, 7 + text.len() as u32);
        let (read, errors) = parse_expression(text, 7);
        prop_assert!(whole.contains(read.expr().span));
        prop_assert!(errors.iter().all(|error| error.span.start >= 7));
    }

    #[test]
    fn a_file_cut_off_keeps_its_complete_blocks(cut in 0usize..2_000) {
        let text = include_str!("terraform/accepted.tf");
        let cut = text.floor_char_boundary(cut.min(text.len()));
        check_spans(&text[..cut], Format::Hcl)?;
        let whole = parse(id(), text, Format::Hcl).file;
        let complete = whole.body().blocks().filter(|block| (block.span.end as usize) < cut).count();
        let read = parse(id(), &text[..cut], Format::Hcl).file;
        prop_assert!(read.body().blocks().count() >= complete);
    }
}

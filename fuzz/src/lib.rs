//! What the fuzz targets share.

use grantlint_parser::source::Span;
use grantlint_parser::syntax::Parsed;

/// Runs `work` on a stack of one mebibyte, on which nothing may overflow.
pub fn on_small_stack(work: impl FnOnce() + Send) {
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(1 << 20)
            .spawn_scoped(scope, work)
            .expect("a thread starts");
    });
}

/// Checks what callers rely on: errors lie in the text, in its order, and the
/// tree can be cloned, printed and dropped.
pub fn check_parsed(text: &str, parsed: &Parsed) {
    let whole = Span::new(0, text.len() as u32);
    let mut last = 0;
    for error in &parsed.errors {
        check_span(text, error.span);
        assert!(error.span.start >= last, "errors are out of order");
        last = error.span.start;
    }
    for item in &parsed.file.body.items {
        check_span(text, item.span());
    }
    assert!(parsed.file.body.span.end <= whole.end);
    let copy = parsed.clone();
    assert!(!format!("{copy:?}").is_empty());
}

fn check_span(text: &str, span: Span) {
    let slice = text.get(span.start as usize..span.end as usize);
    assert!(slice.is_some(), "{span:?} is no slice of the text");
}

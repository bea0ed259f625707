//! The text under a span is the text that was written.

use grantlint_parser::source::{Sources, Span};
use grantlint_parser::syntax::tree::{
    Body, Expr, ExprKind, ForDirective, Format, IfDirective, Item, Part, StepKind,
};
use grantlint_parser::syntax::{parse, parse_expression};

/// Calls `see` with the span of every node, the span that it must lie in and
/// the node's name. In JSON the name of a block's type is shared by blocks and
/// lies outside of them.
pub(crate) fn walk(body: &Body, see: &mut dyn FnMut(&str, Span, Span)) {
    for item in body.items {
        match item {
            Item::Attribute(attribute) => {
                see("attribute", attribute.span(), body.span);
                see("name", attribute.name.span, attribute.span());
                walk_expr(&attribute.value, attribute.span(), see);
            }
            Item::Block(block) => {
                see("block", block.span, body.span);
                see("header", block.header, block.span);
                see("body", block.body.span, block.span);
                walk(&block.body, see);
            }
        }
    }
}

pub(crate) fn walk_expr(expr: &Expr, parent: Span, see: &mut dyn FnMut(&str, Span, Span)) {
    see("expression", expr.span, parent);
    let span = expr.span;
    match &expr.kind {
        ExprKind::Null
        | ExprKind::Bool(_)
        | ExprKind::Number(_)
        | ExprKind::String(_)
        | ExprKind::Variable(_)
        | ExprKind::Invalid => {}
        ExprKind::Template(template) => walk_parts(template.parts, span, see),
        ExprKind::Access(access) => {
            walk_expr(&access.base, span, see);
            for step in access.steps {
                see("step", step.span, span);
                if let StepKind::Index(index) = &step.kind {
                    walk_expr(index, step.span, see);
                }
            }
        }
        ExprKind::Call(call) => {
            see("function", call.name.span, span);
            call.args.iter().for_each(|arg| walk_expr(arg, span, see));
        }
        ExprKind::List(items) => items.iter().for_each(|item| walk_expr(item, span, see)),
        ExprKind::Object(items) => {
            for item in *items {
                walk_expr(&item.key, span, see);
                walk_expr(&item.value, span, see);
            }
        }
        ExprKind::For(each) => {
            for name in each.key.iter().chain([&each.value]) {
                see("name", name.span, span);
            }
            let results = each.key_result.iter().chain([&each.value_result]);
            for part in results.chain([&each.collection]).chain(&each.condition) {
                walk_expr(part, span, see);
            }
        }
        ExprKind::Conditional(choice) => {
            for part in [&choice.condition, &choice.then, &choice.otherwise] {
                walk_expr(part, span, see);
            }
        }
        ExprKind::Binary(binary) => {
            see("operator", binary.operator_span, span);
            walk_expr(&binary.left, span, see);
            walk_expr(&binary.right, span, see);
        }
        ExprKind::Unary(unary) => walk_expr(&unary.operand, span, see),
        ExprKind::Paren(inner) => walk_expr(inner, span, see),
    }
}

fn walk_parts(parts: &[Part], parent: Span, see: &mut dyn FnMut(&str, Span, Span)) {
    for part in parts {
        match part {
            Part::Literal { span, .. } => see("text", *span, parent),
            Part::Interpolation { expr, span } => {
                see("interpolation", *span, parent);
                walk_expr(expr, *span, see);
            }
            Part::If(IfDirective {
                condition,
                then,
                otherwise,
                span,
            }) => {
                see("if", *span, parent);
                walk_expr(condition, *span, see);
                walk_parts(then, *span, see);
                walk_parts(otherwise, *span, see);
            }
            Part::For(ForDirective {
                collection,
                body,
                span,
                ..
            }) => {
                see("for", *span, parent);
                walk_expr(collection, *span, see);
                walk_parts(body, *span, see);
            }
        }
    }
}

/// All nodes of that name, as they are written.
#[track_caller]
fn check(format: Format, text: &str, node: &str, expected: &[&str]) {
    let parsed = parse(Sources::default().add("a", ""), text, format);
    assert_eq!(parsed.errors, [], "{text}");
    let mut written = Vec::new();
    walk(parsed.file.body(), &mut |name, span, _| {
        if name == node {
            written.push(&text[span.start as usize..span.end as usize]);
        }
    });
    assert_eq!(written, expected, "{text}");
}

#[test]
fn of_bodies() {
    let text = "\u{feff}# é\r\nr \"ü\" x { # c\r\n  é = 1 # d\r\n  b {}\r\n}\r\n";
    check(Format::Hcl, text, "header", &["r \"ü\" x", "b"]);
    check(
        Format::Hcl,
        text,
        "block",
        &["r \"ü\" x { # c\r\n  é = 1 # d\r\n  b {}\r\n}", "b {}"],
    );
    check(
        Format::Hcl,
        text,
        "body",
        &[" # c\r\n  é = 1 # d\r\n  b {}\r\n", ""],
    );
    check(Format::Hcl, text, "attribute", &["é = 1"]);
    check(Format::Hcl, text, "name", &["é"]);
    check(Format::Hcl, "a { b = [1] }\n", "body", &[" b = [1] "]);
}

#[test]
fn of_expressions() {
    let expressions = |text, expected| check(Format::Hcl, text, "expression", expected);
    expressions(
        "a = é.b[ 0 ] + 1\n",
        &["é.b[ 0 ] + 1", "é.b[ 0 ]", "é", "0", "1"],
    );
    expressions("a = !f( b )\n", &["!f( b )", "f( b )", "b"]);
    expressions("a = ( b )\n", &["( b )", "b"]);
    expressions("a = b ? c : d # e\n", &["b ? c : d", "b", "c", "d"]);
    expressions("a = \"\\u00e9\"\n", &["\"\\u00e9\""]);
    expressions("a = <<-E\r\n  x\r\n  E\r\n", &["<<-E\r\n  x\r\n  E"]);
    expressions("a = { \"k\" = 1 }\n", &["{ \"k\" = 1 }", "\"k\"", "1"]);
    check(
        Format::Hcl,
        "a = b.c.0[*].*\n",
        "step",
        &[".c", ".0", "[*]", ".*"],
    );
    check(Format::Hcl, "a = p :: f(1)\n", "function", &["p :: f"]);
    check(Format::Hcl, "a = b\t&& c\n", "operator", &["&&"]);
}

#[test]
fn of_templates() {
    let text = "a = \"é\\n ${~ b ~} %{ if c }d%{ endif }\"\n";
    check(Format::Hcl, text, "text", &["é\\n ", " ", "d"]);
    check(Format::Hcl, text, "interpolation", &["${~ b ~}"]);
    check(Format::Hcl, text, "if", &["%{ if c }d%{ endif }"]);
    let text = "a = <<E\nx\n ${b}\n%{ for c in d }\n%{ endfor }\nE\n";
    check(Format::Hcl, text, "text", &["x\n ", "\n", "\n", "\n"]);
    check(Format::Hcl, text, "for", &["%{ for c in d }\n%{ endfor }"]);
}

#[test]
fn of_json() {
    let text = r#"{"locals": {"é": [1, "é\n${a.b} \"${ f(\"\\u00e9\") }\""], "b": -1.5}}"#;
    check(Format::Json, text, "header", &["\"locals\""]);
    check(Format::Json, text, "name", &["\"é\"", "\"b\""]);
    check(
        Format::Json,
        text,
        "interpolation",
        &["${a.b}", r#"${ f(\"\\u00e9\") }"#],
    );
    check(Format::Json, text, "text", &["é\\n", " \\\"", "\\\""]);
    check(Format::Json, text, "step", &[".b"]);
    let text = "{\"resource\": {\"t\": {\"n\": [{\"a\": \"${\\\"x\\\"}\"}, {}]}}}";
    check(Format::Json, text, "header", &["\"n\"", "\"n\""]);
    check(Format::Json, text, "interpolation", &["${\\\"x\\\"}"]);
    check(Format::Json, text, "body", &["\"a\": \"${\\\"x\\\"}\"", ""]);
}

#[test]
fn of_lone_expressions() {
    let (expr, _) = parse_expression("a + b", 100);
    let mut spans = Vec::new();
    walk_expr(expr.expr(), expr.expr().span, &mut |name, span, _| {
        spans.push((name.to_owned(), span))
    });
    let expected = [
        ("expression", 100, 105),
        ("operator", 102, 103),
        ("expression", 100, 101),
    ];
    for ((name, span), (expected, start, end)) in spans.iter().zip(expected) {
        assert_eq!(
            (name.as_str(), span.start, span.end),
            (expected, start, end)
        );
    }
}

#[test]
fn of_comments() {
    let text = "# a\r\nb = [ /* c\n*/ 1, // d\n] # e\nf = <<E\n# g\nE\nh = \"# i\"\n{# j";
    let parsed = parse(Sources::default().add("a", ""), text, Format::Hcl);
    let written: Vec<_> = (parsed.file.comments.iter())
        .map(|comment| &text[comment.span.start as usize..comment.span.end as usize])
        .collect();
    assert_eq!(written, ["# a", "/* c\n*/", "// d", "# e", "# j"]);
}

//! Texts and the trees that they give.

use grantlint_parser::syntax::parse_expression;

use crate::sexpr::{body, expr, hcl};

/// The text must parse without errors and give that body.
#[track_caller]
fn check(text: &str, expected: &str) {
    let parsed = hcl(text);
    assert_eq!(parsed.errors, [], "{text}");
    assert_eq!(body(parsed.file.body()), expected, "{text}");
}

/// The expression must read alike alone and as the value of an attribute.
#[track_caller]
fn check_expr(text: &str, expected: &str) {
    let (parsed, errors) = parse_expression(text, 0);
    assert_eq!(errors, [], "{text}");
    assert_eq!(expr(parsed.expr()), expected, "{text}");
    check(&format!("a = {text}\n"), &format!("(a {expected})"));
}

/// A heredoc cannot stand alone: its end marker needs the end of the line.
#[track_caller]
fn check_heredoc(text: &str, expected: &str) {
    check(
        &format!("a = {text}\nb = 1\n"),
        &format!("(a {expected}) (b 1)"),
    );
}

#[test]
fn literals() {
    check_expr("null", "null");
    check_expr("true", "true");
    check_expr("false", "false");
    check_expr("0", "0");
    check_expr("007", "007");
    check_expr("1.50", "1.50");
    check_expr("1e400", "1e400");
    check_expr("2.5E-3", "2.5E-3");
    check_expr("12345678901234567890.5", "12345678901234567890.5");
    check_expr("truely", "truely");
    check_expr("ünï-cödé", "ünï-cödé");
}

#[test]
fn strings() {
    check_expr(r#""""#, r#""""#);
    check_expr(r#""plain""#, r#""plain""#);
    check_expr(r#""a\n\r\t\"\\b""#, r#""a\n\r\t\"\\b""#);
    check_expr(r#""\u00e9\U0001F600""#, r#""é😀""#);
    check_expr(
        r#""$${a} %%{b} $$ %% $ % $a""#,
        r#""${a} %{b} $$ %% $ % $a""#,
    );
    check_expr(r#""$$${a}""#, r#""$${a}""#);
    check_expr("\"# no comment\"", "\"# no comment\"");
}

#[test]
fn templates() {
    check_expr(r#""${a}""#, "(template a)");
    check_expr(r#""x ${a} y""#, r#"(template "x " a " y")"#);
    check_expr(r#""${a}${b}""#, "(template a b)");
    check_expr(r#""${"in ${b}"}""#, r#"(template (template "in " b))"#);
    check_expr(
        "\"${\n  {a = 1}.a\n}\"",
        r#"(template (access (object ("a" 1)) .a))"#,
    );
    check_expr(r#""a ${~ b ~} c""#, r#"(template "a" b "c")"#);
    check_expr(r#"" ${~ b}""#, r#"(template "" b)"#);
    check_expr(r#""a\n ${~ b ~} \n""#, r#"(template "a" b "")"#);
    check_expr(r#""%{if a}b%{endif}""#, r#"(template (if a ( "b") ()))"#);
    check_expr(
        r#""%{if a}b%{else}c%{endif}d""#,
        r#"(template (if a ( "b") ( "c")) "d")"#,
    );
    check_expr(
        r#""%{for k, v in a}${k}%{endfor} %{for v in a~} ,%{endfor}""#,
        r#"(template (for k v in a ( k)) " " (for v in a ( ",")))"#,
    );
    check_expr(
        r#""%{if a}%{if b}c%{endif}%{else}%{for d in e}f%{endfor}%{endif}""#,
        r#"(template (if a ( (if b ( "c") ())) ( (for d in e ( "f")))))"#,
    );
}

#[test]
fn heredocs() {
    check_heredoc("<<EOT\nEOT", r#""""#);
    check_heredoc("<<EOT\nhi\n  there\nEOT", r#""hi\n  there\n""#);
    check_heredoc("<<EOT\nhi\n  EOT", r#""hi\n""#);
    check_heredoc("<<EOT\r\nhi\r\nEOT\r", r#""hi\r\n""#);
    check_heredoc("<<EOT\n\\n \"q\" $${a}\nEOT", r#""\\n \"q\" ${a}\n""#);
    check_heredoc("<<ÄB-1\nhi\nÄB-1", r#""hi\n""#);
    check_heredoc("<<EOT\nEOTX\n EOT x\nEOT", r#""EOTX\n EOT x\n""#);
    check_heredoc(
        "<<EOT\n${a} EOT\nx ${b}\nEOT",
        r#"(template a " EOT\nx " b "\n")"#,
    );
    check_heredoc(
        "<<EOT\na\n  ${~ b ~}\n  c\nEOT",
        r#"(template "a\n" b "  c\n")"#,
    );
    check_heredoc("<<EOT\n${<<IN\nx\nIN\n}\nEOT", r#"(template "x\n" "\n")"#);
}

#[test]
fn indented_heredocs() {
    check_heredoc("<<-EOT\n    a\n      b\n  EOT", r#""a\n  b\n""#);
    check_heredoc("<<-EOT\n    a\n\n   \n    b\nEOT", r#""a\n\n   \nb\n""#);
    check_heredoc("<<-EOT\n  a\n${b}\n  EOT", r#"(template "  a\n" b "\n")"#);
    check_heredoc(
        "<<-EOT\n  ${a}\n    b\n  EOT",
        r#"(template "" a "\n  b\n")"#,
    );
    check_heredoc("<<-EOT\n\ta\n\t\tb\n  EOT", r#""a\n\tb\n""#);
    check_heredoc(
        "<<-EOT\n  %{ if a ~}\n  b\n  %{ endif ~}\n  EOT",
        r#"(template "" (if a ( "  b\n") ()) "")"#,
    );
}

#[test]
fn operators() {
    check_expr("a || b && c", "(or a (and b c))");
    check_expr("a == b != c", "(notequal (equal a b) c)");
    check_expr("a + b * c - d", "(subtract (add a (multiply b c)) d)");
    check_expr("a / b % c", "(modulo (divide a b) c)");
    check_expr("a < b == c >= d", "(equal (less a b) (greaterorequal c d))");
    check_expr("a <= b", "(lessorequal a b)");
    check_expr("a > b", "(greater a b)");
    check_expr("!a && -b == c", "(and (! a) (equal (- b) c))");
    check_expr("!!a", "(! (! a))");
    check_expr("- -1", "(- (- 1))");
    check_expr("-a.b[0]", "(- (access a .b [0]))");
    check_expr("(a || b) && c", "(and (paren (or a b)) c)");
    check_expr("a ? b : c", "(? a b c)");
    check_expr("a ? b : c ? d : e", "(? a b (? c d e))");
    check_expr("a ? b ? c : d : e", "(? a (? b c d) e)");
    check_expr("a || b ? c + 1 : !d", "(? (or a b) (add c 1) (! d))");
    check_expr("a-b", "a-b");
    check_expr("a -b", "(subtract a b)");
}

#[test]
fn accesses() {
    check_expr("a.b.c", "(access a .b .c)");
    check_expr("a[0][\"k\"][b.c]", "(access a [0] [\"k\"] [(access b .c)])");
    check_expr("a.0.b", "(access a .0 .b)");
    check_expr("a.*.b.0.c", "(access a .* .b .0 .c)");
    check_expr("a[*].b[0]", "(access a [*] .b [0])");
    check_expr("a.*.b[*].c", "(access a .* .b [*] .c)");
    check_expr("a . b", "(access a .b)");
    check_expr("f(x).y", "(access (call f x) .y)");
    check_expr("(a).b", "(access (paren a) .b)");
    check_expr("[a][0]", "(access (list a) [0])");
    check_expr("{ a = 1 }.a", "(access (object (\"a\" 1)) .a)");
    check_expr("\"${a}\".b", "(access (template a) .b)");
    check_expr("a[\n  0\n]", "(access a [0])");
}

#[test]
fn calls() {
    check_expr("f()", "(call f)");
    check_expr("f(a, b,)", "(call f a b)");
    check_expr("f(a, b...)", "(call f a b ...)");
    check_expr("f(\n  a,\n  b\n)", "(call f a b)");
    check_expr("provider::time::parse(x)", "(call provider::time::parse x)");
    check_expr("a :: b(x)", "(call a::b x)");
    check_expr("true(1)", "(call true 1)");
}

#[test]
fn lists_and_objects() {
    check_expr("[]", "(list)");
    check_expr("[\n  1,\n  # why\n  2,\n]", "(list 1 2)");
    check_expr("{}", "(object)");
    check_expr("{ a = 1, b : 2 }", r#"(object ("a" 1) ("b" 2))"#);
    check_expr(
        "{\n  a = 1 # one\n  b = 2\n\n}",
        r#"(object ("a" 1) ("b" 2))"#,
    );
    check_expr("{ a = 1, a = 2 }", r#"(object ("a" 1) ("a" 2))"#);
    check_expr(
        "{ true = 1, null = 2 }",
        r#"(object ("true" 1) ("null" 2))"#,
    );
    check_expr(
        "{ (a) = 1, \"b\" = 2, 3 = 4 }",
        r#"(object ((paren a) 1) ("b" 2) (3 4))"#,
    );
    check_expr("{ \"${a}-x\" = 1 }", r#"(object ((template a "-x") 1))"#);
    check_expr("{ a.b = 1 }", "(object ((access a .b) 1))");
    check_expr("{ a = 1,\n b = 2,\n}", r#"(object ("a" 1) ("b" 2))"#);
}

#[test]
fn for_expressions() {
    check_expr("[for v in a : v]", "(for v in a : v)");
    check_expr("[for k, v in a : k if v]", "(for k v in a : k if v)");
    check_expr("{for k, v in a : k => v}", "(for k v in a : k => v)");
    check_expr(
        "{\n  for v in a :\n  v => v...\n  if v\n}",
        "(for v in a : v => v ... if v)",
    );
    // Newlines mean nothing in it, not even in an object.
    check_expr(
        "{ for k, v in y : k => v\n ? 1\n : 2 }",
        "(for k v in y : k => (? v 1 2))",
    );
    check_expr(
        "{ for k, v in y : k => v\n + 1 }",
        "(for k v in y : k => (add v 1))",
    );
    check_expr("[for x in y ||\n z : x]", "(for x in (or y z) : x)");
}

#[test]
fn newlines_within_brackets() {
    check_expr("(\n  a\n  + b\n)", "(paren (add a b))");
    check_expr("[a\n? b\n: c]", "(list (? a b c))");
    check_expr("f(a\n.b\n[0])", "(call f (access a .b [0]))");
    check_expr(
        "[{ a = (1 +\n2) }]",
        r#"(list (object ("a" (paren (add 1 2)))))"#,
    );
    check_expr("(a || # why\n b)", "(paren (or a b))");
}

#[test]
fn bodies() {
    check("", "");
    check("\n# only a comment", "");
    check("a = 1", "(a 1)");
    check(
        "a = 1 # one\nb = 2 // two\n/* c */ c = 3\n",
        "(a 1) (b 2) (c 3)",
    );
    check("a {\n}\n", "a {}");
    check("a {}", "a {}");
    check("a { b = 1 }\n", "a {(b 1)}");
    check("a b \"c d\" {\n  e = 1\n}\n", "a \"b\" \"c d\" {(e 1)}");
    check("a \"\\\"\\u00e9$${\" {}\n", "a \"\\\"é${\" {}");
    check(
        "a {\n  b {\n    c = 1\n  }\n  b {}\n}\n",
        "a {b {(c 1)} b {}}",
    );
    check("a {\n  a = 1\n  a {}\n}\n", "a {(a 1) a {}}");
    check("a { # why\n  b = 1\n}\n", "a {(b 1)}");
    check("a = 1\r\nb {\r\n  c = 2\r\n}\r\n", "(a 1) b {(c 2)}");
    check("\u{feff}a = 1\n", "(a 1)");
    check("a = /* x\n y */ 1\n", "(a 1)");
    check("for = 1\nif {}\n", "(for 1) if {}");
}

#[test]
fn many_attributes_of_one_body() {
    let text: String = (0..100)
        .map(|index| format!("a{index} = {index}\n"))
        .collect();
    assert_eq!(hcl(&text).errors, []);
    for again in [0, 7, 8, 50, 99] {
        let errors = hcl(&format!("{text}a{again} = 0\n")).errors;
        let messages: Vec<_> = errors.iter().map(|error| error.message.clone()).collect();
        assert_eq!(messages, [format!("`a{again}` is set a second time")]);
    }
}

#[test]
fn lone_expressions() {
    let (parsed, errors) = parse_expression("a +\n b", 10);
    assert_eq!(
        (expr(parsed.expr()).as_str(), errors.len()),
        ("(add a b)", 0)
    );
    assert_eq!((parsed.expr().span.start, parsed.expr().span.end), (10, 16));
    for text in ["", "a b", "a = 1", "a)", "a\n, b"] {
        let (parsed, errors) = parse_expression(text, 0);
        assert_eq!(
            (expr(parsed.expr()).as_str(), errors.len()),
            ("invalid", 1),
            "{text}"
        );
    }
}

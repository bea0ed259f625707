//! Texts of one shape each, in three sizes: the time must grow with the size
//! and no faster. Many of them are what recovery has to go through.

use std::sync::Arc;
use std::time::Duration;

use grantlint_parser::source::FileId;
use grantlint_parser::syntax::{self, tree::Format};

/// What a shape is called, and how to make a text of a size.
type Shape = (&'static str, fn(usize) -> String);

const HCL: [Shape; 35] = [
    ("one object", |n| {
        format!("a = {{\n{}}}\n", lines(n, |i| format!("k{i} = \"v\"")))
    }),
    ("one list", |n| {
        format!("a = [{}]\n", "\"value\", ".repeat(n))
    }),
    ("one block of arguments", |n| {
        format!("b {{\n{}}}\n", lines(n, |i| format!("a{i} = 1")))
    }),
    ("one name again and again", |n| "a = 1\n".repeat(n)),
    ("comments", |n| "# some comment\n".repeat(n)),
    ("one comment", |n| format!("/*{}*/\n", " *".repeat(n))),
    ("one string", |n| format!("a = \"{}\"\n", "text ".repeat(n))),
    ("escapes", |n| format!("a = \"{}\"\n", "\\n$${".repeat(n))),
    ("interpolations", |n| {
        format!("a = \"{}\"\n", "${x} ".repeat(n))
    }),
    ("directives", |n| {
        format!("a = \"{}\"\n", "%{if x}y%{endif}".repeat(n))
    }),
    ("one heredoc", |n| {
        format!("a = <<-EOT\n{}  EOT\n", "    some text\n".repeat(n))
    }),
    ("a heredoc of interpolations", |n| {
        format!("a = <<-EOT\n{}  EOT\n", "    ${x} and ${y}\n".repeat(n))
    }),
    ("many heredocs", |n| {
        lines(n, |i| format!("a{i} = <<EOT\ntext\nEOT"))
    }),
    ("sums", |n| format!("a = {}1\n", "1 + ".repeat(n))),
    ("operators of all strengths", |n| {
        format!("a = {}1\n", "b || c && d == e < 1 + 2 * ".repeat(n))
    }),
    ("conditionals", |n| {
        format!("a = {}1\n", "b ? 1 : ".repeat(n))
    }),
    ("namespaces of a function", |n| {
        format!("a = {}f()\n", "f::".repeat(n))
    }),
    ("accesses", |n| format!("a = b{}\n", ".c[0][*]".repeat(n))),
    ("arguments of a call", |n| {
        format!("a = f({}1)\n", "x, ".repeat(n))
    }),
    ("brackets that nest", |n| format!("a = {}\n", "[".repeat(n))),
    ("brackets that close nothing", |n| {
        format!("a = {}{}\n", "[".repeat(n), ")}".repeat(n))
    }),
    ("blocks that nest", |n| "b {\n".repeat(n)),
    ("blocks that do not close", |n| {
        "locals {\n  a = 1\n".repeat(n)
    }),
    ("blocks with broken headers", |n| {
        "resource \"a\" = {\n  b = 1\n}\n".repeat(n)
    }),
    ("blocks on one line", |n| "a { b = 1 } ".repeat(n)),
    ("headers on one line", |n| "resource \"a\" = } ".repeat(n)),
    ("quotes that do not close", |n| "a = \"text\n".repeat(n)),
    ("labels that do not close", |n| "resource \"a\n".repeat(n)),
    ("interpolations that do not close", |n| {
        format!("a = \"{}", "${".repeat(n))
    }),
    ("heredocs that do not close", |n| {
        "locals {\n  a = <<EOT\n  text\n".repeat(n)
    }),
    ("comments that do not close", |n| "a = 1 /*\n".repeat(n)),
    ("lists that do not close", |n| "a = [\n  1,\n".repeat(n)),
    ("an error in each argument", |n| {
        format!("locals {{\n{}}}\n", "  a = [1 2]\n".repeat(n))
    }),
    ("tokens out of place", |n| ") ] } ".repeat(n)),
    ("bytes without meaning", |n| "\u{1}\u{e9}; ".repeat(n)),
];

const JSON: [Shape; 8] = [
    ("one object", |n| {
        format!("{{\"locals\": {{{}\"z\": 1}}}}", entries(n))
    }),
    ("one list", |n| {
        format!("{{\"locals\": {{\"a\": [{}1]}}}}", "\"text\", ".repeat(n))
    }),
    ("one template", |n| {
        format!("{{\"locals\": {{\"a\": \"{}\"}}}}", "${x} ".repeat(n))
    }),
    ("a template of escapes", |n| {
        format!("{{\"locals\": {{\"a\": \"{}\"}}}}", "\\u0041${x}".repeat(n))
    }),
    ("blocks", |n| {
        let resource = |i| format!("\"r{i}\": {{\"a\": \"b\"}},\n");
        let resources: String = (0..n).map(resource).collect();
        format!("{{\"resource\": {{\"t\": {{{resources}\"z\": {{}}}}}}}}")
    }),
    ("brackets that nest", |n| "[".repeat(n)),
    ("objects that do not close", |n| "{\"a\": ".repeat(n)),
    ("an error in each value", |n| {
        format!("{{\"locals\": [{}1]}}", "1 2, ".repeat(n))
    }),
];

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(|index| line(index) + "\n").collect()
}

fn entries(count: usize) -> String {
    (0..count)
        .map(|key| format!("\"k{key}\": \"v\",\n"))
        .collect()
}

/// Prints how long each shape takes in three sizes, each twice the one before.
pub(crate) fn print(id: FileId) {
    println!("shapes: size, time, and how the time grows where the size doubles");
    for (format, shapes) in [(Format::Hcl, &HCL[..]), (Format::Json, &JSON[..])] {
        for (name, make) in shapes {
            let texts = [10_000, 20_000, 40_000].map(|size| Arc::<str>::from(make(size)));
            let times = texts.each_ref().map(|text| least(id, text, format));
            let [first, second, third] = times.map(|time| time.as_secs_f64() * 1e3);
            let bytes = texts.last().map_or(0, |text| text.len());
            println!(
                "  {format:?} {name:34} {:6.2} MB {first:8.2} {second:8.2} {third:8.2} ms, \
                 x {:.1}, x {:.1}",
                bytes as f64 / 1e6,
                second / first,
                third / second
            );
        }
    }
}

/// The least time of a few runs: what else the machine does only adds to it.
fn least(id: FileId, text: &Arc<str>, format: Format) -> Duration {
    let run = || crate::time(|| syntax::parse(id, text.clone(), format).errors.is_empty());
    (0..7).map(|_| run()).min().unwrap_or_default()
}

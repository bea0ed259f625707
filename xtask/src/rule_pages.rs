//! A page for each rule, and one that lists them, from the rule files.

use std::fmt::Write;

use grantlint_rules::finding::Severity;
use grantlint_rules::rule::{Level, Rule, Shows, built_in};

/// Where the pages are, from the root of the repository.
pub(crate) const FOLDER: &str = "docs/rules";

/// The pages: each one's path from the root, and its text.
pub(crate) fn pages() -> Result<Vec<(String, String)>, String> {
    let pages = built_in()
        .iter()
        .map(|rule| (format!("{FOLDER}/{}.md", rule.id), page(rule)));
    Ok(pages
        .chain([(format!("{FOLDER}/README.md"), index(built_in()))])
        .collect())
}

fn page(rule: &Rule) -> String {
    let mut page = format!(
        "<!-- Made from rules/checks/{0}.toml by `cargo xtask generate`; edit that. -->\n\n# {0}\n\n{1}.\n\n",
        rule.id,
        capital(&rule.summary)
    );
    let _ = write!(
        page,
        "| severity | since | about |\n| --- | --- | --- |\n| {} | {} | {} |\n\n",
        severity(rule),
        rule.since,
        rule.tags.join(", ")
    );
    let _ = write!(page, "## Why\n\n{}\n\n", rule.why.trim());
    let _ = write!(page, "## What to do\n\n{}\n\n", rule.fix.trim());
    for text in rule.example.texts() {
        let title = match text.shows {
            Shows::Bad => "A configuration that has it",
            Shows::Good => "One that does not",
            Shows::Unknown => "One of which that is not known",
        };
        let (title, language) = match text.json {
            true => (format!("{title}, in JSON"), "json"),
            false => (title.to_owned(), "hcl"),
        };
        let text = text.text.trim();
        let _ = write!(page, "## {title}\n\n```{language}\n{text}\n```\n\n");
    }
    let settings = [
        ("The first with this", &rule.example.bad_settings),
        ("Both with this", &rule.example.settings),
    ];
    for (which, text) in settings {
        if let Some(text) = text {
            let _ = write!(
                page,
                "{which} `grantlint.toml`:\n\n```toml\n{}\n```\n\n",
                text.trim()
            );
        }
    }
    if !rule.references.is_empty() {
        page.push_str("## References\n\n");
        for reference in &rule.references {
            let _ = writeln!(page, "- <{reference}>");
        }
        page.push('\n');
    }
    page.push_str("[All rules](README.md)\n");
    page
}

fn index(rules: &[Rule]) -> String {
    let mut page = "<!-- Made from rules/checks/ by `cargo xtask generate`. -->\n\n# Rules\n\n\
         `grantlint explain RULE` shows the same. In `grantlint.toml`, `[severity]` sets what a rule weighs:\n\
         `off`, `note`, `warning` or `error`. Where single findings weigh less or more, the rule's page says so.\n\n| rule | severity | finds |\n| --- | --- | --- |\n"
        .to_owned();
    for rule in rules {
        let _ = writeln!(
            page,
            "| [{0}]({0}.md) | {1} | {2} |",
            rule.id,
            severity(rule),
            rule.summary.replace('|', "\\|")
        );
    }
    page
}

fn severity(rule: &Rule) -> String {
    let word = |level: &Level| match level {
        Level::Off => "off",
        Level::At(Severity::Note) => "note",
        Level::At(Severity::Warning) => "warning",
        Level::At(Severity::Error) => "error",
    };
    match &rule.pedantic {
        None => word(&rule.severity).to_owned(),
        Some(pedantic) => format!(
            "{}, {} with `--pedantic`",
            word(&rule.severity),
            word(pedantic)
        ),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

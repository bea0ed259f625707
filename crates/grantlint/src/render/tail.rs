//! What `human` says after the findings: what is undecided and why, what must
//! hold outside Terraform, what would make grantlint know more, the figures.

use std::io::{self, Write};

use grantlint_rules::finding::{Answer, Severity};
use owo_colors::OwoColorize;

use super::paint::Paint;
use super::{Context, Summary, counted, escaped};

/// Writes all of it.
pub(super) fn render(context: &Context, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    undecided(context, paint, out)?;
    limits(context, paint, out)?;
    checklist(context, paint, out)?;
    advice(context, paint, out)?;
    figures(context, paint, out)
}

/// The most operations that are named for one reason or precondition.
const MOST_ENDPOINTS: usize = 4;

/// Calls that are undecided for the same reason are told together.
fn undecided(context: &Context, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let mut groups: Vec<(&str, &str, Vec<&str>)> = Vec::new();
    for verdict in &context.report.verdicts {
        let Answer::Undecided(reason) = &verdict.answer else {
            continue;
        };
        let known = groups
            .iter_mut()
            .find(|(subject, why, _)| *subject == verdict.subject && why == reason);
        match known {
            Some((_, _, endpoints)) => endpoints.push(&verdict.endpoint),
            None => groups.push((&verdict.subject, reason, vec![&verdict.endpoint])),
        }
    }
    for (subject, reason, endpoints) in groups {
        let reason = format!(
            "{} of `{}`, because {}",
            counted(endpoints.len(), "call"),
            escaped(subject),
            escaped(reason)
        );
        let reason = paint.wrapped(&reason, 11, 4).join("\n    ");
        writeln!(out, "{} {reason}", "undecided:".style(paint.strong()))?;
        few(&endpoints, paint, out)?;
        writeln!(out)?;
    }
    Ok(())
}

/// Calls that are granted under the same limits are counted together.
fn limits(context: &Context, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let mut groups: Vec<(&str, &[String], usize)> = Vec::new();
    for verdict in &context.report.verdicts {
        if verdict.answer != Answer::Granted || verdict.limits.is_empty() {
            continue;
        }
        let known = groups
            .iter_mut()
            .find(|(subject, limits, _)| *subject == verdict.subject && *limits == verdict.limits);
        match known {
            Some((_, _, count)) => *count += 1,
            None => groups.push((&verdict.subject, &verdict.limits, 1)),
        }
    }
    for &(subject, limits, count) in &groups {
        let text = format!(
            "{} of `{}` granted {}",
            counted(count, "call"),
            escaped(subject),
            escaped(&limits.join(", "))
        );
        let text = paint.wrapped(&text, 9, 4).join("\n    ");
        writeln!(out, "{} {text}", "limited:".style(paint.strong()))?;
    }
    if !groups.is_empty() {
        writeln!(out)?;
    }
    Ok(())
}

fn few(endpoints: &[&str], paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let (named, rest) = endpoints.split_at(endpoints.len().min(MOST_ENDPOINTS));
    for endpoint in named {
        writeln!(out, "    {}", escaped(endpoint))?;
    }
    if !rest.is_empty() {
        let rest = format!("    and {} more", rest.len());
        writeln!(out, "{}", rest.style(paint.faint()))?;
    }
    Ok(())
}

fn checklist(context: &Context, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    if context.report.checklist.is_empty() {
        return Ok(());
    }
    let title = "to check outside Terraform:";
    writeln!(out, "{}", title.style(paint.strong()))?;
    for item in &context.report.checklist {
        let text = paint.wrapped(&escaped(&item.text), 6, 6).join("\n      ");
        writeln!(out, "  [ ] {text}")?;
        let (named, rest) = item.endpoints.split_at(item.endpoints.len().min(2));
        let mut about = named.join(", ");
        if !rest.is_empty() {
            about = format!("{about} and {} more", rest.len());
        }
        let about = format!("for {about}; {}", item.source);
        let about = paint.wrapped(&escaped(&about), 6, 6).join("\n      ");
        writeln!(out, "      {}", about.style(paint.faint()))?;
    }
    writeln!(out)
}

/// With no calls there are no verdicts, and a clean answer says nothing.
fn advice(context: &Context, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let summary = context.summary;
    if summary.calls > 0 || summary.files == 0 {
        return Ok(());
    }
    let advice: &[&str] = if summary.clients > 0 {
        &[
            "no call of a client is known, so no grant was checked; say above a client what it calls:",
            "    # grantlint: calls GET /api/v2/routing/queues",
            "or in grantlint.toml, which `grantlint init` begins",
        ]
    } else {
        &["no OAuth client is in these files, so no grant was checked"]
    };
    let mut label = true;
    for line in advice {
        let lines = if line.starts_with(' ') {
            vec![(*line).to_owned()]
        } else {
            paint.wrapped(line, 6, 6)
        };
        for line in lines {
            if label {
                writeln!(out, "{} {line}", "note:".style(paint.help()))?;
                label = false;
            } else {
                writeln!(out, "      {line}")?;
            }
        }
    }
    writeln!(out)
}

fn figures(context: &Context, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let summary = context.summary;
    if summary.calls > 0 {
        let ink = |count: usize, severity| {
            if count > 0 {
                paint.severity(severity)
            } else {
                paint.faint()
            }
        };
        writeln!(
            out,
            "{}: {} granted, {}, {}",
            counted(summary.calls, "call").style(paint.strong()),
            summary.granted,
            format!("{} missing", summary.missing).style(ink(summary.missing, Severity::Error)),
            format!("{} undecided", summary.undecided)
                .style(ink(summary.undecided, Severity::Warning)),
        )?;
    }
    writeln!(
        out,
        "{}, {}, {}: {}",
        counted(summary.files, "file"),
        summary.clients(),
        counted(summary.roles, "role"),
        findings(summary, paint),
    )?;
    let findings = context.report.findings.iter().rev();
    if let Some(finding) = findings.max_by_key(|finding| finding.severity) {
        let more = format!("for more about a rule: grantlint explain {}", finding.rule);
        writeln!(out, "{}", more.style(paint.faint()))?;
    }
    Ok(())
}

fn findings(summary: Summary, paint: Paint) -> String {
    let parts = [
        (summary.errors, "error", Severity::Error),
        (summary.warnings, "warning", Severity::Warning),
        (summary.notes, "note", Severity::Note),
    ];
    let parts = parts.into_iter().filter(|&(count, ..)| count > 0);
    let parts: Vec<String> = parts
        .map(|(count, what, severity)| {
            counted(count, what)
                .style(paint.severity(severity))
                .to_string()
        })
        .collect();
    let mut text = if parts.is_empty() {
        "no findings".to_owned()
    } else {
        parts.join(", ")
    };
    let aside = summary.aside();
    if !aside.is_empty() {
        text = format!("{text} ({})", aside.join(", "));
    }
    text
}

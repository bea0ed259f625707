//! The picture in the README: what a real run shows of an example, as an SVG whose
//! text is text. The frame has its own background, so that it reads the same on
//! light and dark pages.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;

use anstyle::{Color, RgbColor};
use anstyle_svg::Term;

use crate::root;

/// What is checked, from the root of the repository.
const EXAMPLE: &str = "examples/recording-archive";

/// The rule whose first finding is shown; the others would make a poster of it.
const RULE: &str = "[missing-permission]";

/// The columns of the terminal.
const COLUMNS: &str = "92";

/// The figures at the end of a run: these lines, the last of which tells of a command.
const FIGURES: usize = 3;

const FOREGROUND: RgbColor = RgbColor(0xd9, 0xde, 0xe6);
const PALETTE: anstyle_svg::Palette = anstyle_svg::Palette([
    RgbColor(0x1b, 0x1f, 0x27),
    RgbColor(0xe0, 0x6c, 0x75),
    RgbColor(0x98, 0xc3, 0x79),
    RgbColor(0xe5, 0xc0, 0x7b),
    RgbColor(0x61, 0xaf, 0xef),
    RgbColor(0xc6, 0x78, 0xdd),
    RgbColor(0x56, 0xb6, 0xc2),
    FOREGROUND,
    RgbColor(0x7f, 0x88, 0x98),
    RgbColor(0xff, 0x7b, 0x85),
    RgbColor(0xb5, 0xe8, 0x90),
    RgbColor(0xff, 0xd5, 0x8a),
    RgbColor(0x7c, 0xc0, 0xff),
    RgbColor(0xde, 0x9a, 0xf2),
    RgbColor(0x7a, 0xd5, 0xe0),
    RgbColor(0xff, 0xff, 0xff),
]);

/// The picture, with its path from the root.
///
/// # Errors
/// Where the command can't be built or run, or shows none of what is wanted.
pub(crate) fn pictures() -> Result<Vec<(String, String)>, String> {
    Ok(vec![("docs/images/check.svg".to_owned(), svg()?)])
}

fn svg() -> Result<String, String> {
    let shown = shown(&run()?)?;
    let screen = Term::new()
        .palette(PALETTE)
        .fg_color(Color::Rgb(FOREGROUND))
        .background(false)
        .render_svg(&shown);
    framed(&screen).ok_or_else(|| "anstyle-svg gives another kind of picture".to_owned())
}

/// What the command says of the example, colours and all.
fn run() -> Result<String, String> {
    let output = Command::new(binary()?)
        .args(["check", "--color", "always", EXAMPLE])
        .current_dir(root())
        .env_clear()
        .env("LC_ALL", "C.UTF-8")
        .env("COLUMNS", COLUMNS)
        .output()
        .map_err(|error| format!("cannot run grantlint: {error}"))?;
    String::from_utf8(output.stdout).map_err(|error| error.to_string())
}

fn binary() -> Result<PathBuf, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--quiet", "--package", "grantlint"])
        .current_dir(root())
        .status();
    if !built.is_ok_and(|status| status.success()) {
        return Err("grantlint can't be built".to_owned());
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = target.unwrap_or_else(|| root().join("target"));
    let name = format!("grantlint{}", std::env::consts::EXE_SUFFIX);
    Ok(target.join("debug").join(name))
}

/// The command line, one finding and the figures.
fn shown(output: &str) -> Result<String, String> {
    let mut findings = output.split("\n\n");
    let finding = findings.find(|text| text.lines().next().is_some_and(|line| line.contains(RULE)));
    let finding = finding.ok_or_else(|| format!("{EXAMPLE} has no {RULE}"))?;
    let lines: Vec<&str> = output.lines().collect();
    let figures = lines.get(lines.len().saturating_sub(FIGURES)..);
    let figures = figures.unwrap_or_default().join("\n");
    Ok(format!(
        "\u{1b}[2m$\u{1b}[0m \u{1b}[1mgrantlint check {EXAMPLE}\u{1b}[0m\n\
         \u{1b}[2m…\u{1b}[0m\n{finding}\n\u{1b}[2m…\u{1b}[0m\n{figures}\n"
    ))
}

/// The screen in a window with a title, and with words for those who do not see it.
fn framed(screen: &str) -> Option<String> {
    const BAR: usize = 34;
    let (opening, rest) = screen.split_once('\n')?;
    let number = |name: &str| -> Option<usize> {
        let (_, value) = opening.split_once(&format!("{name}=\""))?;
        value.split_once("px\"")?.0.parse().ok()
    };
    let (width, height) = (number("width")?, number("height")?);
    let whole = height + BAR;
    let mut out = String::new();
    let _ = writeln!(
        out,
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{whole}" viewBox="0 0 {width} {whole}" role="img" aria-labelledby="title desc">
  <title id="title">grantlint check, run in a terminal</title>
  <desc id="desc">{DESCRIPTION}</desc>
  <!-- Made by `cargo xtask generate` from a run of the command; edit neither. -->
  <rect x="0.5" y="0.5" width="{}" height="{}" rx="8" fill="#1b1f27" stroke="#454d5c"/>
  <circle cx="20" cy="18" r="5.5" fill="#454d5c"/>
  <circle cx="38" cy="18" r="5.5" fill="#454d5c"/>
  <circle cx="56" cy="18" r="5.5" fill="#454d5c"/>
  <svg y="{BAR}" width="{width}" height="{height}">"##,
        width - 1,
        whole - 1,
    );
    // Four tenths of the brightness are too dim to read.
    let rest = rest.replace("opacity: 0.4;", "fill: #97a0b0;");
    for line in rest.lines() {
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out.push_str("</svg>\n");
    Some(out)
}

const DESCRIPTION: &str = "An error says which permission a client lacks for an operation, draws \
    the lines of Terraform that lead there, among them a misspelt action, and gives the block to \
    add. Below it stand the figures: how many calls are granted, missing and undecided.";

//! `yamlencode`, character for character as libyaml's emitter writes it for
//! go-cty-yaml: block style, strings in double quotes or as literal blocks,
//! long strings folded after 80 columns.

use super::super::value::{Data, Value};
use super::{Args, Outcome};

const INDENT: usize = 2;
const WIDTH: usize = 80;
const LONGEST_KEY: usize = 128;

pub(super) fn encode(args: &Args<'_, '_>) -> Outcome {
    let mut emitter = Emitter::default();
    emitter.node(args.get(0), Place::Root)?;
    emitter.write_indent(0);
    if matches!(
        args.get(0).data,
        Data::Null(_) | Data::Bool(_) | Data::Number(_)
    ) {
        emitter.out.push_str("...\n");
    }
    Ok(args.string(emitter.out))
}

/// What a node stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Root,
    Sequence,
    Mapping,
}

#[derive(Default)]
struct Emitter {
    out: String,
    column: usize,
    /// Of the collection that is being written; none outside of one.
    indent: Option<usize>,
    whitespace: bool,
    indention: bool,
    started: bool,
}

impl Emitter {
    fn put(&mut self, character: char) {
        self.out.push(character);
        self.column += 1;
    }

    fn line_break(&mut self) {
        self.out.push('\n');
        self.column = 0;
    }

    fn write_indent(&mut self, indent: usize) {
        let fresh = !self.started;
        if !fresh
            && (!self.indention
                || self.column > indent
                || (self.column == indent && !self.whitespace))
        {
            self.line_break();
        }
        self.started = true;
        while self.column < indent {
            self.put(' ');
        }
        self.whitespace = true;
        self.indention = true;
    }

    fn indicator(&mut self, text: &str, spaced: bool, whitespace: bool, indention: bool) {
        if spaced && !self.whitespace && self.started {
            self.put(' ');
        }
        self.started = true;
        text.chars().for_each(|character| self.put(character));
        self.whitespace = whitespace;
        self.indention = self.indention && indention;
    }

    fn node(&mut self, value: &Value, place: Place) -> Result<(), String> {
        match &value.data {
            Data::Null(_) => self.plain("null"),
            Data::Bool(true) => self.plain("true"),
            Data::Bool(false) => self.plain("false"),
            Data::Number(number) => self.plain(&number.to_string()),
            Data::String(text) => self.string(text),
            _ => return self.collection(value, place),
        }
        Ok(())
    }

    fn collection(&mut self, value: &Value, place: Place) -> Result<(), String> {
        let outer = self.indent;
        if let Some(items) = value.as_sequence() {
            if items.is_empty() {
                self.indicator("[", true, true, false);
                self.indicator("]", false, false, false);
                return Ok(());
            }
            let indentless = place == Place::Mapping && !self.indention;
            let indent = outer.map_or(0, |outer| if indentless { outer } else { outer + INDENT });
            for item in items {
                self.indent = Some(indent);
                self.write_indent(indent);
                self.indicator("-", true, false, true);
                self.node(item, Place::Sequence)?;
            }
            self.indent = outer;
            return Ok(());
        }
        let Some(entries) = value.as_mapping() else {
            return Err("the value is not known".to_owned());
        };
        if entries.is_empty() {
            self.indicator("{", true, true, false);
            self.indicator("}", false, false, false);
            return Ok(());
        }
        let indent = outer.map_or(0, |outer| outer + INDENT);
        for (key, item) in entries {
            self.indent = Some(indent);
            self.write_indent(indent);
            if key.len() <= LONGEST_KEY && !key.contains(is_break) {
                self.double_quoted(key, false);
                self.indicator(":", false, false, false);
            } else {
                self.indicator("?", true, false, true);
                self.string(key);
                self.write_indent(indent);
                self.indicator(":", true, false, true);
            }
            self.node(item, Place::Mapping)?;
        }
        self.indent = outer;
        Ok(())
    }

    fn plain(&mut self, text: &str) {
        self.indicator(text, true, false, false);
    }

    fn string(&mut self, text: &str) {
        if text.contains('\n') && block_allowed(text) {
            self.literal(text);
        } else {
            self.double_quoted(text, true);
        }
    }

    /// Where a scalar goes on after a line break.
    fn scalar_indent(&self) -> usize {
        self.indent.map_or(INDENT, |indent| indent + INDENT)
    }

    fn literal(&mut self, text: &str) {
        self.indicator("|", true, false, false);
        if text.starts_with(|c| c == ' ' || is_break(c)) {
            self.indicator("2", false, false, false);
        }
        let mut backwards = text.chars().rev();
        let last = backwards.next().is_some_and(is_break);
        let before = backwards.next();
        match (last, before) {
            (false, _) => self.indicator("-", false, false, false),
            (true, None) => self.indicator("+", false, false, false),
            (true, Some(before)) if is_break(before) => self.indicator("+", false, false, false),
            (true, Some(_)) => {}
        }
        self.line_break();
        self.indention = true;
        self.whitespace = true;
        let mut after_break = true;
        for character in text.chars() {
            if is_break(character) {
                if character == '\n' {
                    self.line_break();
                } else {
                    self.out.push(character);
                    self.column = 0;
                }
                self.indention = true;
                after_break = true;
            } else {
                if after_break {
                    let indent = self.scalar_indent();
                    self.write_indent(indent);
                }
                self.put(character);
                self.indention = false;
                after_break = false;
            }
        }
    }

    fn double_quoted(&mut self, text: &str, fold: bool) {
        self.indicator("\"", true, false, false);
        let mut after_space = false;
        let mut characters = text.char_indices().peekable();
        while let Some((at, character)) = characters.next() {
            let escaped = !is_printable(character)
                || is_break(character)
                || matches!(character, '\u{feff}' | '"' | '\\');
            if escaped {
                self.escape(character);
                after_space = false;
            } else if character == ' ' {
                let inner = at > 0 && at + 1 < text.len();
                if fold && !after_space && self.column > WIDTH && inner {
                    let indent = self.scalar_indent();
                    self.write_indent(indent);
                    if matches!(characters.peek(), Some((_, ' '))) {
                        self.put('\\');
                    }
                } else {
                    self.put(' ');
                }
                after_space = true;
            } else {
                self.put(character);
                self.whitespace = false;
                self.indention = false;
                after_space = false;
            }
        }
        self.indicator("\"", false, false, false);
        self.whitespace = false;
        self.indention = false;
    }

    fn escape(&mut self, character: char) {
        let short = match character {
            '\0' => "0",
            '\u{7}' => "a",
            '\u{8}' => "b",
            '\t' => "t",
            '\n' => "n",
            '\u{b}' => "v",
            '\u{c}' => "f",
            '\r' => "r",
            '\u{1b}' => "e",
            '"' => "\"",
            '\\' => "\\",
            '\u{85}' => "N",
            '\u{a0}' => "_",
            '\u{2028}' => "L",
            '\u{2029}' => "P",
            _ => "",
        };
        self.put('\\');
        let code = character as u32;
        let text = match code {
            _ if !short.is_empty() => short.to_owned(),
            0..=0xff => format!("x{code:02X}"),
            0x100..=0xffff => format!("u{code:04X}"),
            _ => format!("U{code:08X}"),
        };
        text.chars().for_each(|character| self.put(character));
        self.whitespace = false;
        self.indention = false;
    }
}

fn is_break(character: char) -> bool {
    matches!(character, '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_printable(character: char) -> bool {
    matches!(character,
        '\n' | ' '..='~' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}')
}

/// Whether a string can be written as a literal block.
fn block_allowed(text: &str) -> bool {
    let mut previous_space = false;
    for character in text.chars() {
        if !is_printable(character) || (is_break(character) && previous_space) {
            return false;
        }
        previous_space = character == ' ';
    }
    !previous_space
}

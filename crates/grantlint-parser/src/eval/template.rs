//! Strings with interpolations and directives.

use std::sync::Arc;

use smol_str::SmolStr;

use super::budget::{MAX_CANDIDATES, MAX_STRING};
use super::convert::convert;
use super::for_expr::Iteration;
use super::text;
use super::types::Type;
use super::undecided::one_of;
use super::value::{Data, Piece, Shape, Unknown, Value};
use super::{Context, EvalError, Evaluated};
use crate::source::Span;
use crate::syntax::tree::{Expr, ForDirective, IfDirective, Part, Template};

/// Why a string is unknown.
pub(super) const TOO_LONG: &str = "the string has more than 16 MiB";

impl Context<'_> {
    /// `"${x}"` alone is `x` itself, whatever its type.
    #[inline(never)]
    pub(super) fn eval_template(&self, template: &Template, span: Span) -> Evaluated {
        if let [Part::Interpolation { expr, .. }] = template.parts {
            return self.eval(expr);
        }
        self.eval_parts(template.parts, span)
            .map_err(|error| error.typed(Type::String))
    }

    /// The parts put together: a string, or one that is known in part.
    fn eval_parts(&self, parts: &[Part], span: Span) -> Evaluated {
        let mut pieces = Pieces::default();
        for part in parts {
            self.eval_part(part, &mut pieces)?;
            if pieces.length > MAX_STRING {
                return Ok(self.exceeded(TOO_LONG, span));
            }
        }
        let mut value = pieces.finish();
        if value.as_str().is_some() || value.origin.at.is_none() {
            value.origin.at = Some(self.at(span));
        }
        Ok(value)
    }

    fn eval_part(&self, part: &Part, pieces: &mut Pieces) -> Result<(), Box<EvalError>> {
        match part {
            Part::Literal { text, .. } => pieces.push_text(text),
            Part::Interpolation { expr, span } => {
                let value = self.eval(expr)?;
                self.push(value, *span, pieces)?;
            }
            Part::If(IfDirective {
                condition,
                then,
                otherwise,
                span,
            }) => {
                let value = self.eval_if(condition, then, otherwise, *span)?;
                self.push(value, *span, pieces)?;
            }
            Part::For(ForDirective {
                key,
                value,
                collection,
                body,
                span,
            }) => {
                let iteration = Iteration {
                    key: key.as_ref(),
                    value,
                    collection: collection.span,
                    condition: None,
                };
                self.eval_repeated(collection, &iteration, body, *span, pieces)?;
            }
        }
        Ok(())
    }

    fn push(&self, value: Value, span: Span, pieces: &mut Pieces) -> Result<(), Box<EvalError>> {
        if value.is_null() {
            return Err(self.error("null can't be part of a string", span));
        }
        let value = convert(value, &Type::String).map_err(|why| self.error(why, span))?;
        self.budget.spend(value.size());
        pieces.push_value(value);
        Ok(())
    }

    #[inline(never)]
    fn eval_if(
        &self,
        condition: &Expr,
        then: &[Part],
        otherwise: &[Part],
        span: Span,
    ) -> Evaluated {
        let then = self.nested_parts(then, span);
        let otherwise = self.nested_parts(otherwise, span);
        let spans = (condition.span, span);
        self.conditional(self.eval(condition), spans, then, otherwise)
    }

    /// Directives nest without an expression between them, so that they count
    /// for the depth themselves.
    fn nested_parts(&self, parts: &[Part], span: Span) -> Evaluated {
        let result = if self.budget.enter(super::DIRECTIVE_WEIGHT) {
            self.eval_parts(parts, span)
        } else {
            Ok(self.exceeded(super::TOO_NESTED, span))
        };
        self.budget.leave(super::DIRECTIVE_WEIGHT);
        result.map_err(|error| error.typed(Type::String))
    }

    #[inline(never)]
    fn eval_repeated(
        &self,
        collection: &Expr,
        iteration: &Iteration<'_>,
        body: &[Part],
        span: Span,
        pieces: &mut Pieces,
    ) -> Result<(), Box<EvalError>> {
        let collection = self.eval(collection)?;
        let mut all = Pieces::default();
        let open = self.iterate(&collection, iteration, span, &mut |inner| {
            let value = inner.nested_parts(body, span)?;
            inner.push(value, span, &mut all)?;
            if all.length > MAX_STRING {
                return Ok(inner.exceeded(TOO_LONG, span).as_unknown());
            }
            Ok(None)
        })?;
        let unordered = collection.find_unknown().filter(|_| collection.is_loose());
        match open.or(unordered) {
            Some(why) => {
                let hole = Unknown::new(why.reason.clone(), why.at, Type::String);
                pieces.push_value(Value::at(Data::Unknown(Arc::new(hole)), self.at(span)));
            }
            None => all.into_pieces().into_iter().for_each(|piece| match piece {
                Piece::Text(text) => pieces.push_text(&text),
                Piece::Hole(value) => pieces.push_value(value),
            }),
        }
        Ok(())
    }
}

/// The pieces of a string; neighbouring texts are one.
#[derive(Default)]
struct Pieces {
    pieces: Vec<Piece>,
    last: String,
    length: usize,
}

impl Pieces {
    fn push_text(&mut self, text: &str) {
        self.length += text.len();
        self.last.push_str(text);
    }

    fn push_value(&mut self, value: Value) {
        match &value.data {
            Data::String(text) => self.push_text(text),
            Data::Unknown(unknown) => match &unknown.shape {
                Shape::Text(pieces) => {
                    for piece in pieces {
                        match piece {
                            Piece::Text(text) => self.push_text(text),
                            Piece::Hole(hole) => self.push_hole(value.part(hole)),
                        }
                    }
                }
                Shape::Opaque | Shape::OneOf(_) | Shape::AtLeast(_) => self.push_hole(value),
            },
            _ => self.push_hole(value),
        }
    }

    fn push_hole(&mut self, value: Value) {
        self.flush();
        self.length += 1;
        self.pieces.push(Piece::Hole(value));
    }

    fn flush(&mut self) {
        if !self.last.is_empty() {
            let text = std::mem::take(&mut self.last);
            self.pieces.push(Piece::Text(SmolStr::from(text)));
        }
    }

    fn into_pieces(mut self) -> Vec<Piece> {
        self.flush();
        self.pieces
    }

    fn finish(mut self) -> Value {
        if self.pieces.is_empty() {
            return Value::new(Data::String(text::normalized(self.last.into())));
        }
        self.flush();
        if let [Piece::Hole(only)] = self.pieces.as_slice() {
            return only.clone();
        }
        let Some(why) = self.pieces.iter().find_map(|piece| match piece {
            Piece::Text(_) => None,
            Piece::Hole(value) => value.as_unknown(),
        }) else {
            return Value::string("");
        };
        let mut unknown = Unknown::new(why.reason.clone(), why.at, Type::String);
        unknown.nullable = false;
        let shape = match self.alternatives() {
            Some(texts) => Shape::OneOf(texts),
            None => Shape::Text(self.pieces),
        };
        Value::new(Data::Unknown(Arc::new(unknown.with_shape(shape))))
    }

    /// Where each hole is one of a few known strings, so is the whole.
    fn alternatives(&self) -> Option<Vec<Value>> {
        let mut texts = vec![String::new()];
        for piece in &self.pieces {
            let options: Vec<SmolStr> = match piece {
                Piece::Text(text) => vec![text.clone()],
                Piece::Hole(value) => one_of(value)?
                    .iter()
                    .map(|option| option.as_str().map(SmolStr::from))
                    .collect::<Option<Vec<SmolStr>>>()?,
            };
            if texts.len() * options.len() > MAX_CANDIDATES {
                return None;
            }
            texts = texts
                .iter()
                .flat_map(|text| options.iter().map(move |option| format!("{text}{option}")))
                .collect();
        }
        let mut values: Vec<Value> = Vec::new();
        for text in texts {
            let text = text::normalized(text.into());
            if !values.iter().any(|value| value.as_str() == Some(&text)) {
                values.push(Value::new(Data::String(text)));
            }
        }
        Some(values)
    }
}

//! Operators and conditionals.

use super::convert::{Safety, convert};
use super::equality::equal;
use super::number::{Number, NumberError};
use super::types::Type;
use super::undecided::{choice, derived, spread};
use super::unify::unify;
use super::value::{Data, Value};
use super::{Context, EvalError, Evaluated, type_of};
use crate::source::{Location, Span};
use crate::syntax::tree::{
    Binary, BinaryOperator, Conditional, Expr, ExprKind, Unary, UnaryOperator,
};

impl Context<'_> {
    /// Goes down the left operands in a loop, because chains of operators are
    /// as long as one likes.
    #[inline(never)]
    pub(super) fn eval_binary(&self, expr: &Expr) -> Evaluated {
        let mut chain: Vec<(&Binary, Span)> = Vec::new();
        let mut leftmost = expr;
        while let ExprKind::Binary(binary) = &leftmost.kind {
            chain.push((binary, leftmost.span));
            leftmost = &binary.left;
        }
        self.budget.spend(chain.len() as u64);
        let mut value = self.eval(leftmost);
        while let Some((binary, span)) = chain.pop() {
            let applied = match (value, self.eval(&binary.right)) {
                (Ok(left), Ok(right)) => self.apply_binary(binary, left, right, span),
                (Err(error), _) | (_, Err(error)) => Err(error),
            };
            value = applied.map_err(|error| error.typed(result_type(binary.operator)));
        }
        value
    }

    #[inline(never)]
    fn apply_binary(&self, binary: &Binary, left: Value, right: Value, span: Span) -> Evaluated {
        let operand = operand_type(binary.operator);
        let left = convert(left, &operand)
            .map_err(|why| self.error(format!("left operand: {why}"), binary.left.span))?;
        let right = convert(right, &operand)
            .map_err(|why| self.error(format!("right operand: {why}"), binary.right.span))?;
        if !self.budget.spend(left.size().min(right.size())) {
            return Ok(self.exceeded(super::NO_STEPS, span));
        }
        let at = self.at(span);
        let mut apply = |args: Vec<Value>| match args.as_slice() {
            [left, right] => binary_known(binary.operator, left, right, at),
            _ => Ok(Value::null()),
        };
        if let Some(spread) = spread(&[left.clone(), right.clone()], at, &mut apply) {
            return Ok(spread);
        }
        binary_known(binary.operator, &left, &right, at)
    }

    #[inline(never)]
    pub(super) fn eval_unary(&self, unary: &Unary, span: Span) -> Evaluated {
        let ty = match unary.operator {
            UnaryOperator::Not => Type::Bool,
            UnaryOperator::Negate => Type::Number,
        };
        let operand = self.eval(&unary.operand);
        let applied = operand.and_then(|operand| self.apply_unary(unary, operand, &ty, span));
        applied.map_err(|error| error.typed(ty))
    }

    fn apply_unary(&self, unary: &Unary, operand: Value, ty: &Type, span: Span) -> Evaluated {
        let at = self.at(span);
        let operand = convert(operand, ty).map_err(|why| self.error(why, unary.operand.span))?;
        let mut apply = |args: Vec<Value>| match args.as_slice() {
            [operand] => unary_known(unary.operator, operand, at),
            _ => Ok(Value::null()),
        };
        if let Some(spread) = spread(std::slice::from_ref(&operand), at, &mut apply) {
            return Ok(spread);
        }
        unary_known(unary.operator, &operand, at)
    }

    /// Goes down the last arms in a loop, because chains of conditionals are as
    /// long as one likes. As in HCL both arms are evaluated, because the other
    /// one's type shapes the result; only the chosen one's error counts.
    #[inline(never)]
    pub(super) fn eval_conditional(&self, expr: &Expr) -> Evaluated {
        let mut chain: Vec<(&Conditional, Span)> = Vec::new();
        let mut last = expr;
        while let ExprKind::Conditional(conditional) = &last.kind {
            chain.push((conditional, last.span));
            last = &conditional.otherwise;
        }
        let mut value = self.eval(last);
        while let Some((conditional, span)) = chain.pop() {
            let then = self.eval(&conditional.then);
            let condition = self.eval(&conditional.condition);
            value = self.choose(conditional, condition, then, value, span);
        }
        value
    }

    #[inline(never)]
    fn choose(
        &self,
        conditional: &Conditional,
        condition: Evaluated,
        then: Evaluated,
        otherwise: Evaluated,
        span: Span,
    ) -> Evaluated {
        let spans = (conditional.condition.span, span);
        self.conditional(condition, spans, then, otherwise)
    }

    /// The arm that the condition chooses, converted to the type that both
    /// have in common. `spans` are those of the condition and of the whole.
    pub(super) fn conditional(
        &self,
        condition: Evaluated,
        spans: (Span, Span),
        then: Evaluated,
        otherwise: Evaluated,
    ) -> Evaluated {
        let (_, span) = spans;
        let target = self.arms_type(&then, &otherwise, span)?;
        self.choose_arm(condition, spans, then, otherwise, &target)
            .map_err(|error| error.typed(target))
    }

    fn choose_arm(
        &self,
        condition: Evaluated,
        (condition_span, span): (Span, Span),
        then: Evaluated,
        otherwise: Evaluated,
        target: &Type,
    ) -> Evaluated {
        let condition = condition?;
        if condition.is_null() {
            return Err(self.error("the condition must not be null", condition_span));
        }
        let condition = convert(condition, &Type::Bool)
            .map_err(|why| self.error(format!("condition: {why}"), condition_span))?;
        let settle = |arm: Evaluated| match arm {
            Ok(value) => convert(value, target).map_err(|why| self.error(why, span)),
            Err(error) => Err(error),
        };
        if let Some(condition) = condition.as_bool() {
            return settle(if condition { then } else { otherwise });
        }
        let Some(why) = condition.as_unknown() else {
            return Err(self.error("a bool is required", condition_span));
        };
        match (settle(then), settle(otherwise)) {
            (Ok(then), Ok(otherwise)) => Ok(choice(
                vec![then, otherwise],
                &why,
                target.clone(),
                self.at(span),
            )),
            _ => Ok(derived(&why, target.clone(), self.at(span))),
        }
    }

    fn arms_type(
        &self,
        then: &Evaluated,
        otherwise: &Evaluated,
        span: Span,
    ) -> Result<Type, Box<EvalError>> {
        let is_bare_null = |arm: &Evaluated| {
            arm.as_ref()
                .is_ok_and(|value| matches!(value.data, Data::Null(Type::Dynamic)))
        };
        let size = |arm: &Evaluated| arm.as_ref().map_or(1, Value::size);
        if !self.budget.spend(size(then) + size(otherwise)) {
            return Ok(Type::Dynamic);
        }
        if is_bare_null(then) {
            return Ok(type_of(otherwise));
        }
        if is_bare_null(otherwise) {
            return Ok(type_of(then));
        }
        let types = [type_of(then), type_of(otherwise)];
        if types.contains(&Type::Dynamic) {
            return Ok(Type::Dynamic);
        }
        unify(&types, Safety::Unsafe).ok_or_else(|| {
            self.error(
                "the results of the condition's two arms have no type in common",
                span,
            )
        })
    }
}

fn operand_type(operator: BinaryOperator) -> Type {
    match operator {
        BinaryOperator::Or | BinaryOperator::And => Type::Bool,
        BinaryOperator::Equal | BinaryOperator::NotEqual => Type::Dynamic,
        BinaryOperator::Less
        | BinaryOperator::LessOrEqual
        | BinaryOperator::Greater
        | BinaryOperator::GreaterOrEqual
        | BinaryOperator::Add
        | BinaryOperator::Subtract
        | BinaryOperator::Multiply
        | BinaryOperator::Divide
        | BinaryOperator::Modulo => Type::Number,
    }
}

fn result_type(operator: BinaryOperator) -> Type {
    match operator {
        BinaryOperator::Add
        | BinaryOperator::Subtract
        | BinaryOperator::Multiply
        | BinaryOperator::Divide
        | BinaryOperator::Modulo => Type::Number,
        _ => Type::Bool,
    }
}

/// Applies an operator to operands of its type.
fn binary_known(operator: BinaryOperator, left: &Value, right: &Value, at: Location) -> Evaluated {
    let unknown = || {
        left.as_unknown()
            .or_else(|| right.as_unknown())
            .or_else(|| left.find_unknown().or_else(|| right.find_unknown()))
    };
    let truth = |answer: Option<bool>| match (answer, unknown()) {
        (Some(answer), _) => Ok(Value::at(Data::Bool(answer), at)),
        (None, Some(why)) => Ok(derived(&why, Type::Bool, at)),
        (None, None) => Ok(Value::unknown(
            "the operands are not known",
            Some(at),
            Type::Bool,
        )),
    };
    match operator {
        BinaryOperator::Equal => return truth(equal(left, right).known()),
        BinaryOperator::NotEqual => return truth(equal(left, right).known().map(|same| !same)),
        _ => {}
    }
    if left.is_null() || right.is_null() {
        return Err(EvalError::new("an operand must not be null", at));
    }
    match operator {
        BinaryOperator::Or => match (left.as_bool(), right.as_bool()) {
            (Some(true), _) | (_, Some(true)) => return truth(Some(true)),
            (Some(false), Some(false)) => return truth(Some(false)),
            _ => return truth(None),
        },
        BinaryOperator::And => match (left.as_bool(), right.as_bool()) {
            (Some(false), _) | (_, Some(false)) => return truth(Some(false)),
            (Some(true), Some(true)) => return truth(Some(true)),
            _ => return truth(None),
        },
        _ => {}
    }
    match (left.as_number(), right.as_number()) {
        (Some(left), Some(right)) => compute(operator, left, right, at),
        _ => match unknown() {
            Some(why) => Ok(derived(&why, result_type(operator), at)),
            None => Err(EvalError::new("a number is required", at)),
        },
    }
}

fn compute(operator: BinaryOperator, left: &Number, right: &Number, at: Location) -> Evaluated {
    let result = match operator {
        BinaryOperator::Less => return Ok(Value::at(Data::Bool(left < right), at)),
        BinaryOperator::LessOrEqual => return Ok(Value::at(Data::Bool(left <= right), at)),
        BinaryOperator::Greater => return Ok(Value::at(Data::Bool(left > right), at)),
        BinaryOperator::GreaterOrEqual => return Ok(Value::at(Data::Bool(left >= right), at)),
        BinaryOperator::Add => left.add(right),
        BinaryOperator::Subtract => left.subtract(right),
        BinaryOperator::Multiply => left.multiply(right),
        BinaryOperator::Divide => left.divide(right),
        _ => left.modulo(right),
    };
    number_result(result, at)
}

pub(super) fn number_result(result: Result<Number, NumberError>, at: Location) -> Evaluated {
    match result {
        Ok(number) => Ok(Value::at(Data::Number(number), at)),
        Err(NumberError::Undefined) => Err(EvalError::new("the result is not a number", at)),
        Err(NumberError::Range) => Ok(Value::unknown(
            super::TOO_BIG_NUMBER,
            Some(at),
            Type::Number,
        )),
    }
}

fn unary_known(operator: UnaryOperator, operand: &Value, at: Location) -> Evaluated {
    if operand.is_null() {
        return Err(EvalError::new("the operand must not be null", at));
    }
    match (operator, &operand.data) {
        (UnaryOperator::Not, Data::Bool(value)) => Ok(Value::at(Data::Bool(!value), at)),
        (UnaryOperator::Negate, Data::Number(value)) => {
            Ok(Value::at(Data::Number(value.negated()), at))
        }
        _ => {
            let ty = match operator {
                UnaryOperator::Not => Type::Bool,
                UnaryOperator::Negate => Type::Number,
            };
            match operand.as_unknown() {
                Some(why) => Ok(derived(&why, ty, at)),
                None => Err(EvalError::new("the operand has the wrong type", at)),
            }
        }
    }
}

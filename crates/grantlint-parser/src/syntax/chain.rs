//! Chains of operators in the tree, without recursion.
//!
//! `a || b || …` nests to the left and `a ? b : c ? d : …` to the right, once
//! for each operator, and the parser sets no limit to either. So dropping,
//! cloning and printing a chain must not recurse along it.

use std::fmt;

use super::tree::{Binary, Conditional, Expr, ExprKind};

/// Leaves an empty expression in the place of another.
fn take(expr: &mut Expr) -> Expr {
    let span = expr.span;
    std::mem::replace(expr, Expr::invalid(span))
}

impl Binary {
    /// The operators that nest to the left, this one first, and the leftmost
    /// operand.
    fn chain(&self) -> (Vec<&Binary>, &Expr) {
        let mut chain = vec![self];
        let mut leftmost = &self.left;
        while let ExprKind::Binary(binary) = &leftmost.kind {
            chain.push(binary);
            leftmost = &binary.left;
        }
        (chain, leftmost)
    }

    fn with_left(&self, left: Expr) -> Binary {
        let right = self.right.clone();
        Binary {
            operator: self.operator,
            operator_span: self.operator_span,
            left,
            right,
        }
    }
}

impl Drop for Binary {
    fn drop(&mut self) {
        let mut left = take(&mut self.left);
        while let ExprKind::Binary(binary) = &mut left.kind {
            left = take(&mut binary.left);
        }
    }
}

impl Clone for Binary {
    fn clone(&self) -> Self {
        let (chain, leftmost) = self.chain();
        let mut left = leftmost.clone();
        for pair in chain.windows(2).rev() {
            if let [outer, inner] = pair {
                let kind = ExprKind::Binary(Box::new(inner.with_left(left)));
                left = Expr {
                    span: outer.left.span,
                    kind,
                };
            }
        }
        self.with_left(left)
    }
}

impl fmt::Debug for Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (chain, leftmost) = self.chain();
        let mut list = f.debug_list();
        list.entry(leftmost);
        for binary in chain.into_iter().rev() {
            list.entry(&(binary.operator, binary.operator_span, &binary.right));
        }
        list.finish()
    }
}

impl Conditional {
    /// The conditionals that nest to the right, this one first, and what holds
    /// when no condition does.
    fn chain(&self) -> (Vec<&Conditional>, &Expr) {
        let mut chain = vec![self];
        let mut last = &self.otherwise;
        while let ExprKind::Conditional(conditional) = &last.kind {
            chain.push(conditional);
            last = &conditional.otherwise;
        }
        (chain, last)
    }

    fn with_otherwise(&self, otherwise: Expr) -> Conditional {
        Conditional {
            condition: self.condition.clone(),
            then: self.then.clone(),
            otherwise,
        }
    }
}

impl Drop for Conditional {
    fn drop(&mut self) {
        let mut otherwise = take(&mut self.otherwise);
        while let ExprKind::Conditional(conditional) = &mut otherwise.kind {
            otherwise = take(&mut conditional.otherwise);
        }
    }
}

impl Clone for Conditional {
    fn clone(&self) -> Self {
        let (chain, last) = self.chain();
        let mut otherwise = last.clone();
        for pair in chain.windows(2).rev() {
            if let [outer, inner] = pair {
                let kind = ExprKind::Conditional(Box::new(inner.with_otherwise(otherwise)));
                otherwise = Expr {
                    span: outer.otherwise.span,
                    kind,
                };
            }
        }
        self.with_otherwise(otherwise)
    }
}

impl fmt::Debug for Conditional {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (chain, last) = self.chain();
        let mut list = f.debug_list();
        for conditional in chain {
            list.entry(&(&conditional.condition, &conditional.then));
        }
        list.entry(last).finish()
    }
}

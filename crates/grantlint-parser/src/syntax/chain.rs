//! Chains of operators in the tree, without recursion.
//!
//! `a || b || …` nests to the left and `a ? b : c ? d : …` to the right, once
//! for each operator, and the parser sets no limit to either. So printing a
//! chain must not recurse along it.

use std::fmt;

use super::tree::{Binary, Conditional, Expr, ExprKind};

impl<'t> Binary<'t> {
    /// The operators that nest to the left, this one first, and the leftmost
    /// operand.
    fn chain(&self) -> (Vec<&Self>, &Expr<'t>) {
        let mut chain = vec![self];
        let mut leftmost = &self.left;
        while let ExprKind::Binary(binary) = &leftmost.kind {
            chain.push(binary);
            leftmost = &binary.left;
        }
        (chain, leftmost)
    }
}

impl fmt::Debug for Binary<'_> {
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

impl<'t> Conditional<'t> {
    /// The conditionals that nest to the right, this one first, and what holds
    /// when no condition does.
    fn chain(&self) -> (Vec<&Self>, &Expr<'t>) {
        let mut chain = vec![self];
        let mut last = &self.otherwise;
        while let ExprKind::Conditional(conditional) = &last.kind {
            chain.push(conditional);
            last = &conditional.otherwise;
        }
        (chain, last)
    }
}

impl fmt::Debug for Conditional<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (chain, last) = self.chain();
        let mut list = f.debug_list();
        for conditional in chain {
            list.entry(&(&conditional.condition, &conditional.then));
        }
        list.entry(last).finish()
    }
}

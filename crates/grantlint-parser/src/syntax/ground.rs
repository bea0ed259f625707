//! What a tree stands on: the text that its strings are borrowed from, and the
//! arena that its nodes lie in, held together with the tree.
//!
//! A tree has a node for every few bytes of text. In an arena it is written front
//! to back and freed at once, and a string that means what is written is a slice
//! of the text.

use std::fmt;
use std::sync::Arc;

use bumpalo::Bump;
use self_cell::{MutBorrow, self_cell};

use super::tree::{Body, Expr};

/// A text and the arena for its tree.
pub(super) struct Ground {
    text: Arc<str>,
    arena: MutBorrow<Bump>,
}

impl Ground {
    pub(super) fn new(text: Arc<str>) -> Self {
        let arena = MutBorrow::new(Bump::with_capacity(text.len()));
        Ground { text, arena }
    }

    /// The text and the arena. Only who builds the tree may ask, once: afterwards
    /// nothing touches the arena, so that threads may share the tree.
    fn lay(&self) -> (&str, &Bump) {
        (&self.text, self.arena.borrow_mut())
    }
}

self_cell!(
    /// A file's tree on its ground.
    pub(super) struct FileTree {
        owner: Ground,
        #[covariant]
        dependent: Body,
    }
);

self_cell!(
    struct ExprTree {
        owner: Ground,
        #[covariant]
        dependent: Expr,
    }
);

impl FileTree {
    /// Holds the text and what is built of it.
    pub(super) fn build(
        text: Arc<str>,
        build: impl for<'t> FnOnce(&'t str, &'t Bump) -> Body<'t>,
    ) -> Self {
        FileTree::new(Ground::new(text), |ground| {
            let (text, arena) = ground.lay();
            build(text, arena)
        })
    }
}

impl fmt::Debug for FileTree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.borrow_dependent().fmt(f)
    }
}

/// An expression or a template that stands alone, with the text that it was read
/// from.
pub struct Fragment(ExprTree);

impl Fragment {
    /// Holds the text and what is built of it.
    pub(super) fn build(
        text: Arc<str>,
        build: impl for<'t> FnOnce(&'t str, &'t Bump) -> Expr<'t>,
    ) -> Self {
        Fragment(ExprTree::new(Ground::new(text), |ground| {
            let (text, arena) = ground.lay();
            build(text, arena)
        }))
    }

    /// What was read.
    pub fn expr(&self) -> &Expr<'_> {
        self.0.borrow_dependent()
    }
}

impl fmt::Debug for Fragment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.expr().fmt(f)
    }
}

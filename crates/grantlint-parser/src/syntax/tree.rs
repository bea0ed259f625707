//! The syntax tree: one for HCL and for Terraform's JSON.
//!
//! It is the border behind which a parser can be exchanged. Every node has the
//! span of bytes that it was written in. Punctuation is not stored where it
//! follows from neighbours; [`super::tokens()`] gives the tokens of any span, and
//! comments stand in [`File::comments`] in the order of the text.

use super::ground::FileTree;
use crate::source::{FileId, Span};

/// Which of Terraform's two syntaxes a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// HCL native syntax: `.tf`, `.tofu`, `.tfvars`.
    Hcl,
    /// JSON: `.tf.json`, `.tofu.json`, `.tfvars.json`.
    Json,
}

/// A parsed file: whatever could be read of it. It holds its tree and the text
/// that the tree borrows from.
#[derive(Debug)]
pub struct File {
    /// The file that the spans belong to.
    pub id: FileId,
    /// Its syntax.
    pub format: Format,
    /// All comments, in order. JSON has none.
    pub comments: Vec<Comment>,
    pub(super) tree: FileTree,
}

impl File {
    /// What stands at the top level.
    pub fn body(&self) -> &Body<'_> {
        self.tree.borrow_dependent()
    }
}

/// A comment, with its marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// `#…`, `//…` without the line ending, or `/*…*/`.
    pub span: Span,
}

/// Attributes and blocks, in the order of the text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Body<'t> {
    /// What is between the braces, or the whole file.
    pub span: Span,
    /// Attributes and blocks in order.
    pub items: &'t [Item<'t>],
}

impl<'t> Body<'t> {
    /// The attributes in order.
    pub fn attributes(&self) -> impl Iterator<Item = &'t Attribute<'t>> + use<'t> {
        self.items.iter().filter_map(|item| match item {
            Item::Attribute(attribute) => Some(*attribute),
            Item::Block(_) => None,
        })
    }

    /// The blocks in order.
    pub fn blocks(&self) -> impl Iterator<Item = &'t Block<'t>> + use<'t> {
        self.items.iter().filter_map(|item| match item {
            Item::Block(block) => Some(*block),
            Item::Attribute(_) => None,
        })
    }

    /// The first attribute of that name.
    pub fn attribute(&self, name: &str) -> Option<&'t Attribute<'t>> {
        self.attributes()
            .find(|attribute| attribute.name.text == name)
    }
}

/// One entry of a body.
#[derive(Clone, Copy, Debug)]
pub enum Item<'t> {
    /// `name = value`
    Attribute(&'t Attribute<'t>),
    /// `kind "label" { … }`
    Block(&'t Block<'t>),
}

impl Item<'_> {
    /// From its name or kind to its end.
    pub fn span(&self) -> Span {
        match self {
            Item::Attribute(attribute) => attribute.span(),
            Item::Block(block) => block.span,
        }
    }
}

/// An identifier or, in JSON, a property's name: the text that it stands for
/// and the span that it was written in (with its quotes, where it has some).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'t> {
    /// What it stands for.
    pub text: &'t str,
    /// Where it is written.
    pub span: Span,
}

/// `name = value`
#[derive(Clone, Copy, Debug)]
pub struct Attribute<'t> {
    /// Its name.
    pub name: Name<'t>,
    /// Its value.
    pub value: Expr<'t>,
}

impl Attribute<'_> {
    /// From the name to the value's end.
    pub fn span(&self) -> Span {
        self.name.span.to(self.value.span)
    }
}

/// `kind "label" … { body }`
///
/// In JSON a block at the top level is one property below `resource`, `data`,
/// `module` and so on. What is nested in it stays an attribute there, because
/// only a schema tells blocks and attributes apart in JSON.
#[derive(Clone, Copy, Debug)]
pub struct Block<'t> {
    /// From the kind to the closing brace.
    pub span: Span,
    /// From the kind to the last label: the line that a finding underlines. In
    /// JSON the innermost property's name.
    pub header: Span,
    /// `resource`, `roles`, …
    pub kind: Name<'t>,
    /// The labels, quoted or bare.
    pub labels: &'t [Name<'t>],
    /// What is between the braces.
    pub body: Body<'t>,
}

/// An expression.
#[derive(Clone, Copy, Debug)]
pub struct Expr<'t> {
    /// Where it is written; a heredoc's begins at its `<<`.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind<'t>,
}

impl Expr<'_> {
    /// An expression that could not be read.
    pub(super) fn invalid(span: Span) -> Self {
        Expr {
            span,
            kind: ExprKind::Invalid,
        }
    }
}

/// The kinds of expression.
#[derive(Clone, Copy, Debug)]
pub enum ExprKind<'t> {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number as it was written, sign excluded: `1`, `1.5e3`.
    Number(&'t str),
    /// A quoted string or heredoc without interpolation, decoded.
    String(&'t str),
    /// A quoted string or heredoc with interpolations or directives.
    Template(Template<'t>),
    /// A name that stands alone or at the head of an access: `var`, `local`,
    /// `genesyscloud_auth_role`, `each`, the variable of a `for`.
    Variable(&'t str),
    /// `base.name`, `base[index]`, `base[*].name`, …
    Access(&'t Access<'t>),
    /// `name(argument, …)`
    Call(&'t Call<'t>),
    /// `[a, b]`
    List(&'t [Expr<'t>]),
    /// `{ key = value }`
    Object(&'t [ObjectItem<'t>]),
    /// `[for v in collection : value if condition]` and the object form.
    For(&'t For<'t>),
    /// `condition ? then : otherwise`
    Conditional(&'t Conditional<'t>),
    /// `left operator right`
    Binary(&'t Binary<'t>),
    /// `!operand`, `-operand`
    Unary(&'t Unary<'t>),
    /// `(inner)`
    Paren(&'t Expr<'t>),
    /// Where the text could not be read. It has been reported as an error and
    /// is an unknown value to everything above.
    Invalid,
}

/// `base` with the steps that follow it.
#[derive(Clone, Copy, Debug)]
pub struct Access<'t> {
    /// What is accessed; never itself an [`ExprKind::Access`] unless in
    /// parentheses.
    pub base: Expr<'t>,
    /// The steps in order.
    pub steps: &'t [Step<'t>],
}

/// One step of an access. A splat applies the steps after it to each element:
/// [`StepKind::AttrSplat`] those up to the first index in brackets,
/// [`StepKind::FullSplat`] all that are left.
#[derive(Clone, Copy, Debug)]
pub struct Step<'t> {
    /// From the dot or bracket to the end of the step.
    pub span: Span,
    /// What it does.
    pub kind: StepKind<'t>,
}

/// The kinds of step.
#[derive(Clone, Copy, Debug)]
pub enum StepKind<'t> {
    /// `.name`
    Attr(&'t str),
    /// `[expression]`
    Index(&'t Expr<'t>),
    /// `.0`
    LegacyIndex(&'t str),
    /// `.*`
    AttrSplat,
    /// `[*]`
    FullSplat,
}

/// A string built from parts.
#[derive(Clone, Copy, Debug)]
pub struct Template<'t> {
    /// The parts, with escapes decoded, indentation of `<<-` removed and strip
    /// markers applied.
    pub parts: &'t [Part<'t>],
}

/// A part of a template.
#[derive(Clone, Copy, Debug)]
pub enum Part<'t> {
    /// Text that stands for itself, decoded; the span is of the raw text.
    Literal {
        /// The text.
        text: &'t str,
        /// The raw text that it was decoded from.
        span: Span,
    },
    /// `${expression}`
    Interpolation {
        /// The expression.
        expr: Expr<'t>,
        /// From `${` to `}`.
        span: Span,
    },
    /// `%{ if condition }…%{ else }…%{ endif }`
    If(&'t IfDirective<'t>),
    /// `%{ for key, value in collection }…%{ endfor }`
    For(&'t ForDirective<'t>),
}

/// `%{ if condition }…%{ else }…%{ endif }`
#[derive(Clone, Copy, Debug)]
pub struct IfDirective<'t> {
    /// The condition.
    pub condition: Expr<'t>,
    /// What stands before `else` or `endif`.
    pub then: &'t [Part<'t>],
    /// What stands after `else`.
    pub otherwise: &'t [Part<'t>],
    /// From the first `%{` to the last `}`.
    pub span: Span,
}

/// `%{ for key, value in collection }…%{ endfor }`
#[derive(Clone, Copy, Debug)]
pub struct ForDirective<'t> {
    /// The name of the key or index, if one is written.
    pub key: Option<Name<'t>>,
    /// The name of the value.
    pub value: Name<'t>,
    /// What is iterated.
    pub collection: Expr<'t>,
    /// What is repeated.
    pub body: &'t [Part<'t>],
    /// From the first `%{` to the last `}`.
    pub span: Span,
}

/// A call of a function.
#[derive(Clone, Copy, Debug)]
pub struct Call<'t> {
    /// The name, with its namespaces (`provider::x::y`).
    pub name: Name<'t>,
    /// The arguments.
    pub args: &'t [Expr<'t>],
    /// Whether the last argument is followed by `...`.
    pub expand: bool,
}

/// `key = value` in an object.
#[derive(Clone, Copy, Debug)]
pub struct ObjectItem<'t> {
    /// The key: a bare name is an [`ExprKind::String`] here, `(expression)` an
    /// [`ExprKind::Paren`].
    pub key: Expr<'t>,
    /// The value.
    pub value: Expr<'t>,
}

/// A `for` expression.
#[derive(Clone, Copy, Debug)]
pub struct For<'t> {
    /// The name of the key or index, if one is written.
    pub key: Option<Name<'t>>,
    /// The name of the value.
    pub value: Name<'t>,
    /// What is iterated.
    pub collection: Expr<'t>,
    /// For an object, the key of each result.
    pub key_result: Option<Expr<'t>>,
    /// The value of each result.
    pub value_result: Expr<'t>,
    /// Whether `...` groups the values by key.
    pub group: bool,
    /// `if condition`
    pub condition: Option<Expr<'t>>,
}

/// `condition ? then : otherwise`. A chain of them nests in `otherwise` as
/// deep as it is long: whoever walks the tree follows it in a loop.
#[derive(Clone, Copy)]
pub struct Conditional<'t> {
    /// What decides.
    pub condition: Expr<'t>,
    /// The value where it holds.
    pub then: Expr<'t>,
    /// The value where it does not.
    pub otherwise: Expr<'t>,
}

/// `left operator right`. A chain of them nests in `left` as deep as it is
/// long: whoever walks the tree follows it in a loop.
#[derive(Clone, Copy)]
pub struct Binary<'t> {
    /// The operator.
    pub operator: BinaryOperator,
    /// Where the operator is written.
    pub operator_span: Span,
    /// Left operand.
    pub left: Expr<'t>,
    /// Right operand.
    pub right: Expr<'t>,
}

/// The binary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOperator {
    /// `||`
    Or,
    /// `&&`
    And,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Modulo,
}

/// `operator operand`
#[derive(Clone, Copy, Debug)]
pub struct Unary<'t> {
    /// The operator.
    pub operator: UnaryOperator,
    /// The operand.
    pub operand: Expr<'t>,
}

/// The unary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOperator {
    /// `!`
    Not,
    /// `-`
    Negate,
}

/// What is wrong with a text, in words for the person who wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where.
    pub span: Span,
    /// What: lower case, no stop, user text in backticks.
    pub message: String,
    /// What to do, where that is known.
    pub help: Option<String>,
}

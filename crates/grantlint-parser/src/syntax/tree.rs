//! The syntax tree: one for HCL and for Terraform's JSON.
//!
//! It is the border behind which a parser can be exchanged. Every node has the
//! span of bytes that it was written in. Punctuation is not stored where it
//! follows from neighbours; [`super::tokens`] gives the tokens of any span, and
//! comments stand in [`File::comments`] in the order of the text.

use smallvec::SmallVec;
use smol_str::SmolStr;

use crate::source::{FileId, Span};

/// Which of Terraform's two syntaxes a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// HCL native syntax: `.tf`, `.tofu`, `.tfvars`.
    Hcl,
    /// JSON: `.tf.json`, `.tofu.json`, `.tfvars.json`.
    Json,
}

/// A parsed file: whatever could be read of it.
#[derive(Clone, Debug)]
pub struct File {
    /// The file that the spans belong to.
    pub id: FileId,
    /// Its syntax.
    pub format: Format,
    /// What stands at the top level.
    pub body: Body,
    /// All comments, in order. JSON has none.
    pub comments: Vec<Comment>,
}

/// A comment, with its marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// `#…`, `//…` without the line ending, or `/*…*/`.
    pub span: Span,
}

/// Attributes and blocks, in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// What is between the braces, or the whole file.
    pub span: Span,
    /// Attributes and blocks in order.
    pub items: Box<[Item]>,
}

impl Body {
    /// The attributes in order.
    pub fn attributes(&self) -> impl Iterator<Item = &Attribute> {
        self.items.iter().filter_map(|item| match item {
            Item::Attribute(attribute) => Some(attribute),
            Item::Block(_) => None,
        })
    }

    /// The blocks in order.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.items.iter().filter_map(|item| match item {
            Item::Block(block) => Some(block),
            Item::Attribute(_) => None,
        })
    }

    /// The first attribute of that name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes()
            .find(|attribute| attribute.name.text == name)
    }
}

/// One entry of a body.
#[derive(Clone, Debug)]
pub enum Item {
    /// `name = value`
    Attribute(Attribute),
    /// `kind "label" { … }`
    Block(Block),
}

impl Item {
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// What it stands for.
    pub text: SmolStr,
    /// Where it is written.
    pub span: Span,
}

/// `name = value`
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its name.
    pub name: Name,
    /// Its value.
    pub value: Expr,
}

impl Attribute {
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
#[derive(Clone, Debug)]
pub struct Block {
    /// From the kind to the closing brace.
    pub span: Span,
    /// From the kind to the last label: the line that a finding underlines. In
    /// JSON the innermost property's name.
    pub header: Span,
    /// `resource`, `roles`, …
    pub kind: Name,
    /// The labels, quoted or bare.
    pub labels: Box<[Name]>,
    /// What is between the braces.
    pub body: Body,
}

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Where it is written; a heredoc's begins at its `<<`.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

impl Expr {
    /// An expression that could not be read.
    pub(super) fn invalid(span: Span) -> Self {
        Expr {
            span,
            kind: ExprKind::Invalid,
        }
    }
}

/// The kinds of expression.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number as it was written, sign excluded: `1`, `1.5e3`.
    Number(SmolStr),
    /// A quoted string or heredoc without interpolation, decoded.
    String(SmolStr),
    /// A quoted string or heredoc with interpolations or directives.
    Template(Template),
    /// A name that stands alone or at the head of an access: `var`, `local`,
    /// `genesyscloud_auth_role`, `each`, the variable of a `for`.
    Variable(SmolStr),
    /// `base.name`, `base[index]`, `base[*].name`, …
    Access(Box<Access>),
    /// `name(argument, …)`
    Call(Box<Call>),
    /// `[a, b]`
    List(Vec<Expr>),
    /// `{ key = value }`
    Object(Vec<ObjectItem>),
    /// `[for v in collection : value if condition]` and the object form.
    For(Box<For>),
    /// `condition ? then : otherwise`
    Conditional(Box<Conditional>),
    /// `left operator right`
    Binary(Box<Binary>),
    /// `!operand`, `-operand`
    Unary(Box<Unary>),
    /// `(inner)`
    Paren(Box<Expr>),
    /// Where the text could not be read. It has been reported as an error and
    /// is an unknown value to everything above.
    Invalid,
}

/// `base` with the steps that follow it.
#[derive(Clone, Debug)]
pub struct Access {
    /// What is accessed; never itself an [`ExprKind::Access`] unless in
    /// parentheses.
    pub base: Expr,
    /// The steps in order. Nearly every access has one or two, which lie in the
    /// access itself: it is the most common expression.
    pub steps: SmallVec<[Step; 2]>,
}

/// One step of an access. A splat applies the steps after it to each element:
/// [`StepKind::AttrSplat`] those up to the first index in brackets,
/// [`StepKind::FullSplat`] all that are left.
#[derive(Clone, Debug)]
pub struct Step {
    /// From the dot or bracket to the end of the step.
    pub span: Span,
    /// What it does.
    pub kind: StepKind,
}

/// The kinds of step.
#[derive(Clone, Debug)]
pub enum StepKind {
    /// `.name`
    Attr(SmolStr),
    /// `[expression]`
    Index(Box<Expr>),
    /// `.0`
    LegacyIndex(Box<str>),
    /// `.*`
    AttrSplat,
    /// `[*]`
    FullSplat,
}

/// A string built from parts.
#[derive(Clone, Debug)]
pub struct Template {
    /// The parts, with escapes decoded, indentation of `<<-` removed and strip
    /// markers applied.
    pub parts: Vec<Part>,
}

/// A part of a template.
#[derive(Clone, Debug)]
pub enum Part {
    /// Text that stands for itself, decoded; the span is of the raw text.
    Literal {
        /// The text.
        text: SmolStr,
        /// The raw text that it was decoded from.
        span: Span,
    },
    /// `${expression}`
    Interpolation {
        /// The expression.
        expr: Expr,
        /// From `${` to `}`.
        span: Span,
    },
    /// `%{ if condition }…%{ else }…%{ endif }`
    If {
        /// The condition.
        condition: Expr,
        /// What stands before `else` or `endif`.
        then: Vec<Part>,
        /// What stands after `else`.
        otherwise: Vec<Part>,
        /// From the first `%{` to the last `}`.
        span: Span,
    },
    /// `%{ for key, value in collection }…%{ endfor }`
    For {
        /// The name of the key or index, if one is written.
        key: Option<Name>,
        /// The name of the value.
        value: Name,
        /// What is iterated.
        collection: Expr,
        /// What is repeated.
        body: Vec<Part>,
        /// From the first `%{` to the last `}`.
        span: Span,
    },
}

/// A call of a function.
#[derive(Clone, Debug)]
pub struct Call {
    /// The name, with its namespaces (`provider::x::y`).
    pub name: Name,
    /// The arguments.
    pub args: Vec<Expr>,
    /// Whether the last argument is followed by `...`.
    pub expand: bool,
}

/// `key = value` in an object.
#[derive(Clone, Debug)]
pub struct ObjectItem {
    /// The key: a bare name is an [`ExprKind::String`] here, `(expression)` an
    /// [`ExprKind::Paren`].
    pub key: Expr,
    /// The value.
    pub value: Expr,
}

/// A `for` expression.
#[derive(Clone, Debug)]
pub struct For {
    /// The name of the key or index, if one is written.
    pub key: Option<Name>,
    /// The name of the value.
    pub value: Name,
    /// What is iterated.
    pub collection: Expr,
    /// For an object, the key of each result.
    pub key_result: Option<Expr>,
    /// The value of each result.
    pub value_result: Expr,
    /// Whether `...` groups the values by key.
    pub group: bool,
    /// `if condition`
    pub condition: Option<Expr>,
}

/// `condition ? then : otherwise`. A chain of them nests in `otherwise` as
/// deep as it is long: whoever walks the tree follows it in a loop.
pub struct Conditional {
    /// What decides.
    pub condition: Expr,
    /// The value where it holds.
    pub then: Expr,
    /// The value where it does not.
    pub otherwise: Expr,
}

/// `left operator right`. A chain of them nests in `left` as deep as it is
/// long: whoever walks the tree follows it in a loop.
pub struct Binary {
    /// The operator.
    pub operator: BinaryOperator,
    /// Where the operator is written.
    pub operator_span: Span,
    /// Left operand.
    pub left: Expr,
    /// Right operand.
    pub right: Expr,
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
#[derive(Clone, Debug)]
pub struct Unary {
    /// The operator.
    pub operator: UnaryOperator,
    /// The operand.
    pub operand: Expr,
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

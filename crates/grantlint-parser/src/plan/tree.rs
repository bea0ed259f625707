//! Looking into the plan's JSON, and reading the addresses and references in it.

use smol_str::SmolStr;

use crate::address::{Address, Key, Mode, ModuleAddress};
use crate::source::Span;
use crate::syntax;
use crate::syntax::tree::{Expr, ExprKind, StepKind};

/// The properties of an object, each with its name and the name's place.
pub(super) fn items<'e>(expr: &Expr<'e>) -> impl Iterator<Item = (&'e str, Span, &'e Expr<'e>)> {
    let items = match expr.kind {
        ExprKind::Object(items) => items,
        _ => &[][..],
    };
    items.iter().filter_map(|item| match item.key.kind {
        ExprKind::String(name) => Some((name, item.key.span, &item.value)),
        _ => None,
    })
}

/// The property of that name.
pub(super) fn get<'e>(expr: &Expr<'e>, name: &str) -> Option<&'e Expr<'e>> {
    entry(expr, name).map(|(_, value)| value)
}

/// The property of that name, with the name's place.
pub(super) fn entry<'e>(expr: &Expr<'e>, name: &str) -> Option<(Span, &'e Expr<'e>)> {
    let (_, at, value) = items(expr).find(|(key, _, _)| *key == name)?;
    Some((at, value))
}

/// The elements of an array; of anything else none.
pub(super) fn elements<'e>(expr: &Expr<'e>) -> &'e [Expr<'e>] {
    match expr.kind {
        ExprKind::List(elements) => elements,
        _ => &[],
    }
}

/// The text, where it is a string.
pub(super) fn text<'e>(expr: &Expr<'e>) -> Option<&'e str> {
    match expr.kind {
        ExprKind::String(text) => Some(text),
        _ => None,
    }
}

/// Whether it is `true`.
pub(super) fn truth(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Bool(true))
}

/// Whether it is `null`.
pub(super) fn null(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Null)
}

/// The elements of an array, where all of them are objects and there are some.
pub(super) fn objects<'e>(expr: &Expr<'e>) -> Option<&'e [Expr<'e>]> {
    let elements = elements(expr);
    let is_object = |element: &Expr| matches!(element.kind, ExprKind::Object(_));
    (!elements.is_empty() && elements.iter().all(is_object)).then_some(elements)
}

/// What the plan says of the parts of a value: that they are not known, or that
/// they are sensitive. `true` stands for the whole.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark<'p> {
    marks: [Option<&'p Expr<'p>>; 2],
}

impl<'p> Mark<'p> {
    /// What either of them marks.
    pub(super) fn of(one: Option<&'p Expr<'p>>, other: Option<&'p Expr<'p>>) -> Self {
        Mark {
            marks: [one, other],
        }
    }

    /// Whether the whole is marked.
    pub(super) fn is_all(self) -> bool {
        self.marks.iter().flatten().any(|mark| truth(mark))
    }

    /// Whether anything is.
    pub(super) fn is_any(self) -> bool {
        fn any(mark: &Expr) -> bool {
            truth(mark)
                || elements(mark).iter().any(any)
                || items(mark).any(|(_, _, value)| any(value))
        }
        self.marks.iter().flatten().any(|mark| any(mark))
    }

    /// The marks of a property.
    pub(super) fn property(self, name: &str) -> Self {
        self.part(|mark| get(mark, name))
    }

    /// The marks of an element.
    pub(super) fn element(self, index: usize) -> Self {
        self.part(|mark| elements(mark).get(index))
    }

    /// The names of the properties that are marked as a whole.
    pub(super) fn whole(self) -> impl Iterator<Item = &'p str> {
        let marks = self.marks.into_iter().flatten();
        marks
            .flat_map(items)
            .filter_map(|(name, _, value)| truth(value).then_some(name))
    }

    fn part(self, find: impl Fn(&'p Expr<'p>) -> Option<&'p Expr<'p>>) -> Self {
        let part = |mark: &'p Expr<'p>| if truth(mark) { Some(mark) } else { find(mark) };
        Mark {
            marks: self.marks.map(|mark| mark.and_then(part)),
        }
    }
}

/// A step of a reference or an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A name, or `.name`.
    Name(SmolStr),
    /// `[0]` or `["name"]`
    Key(Key),
}

/// The steps of a reference as the plan writes it: `module.a["k"].out`.
pub(super) fn steps(reference: &str) -> Option<Vec<Step>> {
    let (expr, errors) = syntax::parse_expression(reference, 0);
    if !errors.is_empty() {
        return None;
    }
    let access = match expr.expr().kind {
        ExprKind::Variable(name) => return Some(vec![Step::Name(name.into())]),
        ExprKind::Access(access) => access,
        _ => return None,
    };
    let ExprKind::Variable(root) = access.base.kind else {
        return None;
    };
    let mut steps = vec![Step::Name(root.into())];
    for step in access.steps {
        steps.push(match step.kind {
            StepKind::Attr(name) => Step::Name(name.into()),
            StepKind::Index(index) => match index.kind {
                ExprKind::String(name) => Step::Key(Key::Name(name.into())),
                ExprKind::Number(number) => Step::Key(Key::Index(number.parse().ok()?)),
                _ => return None,
            },
            StepKind::LegacyIndex(_) | StepKind::AttrSplat | StepKind::FullSplat => return None,
        });
    }
    Some(steps)
}

/// The address of a module: `module.a["k"].module.b`.
pub(super) fn module_address(written: &str) -> Option<ModuleAddress> {
    let mut address = ModuleAddress::default();
    let steps = steps(written)?;
    let mut rest = steps.as_slice();
    while let [Step::Name(word), Step::Name(call), after @ ..] = rest {
        if word != "module" {
            return None;
        }
        let (key, after) = key(after);
        address = address.child(call, key);
        rest = after;
    }
    rest.is_empty().then_some(address)
}

/// The key at the front of the steps, and what follows.
pub(super) fn key(steps: &[Step]) -> (Key, &[Step]) {
    match steps {
        [Step::Key(key), after @ ..] => (key.clone(), after),
        _ => (Key::None, steps),
    }
}

/// The resource that a reference begins with, in the given module, and the
/// steps behind it.
pub(super) fn resource<'s>(
    steps: &'s [Step],
    module: &ModuleAddress,
) -> Option<(Address, &'s [Step])> {
    let (mode, rest) = match steps {
        [Step::Name(word), rest @ ..] if word == "data" => (Mode::Data, rest),
        _ => (Mode::Managed, steps),
    };
    let [Step::Name(kind), Step::Name(name), rest @ ..] = rest else {
        return None;
    };
    let (key, rest) = key(rest);
    let address = Address {
        module: module.clone(),
        mode,
        kind: kind.clone(),
        name: name.clone(),
        key,
    };
    Some((address, rest))
}

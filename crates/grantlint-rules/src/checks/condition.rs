//! Conditions on a resource: on its arguments and nested blocks, on what refers to it,
//! on what it is meant to call and what it holds. Each is true, false, or not known;
//! `all`, `any` and `not` put them together.

pub(crate) mod attachments;
pub(crate) mod facts;
pub(super) mod place;
pub(crate) mod repeats;
mod scalar;
pub(super) mod shape;
mod test;
pub(super) mod truth;
mod witness;

use serde::Deserialize;

pub use scalar::{Figure, Pattern, Scalar};
pub(super) use witness::{Spot, Witness};

/// A condition. Everything that is given must hold.
///
/// The tests of values (`equals`, `one-of`, `pattern`, `min`, `max`, `same-as`,
/// `less-than`, `at-most`, `refers-to`, `repeats`) hold if one value passes all of them:
/// where the path of `argument` leads through several nested blocks or into a list or
/// set, one of the values there. They do not hold where the argument is not given.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Condition {
    /// The argument or nested block that the tests are about, as a path: `scopes`,
    /// `roles.division_id`. Inside `some` and `every` it starts at the element; left out
    /// there, the tests are about the element itself.
    pub argument: Option<String>,
    /// The value that the argument counts as having where it is not given; messages show
    /// it then.
    pub default: Option<Scalar>,
    /// Whether it is there.
    pub is: Option<Is>,
    /// It has this value.
    pub equals: Option<Scalar>,
    /// It has one of these values.
    pub one_of: Option<Vec<Scalar>>,
    /// It has none of these values: no value that the path leads to is one of them. An
    /// argument that is not given has none.
    pub none_of: Option<Vec<Scalar>>,
    /// Its whole text matches this regular expression, in the syntax of Rust's `regex`.
    pub pattern: Option<Pattern>,
    /// It is a number, and this or more.
    pub min: Option<Figure>,
    /// It is a number, and this or less.
    pub max: Option<Figure>,
    /// It has at least so many elements, or there are so many nested blocks.
    pub min_count: Option<usize>,
    /// It has at most so many elements, or there are so many nested blocks.
    pub max_count: Option<usize>,
    /// It has the same value as this other argument.
    pub same_as: Option<String>,
    /// It is a number less than this other argument.
    pub less_than: Option<String>,
    /// It is a number, this other argument's or less.
    pub at_most: Option<String>,
    /// It refers to a resource of one of these types, or to one of these addresses. A
    /// value that is written out, such as an id, refers to nothing.
    pub refers_to: Option<Vec<String>>,
    /// An earlier resource of the same type has the same value there.
    pub repeats: Option<bool>,
    /// One of the elements or nested blocks that the path leads to is like this.
    pub some: Option<Box<Condition>>,
    /// All of them are like this; so they are where there is none.
    pub every: Option<Box<Condition>>,
    /// How many resources refer to this one.
    pub attached: Option<Attached>,
    /// Whether the resource is meant to be used: a client that is meant to call
    /// something, an integration with data actions.
    pub called: Option<bool>,
    /// The client or permission set is meant to make one of these calls: `METHOD PATH`,
    /// in which `*` is wild and may stand for the method; `METHOD group:NAME` for an API
    /// group; `profile:NAME`.
    pub calls: Option<Vec<String>>,
    /// The client, user, group, role or permission set holds one of these permissions. `*`
    /// as entity or action means any.
    pub holds: Option<Vec<String>>,
    /// Whether `[deployer]` in `grantlint.toml` names the role or client: who runs
    /// Terraform.
    pub deploys: Option<bool>,
    /// All of these hold.
    pub all: Option<Vec<Condition>>,
    /// One of these holds.
    pub any: Option<Vec<Condition>>,
    /// This does not hold.
    pub not: Option<Box<Condition>>,
}

/// Whether an argument or nested block is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Is {
    /// It is, whatever it holds.
    Given,
    /// It is not, or is `null`.
    Absent,
    /// It is, and holds something.
    Filled,
    /// It is not, or holds nothing.
    Empty,
}

/// How many resources refer to a resource. Without `min` and `max`: at least one.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Attached {
    /// The types of the resources that count. Without them, anything in the text of the
    /// configuration counts, outputs and inputs of modules too.
    #[serde(default)]
    pub to: Vec<String>,
    /// The argument of theirs that has to refer to it, as a path; else any.
    pub by: Option<String>,
    /// At least so many.
    pub min: Option<usize>,
    /// At most so many.
    pub max: Option<usize>,
}

impl Attached {
    pub(super) fn limits(&self) -> (Option<usize>, Option<usize>) {
        match (self.min, self.max) {
            (None, None) => (Some(1), None),
            limits => limits,
        }
    }
}

impl Condition {
    /// The parts of a path.
    pub(super) fn steps(path: &str) -> Vec<&str> {
        path.split('.').collect()
    }

    /// Whether it asks anything of single values.
    pub(super) fn has_value_tests(&self) -> bool {
        self.equals.is_some()
            || self.one_of.is_some()
            || self.pattern.is_some()
            || self.min.is_some()
            || self.max.is_some()
            || self.same_as.is_some()
            || self.less_than.is_some()
            || self.at_most.is_some()
            || self.refers_to.is_some()
            || self.repeats.is_some()
    }

    /// Whether it asks anything that needs an argument.
    pub(super) fn asks_of_argument(&self) -> bool {
        self.has_value_tests()
            || self.none_of.is_some()
            || self.is.is_some()
            || self.min_count.is_some()
            || self.max_count.is_some()
            || self.some.is_some()
            || self.every.is_some()
    }

    /// Every condition inside, this one first.
    pub(super) fn walk<'c>(&'c self, visit: &mut dyn FnMut(&'c Condition)) {
        visit(self);
        let lists = self.all.iter().chain(&self.any).flatten();
        let single = self.not.iter().chain(&self.some).chain(&self.every);
        for inner in lists.chain(single.map(AsRef::as_ref)) {
            inner.walk(visit);
        }
    }
}

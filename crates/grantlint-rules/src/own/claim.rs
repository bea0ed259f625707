//! What a rule file claims: that a permission, an operation, a type, an argument is
//! there. Each check tells its claims, with the key that makes them; here they are
//! judged.

use crate::checks::call_pattern::CallPattern;
use crate::checks::template;
use crate::matrix::{Argument, Matrix, Schema, Scope, Standing, TypeKind};
use crate::nearest::nearest;
use crate::settings::address::AddressGlob;
use crate::settings::read::quoted;

/// A step from a table or list to what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// To the value of a key.
    Key(String),
    /// To the element of that number.
    Element(usize),
}

/// Something that a rule takes for granted, or a mistake.
#[derive(Clone, Debug)]
pub(crate) enum Claim {
    /// Something is wrong.
    Fault {
        /// What: lower case, no stop.
        message: String,
        /// What to do.
        help: Option<String>,
        /// The part of the value's text that is wrong.
        part: Option<String>,
    },
    /// There is such a permission.
    Permission(String),
    /// There are calls that this pattern means.
    Calls(String),
    /// There is such an operation.
    Operation(String),
    /// The provider has such a type, or a pack has such a permission set.
    Type(String),
    /// One of the types has such an argument.
    Argument {
        /// The types.
        types: Vec<String>,
        /// The argument, as a path.
        path: String,
        /// The value that it is compared with.
        value: Option<String>,
    },
}

/// Gathers what a rule claims.
#[derive(Debug, Default)]
pub(crate) struct Claims {
    path: Vec<Step>,
    /// Each with the way to the value that makes it.
    pub(crate) found: Vec<(Vec<Step>, Claim)>,
}

impl Claims {
    /// The claims of what is below a key.
    pub(crate) fn below(&mut self, key: &str, tell: impl FnOnce(&mut Claims)) {
        self.path.push(Step::Key(key.to_owned()));
        tell(self);
        self.path.pop();
    }

    /// The claims of each element of a list.
    pub(crate) fn each<T>(&mut self, key: &str, list: &[T], mut tell: impl FnMut(&mut Claims, &T)) {
        self.below(key, |claims| {
            for (number, item) in list.iter().enumerate() {
                claims.path.push(Step::Element(number));
                tell(claims, item);
                claims.path.pop();
            }
        });
    }

    /// A claim of the value that is being looked at.
    pub(crate) fn add(&mut self, claim: Claim) {
        self.found.push((self.path.clone(), claim));
    }

    /// A mistake in it.
    pub(crate) fn fault(&mut self, message: impl Into<String>) {
        self.add(Claim::Fault {
            message: message.into(),
            help: None,
            part: None,
        });
    }

    /// A mistake, with advice.
    pub(crate) fn fault_with(&mut self, message: impl Into<String>, help: impl Into<String>) {
        self.add(Claim::Fault {
            message: message.into(),
            help: Some(help.into()),
            part: None,
        });
    }

    /// That a list which is given holds something.
    pub(crate) fn filled<T>(&mut self, key: &str, list: &[T]) {
        if list.is_empty() {
            self.below(key, |claims| claims.fault(format!("`{key}` is empty")));
        }
    }

    /// Permissions, written out one by one.
    pub(crate) fn permissions(&mut self, key: &str, names: &[String]) {
        self.each(key, names, |claims, name| {
            match name.contains('*') || name.is_empty() {
                true => claims.fault(format!(
                    "`{name}` is no permission: each one has to be written out"
                )),
                false => claims.add(Claim::Permission(name.clone())),
            }
        });
    }

    /// Permissions, in which `*` may stand for an entity or action.
    pub(crate) fn wild_permissions(&mut self, key: &str, names: &[String]) {
        self.each(key, names, |claims, name| {
            let parts: Vec<&str> = name.split(':').collect();
            match parts.as_slice() {
                _ if name.is_empty() => claims.fault("`` is no permission"),
                _ if !name.contains('*') => claims.add(Claim::Permission(name.clone())),
                [domain, entity, "*"]
                    if !domain.contains('*') && (*entity == "*" || !entity.contains('*')) =>
                {
                    claims.add(Claim::Permission(name.clone()));
                }
                _ => claims.fault_with(
                    format!("`{name}` is no pattern for permissions"),
                    "`domain:entity:*` is every action of an entity, `domain:*:*` everything of \
                     a domain",
                ),
            }
        });
    }

    /// Addresses, in which `*` and `?` are wild.
    pub(crate) fn addresses(&mut self, key: &str, addresses: &[String]) {
        self.each(key, addresses, |claims, text| {
            if let Err(message) = AddressGlob::parse(text) {
                claims.fault(message);
            }
        });
    }

    /// Types of resources.
    pub(crate) fn types(&mut self, key: &str, types: &[String]) {
        self.each(key, types, |claims, name| {
            claims.add(Claim::Type(name.clone()))
        });
    }

    /// Patterns for calls.
    pub(crate) fn calls(&mut self, key: &str, calls: &[String]) {
        self.each(key, calls, |claims, text| match CallPattern::parse(text) {
            Ok(_) => claims.add(Claim::Calls(text.clone())),
            Err(message) => claims.fault(message),
        });
    }

    /// Operations, without wildcards.
    pub(crate) fn operations(&mut self, key: &str, calls: &[String]) {
        self.each(
            key,
            calls,
            |claims, text| match grantlint_data::compile::split_call(text) {
                Ok(_) => claims.add(Claim::Operation(text.clone())),
                Err(message) => claims.fault(message),
            },
        );
    }

    /// Templates that may use these facts.
    pub(crate) fn templates(&mut self, message: &str, help: Option<&String>, facts: &[&str]) {
        if message.trim().is_empty() {
            self.below("message", |claims| claims.fault("`message` is empty"));
        }
        let texts = [
            ("message", Some(message)),
            ("help", help.map(String::as_str)),
        ];
        for (key, text) in texts {
            for name in text.into_iter().flat_map(template::placeholders) {
                if facts.contains(&name) {
                    continue;
                }
                let all: Vec<String> = facts.iter().map(|fact| format!("{{{fact}}}")).collect();
                let known = format!("known here: {}", quoted(&all));
                let near = nearest(name, facts.iter().copied());
                let help = near.map_or_else(
                    || format!("{known}\n`{{{{{name}}}}}` stands for `{{{name}}}` itself"),
                    |near| format!("did you mean `{{{near}}}`?\n{known}"),
                );
                self.below(key, |claims| {
                    claims.add(Claim::Fault {
                        message: format!("there is no `{{{name}}}` to put in"),
                        help: Some(help),
                        part: Some(format!("{{{name}}}")),
                    });
                });
            }
        }
    }
}

/// What is wrong with a claim by what the packs know, and what to do about it.
pub(super) fn judged(claim: &Claim, matrix: &Matrix) -> Option<(String, Option<String>)> {
    let meant = |names: &[&str]| {
        let first = names.first();
        first.map(|name| format!("did you mean `{name}`?"))
    };
    match claim {
        Claim::Fault { message, help, .. } => Some((message.clone(), help.clone())),
        Claim::Calls(text) => {
            let pattern = CallPattern::parse(text).ok()?;
            pattern.unknown(text, matrix)
        }
        Claim::Operation(text) => {
            let split = grantlint_data::compile::split_call(text).ok()?;
            match matrix.find(&split.method, split.path) {
                crate::matrix::Match::Found(_) => None,
                crate::matrix::Match::Undecided(_) | crate::matrix::Match::Unknown(_) => {
                    Some((format!("no pack knows the operation `{text}`"), None))
                }
            }
        }
        // A permission that is merely unknown is not wrong: not all are published.
        Claim::Permission(name) => {
            let help = match matrix.permission(name) {
                Standing::Known(_) | Standing::Wildcard(_) | Standing::Unknown => return None,
                Standing::Label(known) => meant(&[known.name]),
                Standing::Slip(names) => {
                    meant(&names.iter().map(String::as_str).collect::<Vec<_>>())
                }
                Standing::Bare { slips, candidates } => meant(&slips).or(meant(&candidates)),
                Standing::Malformed(names) => meant(&names),
            };
            Some((format!("there is no permission `{name}`"), help))
        }
        Claim::Type(name) => {
            let (kind, plain) = kind_of(name);
            if name == crate::checks::PERMISSION_SET
                || matrix.provider_type(kind, plain).is_some()
                || matrix.permission_set(plain).is_some()
            {
                return None;
            }
            let what = match kind {
                TypeKind::Resource => "resource",
                TypeKind::Data => "data source",
            };
            let message = format!("the provider has no {what} `{plain}`");
            Some((message, meant(&matrix.nearest_types(kind, plain))))
        }
        Claim::Argument { types, path, value } => argument(matrix, types, path, value.as_deref()),
    }
}

fn kind_of(name: &str) -> (TypeKind, &str) {
    match name.strip_prefix("data.") {
        Some(name) => (TypeKind::Data, name),
        None => (TypeKind::Resource, name),
    }
}

/// Arguments of Terraform itself; those that are not read are refused.
const OWN: [&str; 2] = ["id", "timeouts"];

/// One of the types has to have the argument, unless the schema of one is not known.
fn argument(
    matrix: &Matrix,
    types: &[String],
    path: &str,
    value: Option<&str>,
) -> Option<(String, Option<String>)> {
    let mut near = None;
    let mut found = Vec::new();
    for name in types {
        let (kind, plain) = kind_of(name);
        let schema = matrix.schema(kind, plain)?;
        match lookup(schema, path) {
            Ok(Some(argument)) => found.push(argument),
            Ok(None) => return None,
            Err(other) => near = near.or(other),
        }
    }
    if found.is_empty() && value.is_some() {
        // That is told of the argument itself.
        return None;
    }
    if found.is_empty() {
        let [only] = types else {
            return (!types.is_empty())
                .then(|| (format!("none of the types has an argument `{path}`"), near));
        };
        return Some((format!("`{only}` has no argument `{path}`"), near));
    }
    let value = value?;
    let is_client = |name: &String| name == "genesyscloud_oauth_client";
    if path == "scopes" && types.iter().any(is_client) {
        let Scope::Unknown(names) = matrix.scope(value) else {
            return None;
        };
        let help = names.first().map(|name| format!("did you mean `{name}`?"));
        return Some((format!("there is no scope `{value}`"), help));
    }
    let words: Vec<Vec<&str>> = found.iter().map(Argument::one_of).collect();
    if words
        .iter()
        .any(|words| words.is_empty() || words.contains(&value))
    {
        return None;
    }
    let words = words.concat();
    let help = match nearest(value, words.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("one of {}", quoted(&words)),
    };
    Some((format!("`{path}` is never `{value}`"), Some(help)))
}

/// The argument at the end of a path; none where the path leads into a map. In the place
/// of an argument that is not there, what is meant.
fn lookup<'m>(schema: Schema<'m>, path: &str) -> Result<Option<Argument<'m>>, Option<String>> {
    let (first, rest) = match path.split_once('.') {
        Some((first, rest)) => (first, Some(rest)),
        None => (path, None),
    };
    let Some(argument) = schema.argument(first) else {
        if OWN.contains(&first) {
            return Ok(None);
        }
        let names: Vec<&str> = schema.arguments().map(|argument| argument.name()).collect();
        let near = nearest(first, names.iter().copied());
        return Err(near.map(|near| format!("did you mean `{near}`?")));
    };
    match (rest, argument.block()) {
        (None, _) => Ok(Some(argument)),
        (Some(rest), Some(block)) => lookup(block, rest),
        (Some(_), None) if argument.kind() == crate::matrix::ArgumentType::StringMap => Ok(None),
        (Some(_), None) => Err(Some(format!("`{first}` has no parts"))),
    }
}

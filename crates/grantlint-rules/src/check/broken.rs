//! Resources with a syntax error inside: what could be read of them is used, and what
//! could not is unknown. Nothing is missing from a block that was not read whole.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use grantlint_parser::eval::types::Type;
use grantlint_parser::eval::value::Unknown;
use grantlint_parser::load::{Loaded, Problem, ProblemKind};
use grantlint_parser::model::Model;
use grantlint_parser::paths;

/// The folders that hold a file with a syntax error.
pub(super) fn folders(loaded: &Loaded) -> BTreeSet<&str> {
    let syntax = loaded.problems.iter();
    let syntax = syntax.filter(|problem| problem.kind == ProblemKind::Syntax);
    let paths = syntax.map(|problem| loaded.sources.path(problem.at.file));
    paths.map(|path| paths::split(path).0).collect()
}

/// Whether one of these broken folders is below the root module, or that of a module that it
/// calls: blocks may be hidden that nobody knows of.
pub(super) fn is_unread(model: &Model, broken: &BTreeSet<&str>) -> bool {
    let root = Path::new(model.root.as_str());
    broken.iter().any(|folder| {
        let is_below = root == Path::new(".") || Path::new(folder).starts_with(root);
        is_below || model.folders.contains(*folder)
    })
}

/// The model with whatever a syntax error may hide marked as open, and the numbers of
/// the resources that have one.
pub(super) fn opened<'m>(
    model: &'m Model,
    problems: &[Problem],
) -> (Cow<'m, Model>, BTreeSet<usize>) {
    let mut broken = BTreeSet::new();
    for problem in problems
        .iter()
        .filter(|problem| problem.kind == ProblemKind::Syntax)
    {
        for (number, resource) in model.resources.iter().enumerate() {
            let mut blocks = resource.overrides.iter().chain([&resource.block]);
            let at = problem.at;
            if blocks.any(|block| block.file == at.file && block.span.contains(at.span)) {
                broken.insert(number);
            }
        }
    }
    if broken.is_empty() {
        return (Cow::Borrowed(model), broken);
    }
    let why = |number: usize| {
        let resource = model
            .resources
            .get(number)
            .filter(|_| broken.contains(&number))?;
        let reason = format!("`{}` has a syntax error", resource.address);
        Some(Arc::new(Unknown::new(
            reason,
            Some(resource.header),
            Type::Dynamic,
        )))
    };
    let mut opened = model.clone();
    for role in &mut opened.roles {
        role.open = role.open.take().or_else(|| why(role.resource.0));
    }
    for client in &mut opened.clients {
        client.open = client.open.take().or_else(|| why(client.resource.0));
    }
    for assignment in &mut opened.assignments {
        assignment.open = assignment
            .open
            .take()
            .or_else(|| why(assignment.resource.0));
    }
    for integration in &mut opened.integrations {
        integration.open = integration
            .open
            .take()
            .or_else(|| why(integration.resource.0));
    }
    for credential in &mut opened.credentials {
        credential.open = credential
            .open
            .take()
            .or_else(|| why(credential.resource.0));
    }
    (Cow::Owned(opened), broken)
}

//! What `lifecycle` says of later changes: arguments and nested blocks named in
//! `ignore_changes` are made as they are written, and left alone from then on.
//!
//! Source: Terraform's "The lifecycle Meta-Argument", `ignore_changes`.

use std::sync::Arc;

use smol_str::{SmolStr, format_smolstr};

use crate::eval::types::Type;
use crate::eval::value::Unknown;
use crate::expand::{key_of, objects};
use crate::module::Placed;
use crate::resource::OpenBlocks;
use crate::source::FileId;
use crate::syntax::tree::{Expr, ExprKind, Item};

/// What `ignore_changes` of a resource names, `*` for all of it. A part of an argument or
/// block, as in `config[0].notes`, is left out. Later files override earlier ones.
pub(crate) fn ignored(items: &[Placed<'_>]) -> Vec<OpenBlocks> {
    let mut found = Vec::new();
    for &(file, item) in items {
        match item {
            Item::Block(block) if block.kind.text == "lifecycle" => {
                if let Some(attribute) = block.body.attribute("ignore_changes") {
                    found = named(file, &attribute.value);
                }
            }
            Item::Attribute(attribute) if attribute.name.text == "lifecycle" => {
                let arguments = objects(&attribute.value).into_iter().flat_map(|it| it.0);
                for argument in arguments {
                    if key_of(argument).is_some_and(|key| key == "ignore_changes") {
                        found = named(file, &argument.value);
                    }
                }
            }
            Item::Attribute(_) | Item::Block(_) => {}
        }
    }
    found
}

fn named(file: FileId, value: &Expr) -> Vec<OpenBlocks> {
    let names = match &value.kind {
        ExprKind::List(names) => *names,
        _ => std::slice::from_ref(value),
    };
    names.iter().filter_map(|name| one(file, name)).collect()
}

fn one(file: FileId, name: &Expr) -> Option<OpenBlocks> {
    let at = name.span.in_file(file);
    let (kind, reason): (SmolStr, _) = match name.kind {
        // Terraform 0.11 wrote `["*"]`.
        ExprKind::Variable(name) | ExprKind::String(name) if name == "all" || name == "*" => {
            let reason = "`ignore_changes` lets all of it be changed elsewhere";
            ("*".into(), reason.into())
        }
        ExprKind::Variable(name) | ExprKind::String(name) => (
            name.into(),
            format_smolstr!("`ignore_changes` lets `{name}` be changed elsewhere"),
        ),
        _ => return None,
    };
    let why = Arc::new(Unknown::new(reason, Some(at), Type::Dynamic));
    Some(OpenBlocks { kind, at, why })
}

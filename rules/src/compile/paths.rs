//! `METHOD /path` texts, and the tree of path segments.

use std::collections::BTreeMap;

use super::Compiler;
use crate::pool::{List, Pool, number};
use crate::tables::{EdgeRecord, NodeRecord, OwnedTables};

const METHODS: [&str; 6] = ["DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"];

/// The most segments that a path may have. No path of the platform has nearly as many.
pub const LONGEST: usize = 60;

/// The two parts of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call<'a> {
    /// The method, in capitals.
    pub method: String,
    /// The path, as written.
    pub path: &'a str,
}

/// Splits `METHOD /path`. The method may be in any letter case; the path is not
/// looked at.
///
/// # Errors
/// What is wrong, in words.
pub fn split_call(call: &str) -> Result<Call<'_>, String> {
    let (method, path) = call
        .trim()
        .split_once(char::is_whitespace)
        .ok_or_else(|| format!("`{call}` is not a method and a path, like `GET /api/v2/users`"))?;
    let upper = method.to_ascii_uppercase();
    if !METHODS.contains(&upper.as_str()) {
        return Err(format!("`{method}` is not a method of the API"));
    }
    Ok(Call {
        method: upper,
        path: path.trim(),
    })
}

impl Call<'_> {
    /// That the path is a template: from the root, with parameters in braces, without
    /// query and empty segments.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn check_template(&self) -> Result<(), String> {
        let path = self.path;
        let Some(rest) = path.strip_prefix('/') else {
            return Err(format!("the path `{path}` does not begin with `/`"));
        };
        if rest.split('/').count() > LONGEST {
            return Err(format!("the path has more than {LONGEST} segments"));
        }
        let literal = |letter: char| letter.is_ascii_alphanumeric() || "-._~".contains(letter);
        for segment in rest.split('/') {
            let inner = segment
                .strip_prefix('{')
                .and_then(|segment| segment.strip_suffix('}'));
            let name = inner.unwrap_or(segment);
            if name.is_empty() || !name.chars().all(literal) {
                return Err(format!(
                    "`{segment}` in `{path}` is neither a literal segment nor a parameter in braces"
                ));
            }
        }
        Ok(())
    }
}

/// Whether two templates differ in the names of their parameters at most.
pub fn same_shape(one: &str, other: &str) -> bool {
    let mut one = one.split('/');
    let mut other = other.split('/');
    loop {
        match (one.next(), other.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a == b || (a.starts_with('{') && b.starts_with('{')) => {}
            _ => return false,
        }
    }
}

#[derive(Default)]
struct Node<'a> {
    literals: BTreeMap<&'a str, Self>,
    parameter: Option<Box<Self>>,
    operations: Vec<u32>,
}

/// Writes the tree over the operations, which are in their final order.
pub(super) fn write(compiler: &mut Compiler) {
    let Compiler { pool, tables, .. } = compiler;
    let mut root = Node::default();
    let paths: Vec<String> = tables
        .operations
        .iter()
        .map(|operation| pool.get(operation.path).to_owned())
        .collect();
    for (position, path) in paths.iter().enumerate() {
        let mut node = &mut root;
        for segment in path.split('/').skip(1) {
            node = if segment.starts_with('{') {
                node.parameter.get_or_insert_default()
            } else {
                node.literals.entry(segment).or_default()
            };
        }
        node.operations.push(number(position));
    }
    tables.nodes.push(NodeRecord::default());
    write_node(&root, 0, pool, tables);
}

/// Writes a node at its place. The tree is no deeper than a path may be long.
fn write_node(node: &Node<'_>, place: usize, pool: &mut Pool, tables: &mut OwnedTables) {
    let add = |tables: &mut OwnedTables| {
        tables.nodes.push(NodeRecord::default());
        tables.nodes.len() - 1
    };
    let mut children = Vec::with_capacity(node.literals.len() + 1);
    let mut edges = Vec::with_capacity(node.literals.len());
    for (segment, child) in &node.literals {
        let place = add(tables);
        edges.push(EdgeRecord {
            segment: pool.add(segment),
            node: number(place),
        });
        children.push((child, place));
    }
    let parameter = node.parameter.as_deref().map_or(0, |child| {
        let place = add(tables);
        children.push((child, place));
        place
    });
    let record = NodeRecord {
        edges: List::push(&mut tables.edges, edges),
        parameter: number(parameter),
        operations: List::push(&mut tables.ids, node.operations.iter().copied()),
    };
    if let Some(slot) = tables.nodes.get_mut(place) {
        *slot = record;
    }
    for (child, place) in children {
        write_node(child, place, pool, tables);
    }
}

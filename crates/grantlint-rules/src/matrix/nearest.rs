//! What a call that is no operation was probably meant to be.
//!
//! The tree of path segments is searched with one row of the edit distance between two
//! lists of segments for each node, so that equal beginnings are compared once.

use super::names::similar;
use super::path::{Path, PathPiece, Segment};
use super::{Entry, HintKind, Layer, Matrix};

/// A call that is no operation that is known.
#[derive(Clone, Debug)]
pub struct Unknown<'m> {
    /// Why it is none.
    pub reason: Reason,
    /// Operations that come near, the nearest first; at most five.
    pub nearest: Vec<Entry<'m>>,
}

/// Why a call is no operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No operation has the path.
    Path,
    /// Operations have the path, with other methods.
    Method,
    /// The path does not begin with `/api/v2`, as all do.
    Prefix,
    /// The URL is of this host, which is not the platform's.
    Foreign(String),
}

/// How many operations are named at most.
pub(super) const MOST: usize = 5;

const INSERT_LITERAL: u32 = 3;
const INSERT_PARAMETER: u32 = 2;
const DELETE: u32 = 4;
const DIFFERENT: u32 = 6;
const OTHER_METHOD: u32 = 1;
/// The position of the first segment after `/api/v2`.
const FIRST_WORD: usize = 2;
/// What is further away is not named.
const FARTHEST: u32 = 9;
/// Nor what is further away than the nearest by more than this.
const SPREAD: u32 = 2;

impl Unknown<'_> {
    pub(super) fn without_names(reason: Reason) -> Self {
        Self {
            reason,
            nearest: Vec::new(),
        }
    }
}

/// Answers for a path that does not begin with a slash.
pub(super) fn relative<'m>(
    matrix: &'m Matrix,
    method: &str,
    segments: Vec<Segment>,
) -> Unknown<'m> {
    let mut answer = unknown(matrix, method, &segments);
    if let Some(found) = matrix.exact(method, &segments, true) {
        answer.nearest = found.entries;
    }
    answer.reason = Reason::Prefix;
    answer
}

/// Answers for a path that no operation has with this method.
pub(super) fn unknown<'m>(matrix: &'m Matrix, method: &str, segments: &[Segment]) -> Unknown<'m> {
    if let Some(nearest) = prefixed(matrix, method, segments) {
        let reason = Reason::Prefix;
        return Unknown { reason, nearest };
    }
    if segments.len() <= FIRST_WORD {
        return Unknown::without_names(Reason::Path);
    }
    let mut search = Search {
        matrix,
        method,
        segments,
        found: Vec::new(),
        bound: FARTHEST,
        same_path: false,
    };
    for layer in &matrix.layers {
        let row = (0..=segments.len()).map(|at| DELETE.saturating_mul(small(at)));
        search.walk(layer, 0, &row.collect::<Vec<_>>());
    }
    let same_path = search.same_path;
    let mut found = search.found;
    found.sort_by(|(a, one), (b, other)| {
        let (path, method) = (other.path(), other.method());
        a.cmp(b)
            .then_with(|| one.path().cmp(path))
            .then_with(|| one.method().cmp(method))
    });
    // A path with which only parameters agree is no neighbour.
    let asked: Vec<&str> = segments
        .iter()
        .skip(FIRST_WORD)
        .filter_map(Segment::literal)
        .collect();
    found.retain(|(_, entry)| {
        let mut words = entry.path().split('/').skip(FIRST_WORD + 1);
        words.any(|word| asked.iter().any(|one| similar(one, word).is_some()))
    });
    let limit = found.first().map_or(0, |(distance, _)| distance + SPREAD);
    found.retain(|(distance, _)| *distance <= limit);
    let mut nearest = hinted(matrix, method, segments);
    nearest.extend(found.into_iter().map(|(_, entry)| entry));
    distinct(&mut nearest);
    Unknown {
        reason: if same_path && !has_holes(segments) {
            Reason::Method
        } else {
            Reason::Path
        },
        nearest,
    }
}

/// The operation that the path names once `/api` or `/api/v2` is put before it.
fn prefixed<'m>(matrix: &'m Matrix, method: &str, segments: &[Segment]) -> Option<Vec<Entry<'m>>> {
    let literal = |text: &str| Segment::Literal(text.to_owned());
    let first = segments.first()?.literal()?;
    let prefix = match first {
        "api" => return None,
        "v2" => vec![literal("api")],
        _ => vec![literal("api"), literal("v2")],
    };
    let whole = [prefix.as_slice(), segments].concat();
    Some(matrix.exact(method, &whole, true)?.entries)
}

/// What the packs say that this call is meant to be.
fn hinted<'m>(matrix: &'m Matrix, method: &str, segments: &[Segment]) -> Vec<Entry<'m>> {
    let hints = matrix.hints(HintKind::Call).filter(|(name, _)| {
        let Some((hint_method, path)) = name.split_once(' ') else {
            return false;
        };
        let mut path = path.split('/').skip(1);
        let same = segments.iter().all(|segment| {
            let template = path.next().unwrap_or_default();
            match segment.literal() {
                Some(text) => template.starts_with('{') || template.eq_ignore_ascii_case(text),
                None => template.starts_with('{'),
            }
        });
        hint_method == method && same && path.next().is_none()
    });
    let mut entries = Vec::new();
    for call in hints.flat_map(|(_, hint)| hint.instead) {
        let Some((method, path)) = call.split_once(' ') else {
            continue;
        };
        // No advice is sought for what is advised, which might lead back here.
        if let Path::Segments(segments) = Path::read(&[PathPiece::Text(path)])
            && let Some(found) = matrix.exact(method, &segments, false)
        {
            entries.extend(found.entries);
        }
    }
    entries
}

/// Leaves the first entry for each operation, and not too many.
fn distinct(entries: &mut Vec<Entry<'_>>) {
    let mut calls: Vec<(&str, &str)> = Vec::new();
    entries.retain(|entry| {
        let call = (entry.method(), entry.path());
        let new = calls.len() < MOST && !calls.contains(&call);
        if new {
            calls.push(call);
        }
        new
    });
}

fn has_holes(segments: &[Segment]) -> bool {
    segments
        .iter()
        .any(|segment| matches!(segment, Segment::Hole(..)))
}

struct Search<'m, 'q> {
    matrix: &'m Matrix,
    method: &'q str,
    segments: &'q [Segment],
    found: Vec<(u32, Entry<'m>)>,
    /// What is further away than this is not looked for any more.
    bound: u32,
    /// That an operation has the very path, with another method.
    same_path: bool,
}

impl<'m> Search<'m, '_> {
    fn walk(&mut self, layer: &'m Layer, position: u32, row: &[u32]) {
        let tables = layer.tables();
        let Some(node) = tables.nodes.get(position as usize) else {
            return;
        };
        let distance = row.last().copied().unwrap_or(u32::MAX);
        for entry in self.matrix.at(layer, node) {
            let method = if entry.method() == self.method {
                0
            } else {
                OTHER_METHOD
            };
            self.same_path |= distance == 0;
            let distance = distance.saturating_add(method);
            if distance <= self.bound {
                self.bound = self.bound.min(distance.saturating_add(SPREAD));
                self.found.push((distance, entry));
            }
        }
        for edge in node.edges.of(tables.edges) {
            let row = self.row(row, Some(layer.text(edge.segment)));
            self.descend(layer, edge.node, &row);
        }
        if node.parameter != 0 {
            let row = self.row(row, None);
            self.descend(layer, node.parameter, &row);
        }
    }

    fn descend(&mut self, layer: &'m Layer, position: u32, row: &[u32]) {
        if row.iter().any(|distance| *distance <= self.bound) {
            self.walk(layer, position, row);
        }
    }

    /// The next row, below a literal segment of a template or a parameter.
    fn row(&self, above: &[u32], literal: Option<&str>) -> Vec<u32> {
        let insert = literal.map_or(INSERT_PARAMETER, |_| INSERT_LITERAL);
        let mut row = Vec::with_capacity(above.len());
        let mut left = u32::MAX;
        for (at, up) in above.iter().enumerate() {
            let mut best = up.saturating_add(insert);
            if let Some(before) = at.checked_sub(1) {
                let diagonal = above.get(before).copied().unwrap_or(u32::MAX);
                best = best.min(left.saturating_add(DELETE));
                // What cannot become the best is not compared.
                if let Some(segment) = self.segments.get(before).filter(|_| diagonal < best) {
                    best = best.min(diagonal.saturating_add(difference(before, segment, literal)));
                }
            }
            row.push(best);
            left = best;
        }
        row
    }
}

/// How far a segment of a call, by its position, is from one of a template. Under
/// another first word than its own, `/api/v2` aside, a call is not looked for.
fn difference(position: usize, segment: &Segment, literal: Option<&str>) -> u32 {
    match (segment, literal) {
        (Segment::Literal(text), Some(literal)) => similar(text, literal).unwrap_or({
            if position == FIRST_WORD {
                FARTHEST + 1
            } else {
                DIFFERENT
            }
        }),
        // An identifier fills a parameter; a word probably stands for itself.
        (Segment::Literal(text), None) if text.bytes().any(|byte| byte.is_ascii_digit()) => 0,
        (Segment::Literal(_), None) => 2,
        (Segment::Parameter | Segment::Velocity(_) | Segment::Hole(..), None) => 0,
        (Segment::Hole(..), Some(_)) => 1,
        (Segment::Parameter | Segment::Velocity(_), Some(_)) => DIFFERENT,
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

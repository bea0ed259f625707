//! Finds the operations that a call is.
//!
//! The tree of path segments is walked with the literal segments before the
//! parameters, as the platform routes: a call is the most specific operation that its
//! path and method fit. A path with unknown parts is every operation that it could be.

use std::collections::BTreeSet;

use grantlint_data::compile::{LONGEST, same_shape};
use grantlint_data::tables::{EdgeRecord, NodeRecord, OperationRecord};

use super::nearest::{self, Reason, Unknown};
use super::path::{Path, PathPiece, Segment};
use super::{Entry, Layer, Matrix};

/// With more candidates than this, a call says nothing about what it is.
const CANDIDATES: usize = 400;

/// What a call is.
#[derive(Clone, Debug)]
pub enum Match<'m> {
    /// One operation.
    Found(Found<'m>),
    /// One of several operations, by the value of its unknown parts.
    Undecided(Undecided<'m>),
    /// No operation that is known.
    Unknown(Unknown<'m>),
}

/// The operation that a call is.
#[derive(Clone, Debug)]
pub struct Found<'m> {
    /// What the packs say of the operation, at least one entry, the built-in ones
    /// first. All have the same path but for the names of parameters.
    pub entries: Vec<Entry<'m>>,
    /// What these take the place of.
    pub replaced: Vec<Entry<'m>>,
    /// That the call writes a segment in other letter case than the platform.
    pub letter_case: bool,
}

/// The operations that a call could be.
#[derive(Clone, Debug)]
pub struct Undecided<'m> {
    /// Every entry that some value of the unknown parts leads to, if [`Self::complete`].
    pub candidates: Vec<Entry<'m>>,
    /// Whether the candidates are all there are. If not, the call could be anything,
    /// also none of the platform's operations.
    pub complete: bool,
    /// The operation if each unknown part is one parameter, which is how most people
    /// write, but nothing to rely on.
    pub likely: Option<Found<'m>>,
}

impl Matrix {
    /// The operation that a call is. The method may be in any letter case; the path may
    /// be a path, a full URL or a template, as [`PathPiece::Text`] describes.
    pub fn find(&self, method: &str, path: &str) -> Match<'_> {
        self.find_pieces(method, &[PathPiece::Text(path)])
    }

    /// The same for a path with unknown parts.
    ///
    /// An unknown part may hold slashes. It is taken not to hold a `?`, unless it is the
    /// last part of the path.
    pub fn find_pieces(&self, method: &str, path: &[PathPiece<'_>]) -> Match<'_> {
        let method = method.trim().to_ascii_uppercase();
        let segments = match Path::read(path) {
            Path::Segments(segments) | Path::Relative(segments) if segments.len() > LONGEST => {
                return Match::Unknown(Unknown::without_names(Reason::Path));
            }
            Path::Segments(segments) => segments,
            Path::Relative(segments) => {
                return Match::Unknown(nearest::relative(self, &method, segments));
            }
            Path::Foreign(host) => {
                return Match::Unknown(Unknown::without_names(Reason::Foreign(host)));
            }
            Path::Open => return Match::Undecided(Undecided::open()),
        };
        let hole = |segment: &Segment| matches!(segment, Segment::Hole(..));
        if segments.iter().any(hole) {
            return self.undecided(&method, &segments, Words::Any);
        }
        for ignore_case in [false, true] {
            if let Some(found) = self.exact(&method, &segments, ignore_case) {
                return Match::Found(found);
            }
        }
        let velocity = |segment: &Segment| matches!(segment, Segment::Velocity(_));
        if segments.iter().any(velocity) {
            let holes: Vec<Segment> = segments.iter().cloned().map(Segment::opened).collect();
            return self.undecided(&method, &holes, Words::Routes);
        }
        Match::Unknown(nearest::unknown(self, &method, &segments))
    }

    /// The most specific operation that fits; Velocity fills parameters only.
    pub(super) fn exact(
        &self,
        method: &str,
        segments: &[Segment],
        ignore_case: bool,
    ) -> Option<Found<'_>> {
        let mut best: Option<(u64, Vec<Entry<'_>>)> = None;
        for layer in &self.layers {
            let mut walk = Walk::new(layer, method, ignore_case);
            walk.exact(0, segments, 0);
            for (shape, node) in walk.ends {
                let entries = self
                    .at(layer, &node)
                    .filter(|entry| entry.method() == method);
                let entries: Vec<Entry<'_>> = entries.collect();
                if entries.is_empty() {
                    continue;
                }
                match &mut best {
                    Some((known, _)) if *known < shape => {}
                    Some((known, all)) if *known == shape => all.extend(entries),
                    _ => best = Some((shape, entries)),
                }
            }
        }
        Some(Found {
            letter_case: ignore_case,
            ..Found::of(best?.1)
        })
    }

    fn undecided(&self, method: &str, segments: &[Segment], words: Words) -> Match<'_> {
        let mut candidates = Vec::new();
        for layer in &self.layers {
            let mut walk = Walk::new(layer, method, true);
            walk.words = words;
            walk.open(0, segments, 0, false);
            for (_, node) in walk.ends {
                let entries = self
                    .at(layer, &node)
                    .filter(|entry| entry.method() == method);
                candidates.extend(entries);
            }
        }
        let parameters: Vec<Segment> = segments.iter().cloned().map(Segment::filled).collect();
        if candidates.is_empty() {
            return Match::Unknown(nearest::unknown(self, method, &parameters));
        }
        if let Some(entries) = one_operation(&candidates) {
            return Match::Found(Found::of(entries));
        }
        let complete = candidates.len() <= CANDIDATES;
        if !complete {
            candidates.clear();
        }
        Match::Undecided(Undecided {
            candidates,
            complete,
            likely: self.exact(method, &parameters, false),
        })
    }

    /// The entries whose path ends at a node.
    pub(super) fn at<'m>(
        &'m self,
        layer: &'m Layer,
        node: &NodeRecord,
    ) -> impl Iterator<Item = Entry<'m>> {
        let tables = layer.tables();
        let ids = node.operations.of(tables.ids).iter();
        let records = ids.filter_map(move |id| tables.operations.get(*id as usize));
        let records = records.filter(|record: &&OperationRecord| layer.is_on(record.origin));
        records.map(move |record| Entry::new(self, layer, record))
    }
}

/// The entries, if all are for one operation.
fn one_operation<'m>(candidates: &[Entry<'m>]) -> Option<Vec<Entry<'m>>> {
    let first = candidates.first()?;
    let same = |entry: &Entry<'_>| same_shape(entry.path(), first.path());
    candidates.iter().all(same).then(|| candidates.to_vec())
}

impl<'m> Found<'m> {
    fn of(entries: Vec<Entry<'m>>) -> Self {
        let replaces = entries.iter().any(Entry::replaces);
        let stays = |entry: &Entry<'_>| !replaces || entry.replaces();
        let (entries, replaced) = entries.into_iter().partition(stays);
        Self {
            entries,
            replaced,
            letter_case: false,
        }
    }
}

impl Undecided<'_> {
    fn open() -> Self {
        Self {
            candidates: Vec::new(),
            complete: false,
            likely: None,
        }
    }
}

impl Segment {
    /// A Velocity expression as something that may hold any text.
    fn opened(self) -> Self {
        match self {
            Self::Velocity(prefix) => Self::Hole(prefix, String::new()),
            other => other,
        }
    }

    /// Something unknown as a parameter.
    fn filled(self) -> Self {
        match self {
            Self::Hole(..) | Self::Velocity(_) => Self::Parameter,
            other => other,
        }
    }
}

/// What a literal segment can be beside an unknown one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Words {
    /// A route, or the value of a parameter.
    Any,
    /// A route wherever one has that name: that the word is a parameter's value was
    /// tried before, with each unknown part as one parameter.
    Routes,
}

/// A walk over the tree of one layer. The tree has each node once and a walk takes it
/// at most once for each segment, which bounds both time and depth.
struct Walk<'m, 'q> {
    layer: &'m Layer,
    method: &'q str,
    ignore_case: bool,
    words: Words,
    /// Where the path can end: which of its segments are parameters, the first in the
    /// highest bit, so that the most specific one is the smallest; and the node.
    ends: Vec<(u64, NodeRecord)>,
    seen: BTreeSet<(u32, usize, bool)>,
    ended: BTreeSet<u32>,
}

impl<'m, 'q> Walk<'m, 'q> {
    fn new(layer: &'m Layer, method: &'q str, ignore_case: bool) -> Self {
        Self {
            layer,
            method,
            ignore_case,
            words: Words::Any,
            ends: Vec::new(),
            seen: BTreeSet::new(),
            ended: BTreeSet::new(),
        }
    }

    fn node(&self, position: u32) -> Option<NodeRecord> {
        self.layer.tables().nodes.get(position as usize).copied()
    }

    fn edges(&self, node: &NodeRecord) -> &'m [EdgeRecord] {
        node.edges.of(self.layer.tables().edges)
    }

    /// Walks along segments without holes.
    fn exact(&mut self, position: u32, segments: &[Segment], shape: u64) {
        let Some(node) = self.node(position) else {
            return;
        };
        let Some((segment, rest)) = segments.split_first() else {
            self.ends.push((shape, node));
            return;
        };
        if let Some(literal) = segment.literal() {
            if self.ignore_case {
                for edge in self.edges(&node) {
                    if self.layer.text(edge.segment).eq_ignore_ascii_case(literal) {
                        self.exact(edge.node, rest, shape << 1);
                    }
                }
            } else {
                let edges = self.edges(&node);
                let text = |edge: &EdgeRecord| self.layer.text(edge.segment);
                if let Ok(at) = edges.binary_search_by(|edge| text(edge).cmp(literal))
                    && let Some(edge) = edges.get(at)
                {
                    self.exact(edge.node, rest, shape << 1);
                }
            }
        }
        if node.parameter != 0 {
            self.exact(node.parameter, rest, (shape << 1) | 1);
        }
    }

    /// Walks along segments with holes; `inside` says that the first segment is a hole
    /// that has begun and may take more segments.
    fn open(&mut self, position: u32, segments: &[Segment], at: usize, inside: bool) {
        let Some(node) = self.node(position) else {
            return;
        };
        if self.ends.len() > CANDIDATES || !self.seen.insert((position, at, inside)) {
            return;
        }
        let Some(segment) = segments.get(at) else {
            self.end(position, node);
            return;
        };
        let last = at + 1 == segments.len();
        if let Segment::Hole(prefix, suffix) = segment {
            // An empty value at the end leaves a slash, which the platform forgives.
            if last && !inside && prefix.is_empty() && suffix.is_empty() {
                self.end(position, node);
            }
        }
        let before = self.ends.len();
        for edge in self.edges(&node) {
            let text = self.layer.text(edge.segment);
            self.step(edge.node, segments, at, inside, Some(text));
        }
        // Words of the path are routes where they can be, and no identifiers.
        let routed = segment.literal().is_some_and(|literal| {
            self.ends.len() > before
                || (self.words == Words::Routes && self.is_route(&node, literal))
        });
        if node.parameter != 0 && !routed {
            self.step(node.parameter, segments, at, inside, None);
        }
    }

    fn is_route(&self, node: &NodeRecord, literal: &str) -> bool {
        let mut routes = self
            .edges(node)
            .iter()
            .map(|edge| self.layer.text(edge.segment));
        routes.any(|route| route.eq_ignore_ascii_case(literal))
    }

    /// Notes a node where the path can end and the method has an operation, once
    /// however many readings end there.
    fn end(&mut self, position: u32, node: NodeRecord) {
        let tables = self.layer.tables();
        let mut ids = node.operations.of(tables.ids).iter();
        let has_method = ids.any(|id| {
            let record = tables.operations.get(*id as usize);
            record.is_some_and(|record| {
                self.layer.is_on(record.origin) && self.layer.text(record.method) == self.method
            })
        });
        if has_method && self.ended.insert(position) {
            self.ends.push((0, node));
        }
    }

    /// Takes one segment of a template: a literal, or a parameter.
    fn step(
        &mut self,
        to: u32,
        segments: &[Segment],
        at: usize,
        inside: bool,
        literal: Option<&str>,
    ) {
        let Some(segment) = segments.get(at) else {
            return;
        };
        match segment {
            Segment::Literal(text) => {
                if literal.is_none_or(|literal| literal.eq_ignore_ascii_case(text)) {
                    self.open(to, segments, at + 1, false);
                }
            }
            Segment::Parameter | Segment::Velocity(_) => {
                if literal.is_none() {
                    self.open(to, segments, at + 1, false);
                }
            }
            Segment::Hole(prefix, suffix) => {
                let begins = inside || fits(literal, |text| starts_with(text, prefix));
                let ends = fits(literal, |text| ends_with(text, suffix));
                let length = prefix.len() + suffix.len();
                let whole = inside || literal.is_none_or(|text| text.len() >= length);
                if begins && ends && whole {
                    self.open(to, segments, at + 1, false);
                }
                if begins {
                    self.open(to, segments, at, true);
                }
            }
        }
    }
}

/// A parameter takes any text, a literal segment only its own.
fn fits(literal: Option<&str>, test: impl Fn(&str) -> bool) -> bool {
    literal.is_none_or(test)
}

fn starts_with(text: &str, prefix: &str) -> bool {
    let start = text.get(..prefix.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

fn ends_with(text: &str, suffix: &str) -> bool {
    let start = text.len().checked_sub(suffix.len());
    let end = start.and_then(|start| text.get(start..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(suffix))
}

//! Whether a comment that hid nothing may be needed all the same: because something
//! is not known here that is known in another run.

use std::collections::{BTreeMap, BTreeSet};

use grantlint_parser::eval::value::{Data, Value};
use grantlint_parser::load::Loaded;
use grantlint_parser::resource::Body;
use grantlint_parser::source::{FileId, Location, Span};
use grantlint_parser::syntax::tree as syntax;

use crate::check::level;
use crate::finding::{Answer, Verdict};
use crate::rule::{Check, Level, Rule};
use crate::settings::Settings;

/// What keeps a comment that hid nothing from being called unused.
pub(super) struct Needed {
    /// Whether a part of the files could not be read.
    is_partial: bool,
    /// Whether a verdict on a call is undecided.
    is_undecided: bool,
    /// Whether any resource has a value that is not known.
    is_unknown: bool,
    /// The blocks around the places in question, by their first bytes.
    blocks: BTreeMap<(FileId, u32), Around>,
}

/// A block at the top level of a file.
struct Around {
    span: Span,
    /// Whether everything that it says is known, in each of its instances.
    is_known: bool,
}

impl Needed {
    /// Looks at what was read, around these places.
    pub(super) fn new(
        loaded: &Loaded,
        verdicts: &[Verdict],
        places: impl Iterator<Item = Location>,
    ) -> Needed {
        let places: Vec<Location> = places.collect();
        let undecided = |verdict: &Verdict| matches!(verdict.answer, Answer::Undecided(_));
        let mut resources = loaded.models.iter().flat_map(|model| &model.resources);
        Needed {
            is_partial: !loaded.problems.is_empty(),
            is_undecided: verdicts.iter().any(undecided),
            is_unknown: !places.is_empty() && resources.any(|resource| !is_known(&resource.body)),
            blocks: blocks(loaded, places),
        }
    }

    /// Whether the rule may find something at the place in another run.
    pub(super) fn may_be(&self, rule: &Rule, settings: &Settings, place: Option<Location>) -> bool {
        let may_be_elsewhere = match rule.check {
            Check::Attribute(ref check) => {
                check.looks_beyond() && (self.is_undecided || self.is_unknown)
            }
            // These look at nothing but the block itself.
            Check::Schema {}
            | Check::PermissionName { .. }
            | Check::ScopeName {}
            | Check::RedundantScope {}
            | Check::ResourceType {} => false,
            // What these depend on makes the call undecided.
            Check::Coverage { .. }
            | Check::ScopeCoverage {}
            | Check::DivisionCoverage {}
            | Check::UserContext {}
            | Check::Endpoint {}
            | Check::Link {} => self.is_undecided,
            _ => self.is_undecided || self.is_unknown,
        };
        level(rule, settings) == Level::Off
            || self.is_partial
            || may_be_elsewhere
            || place.is_some_and(|place| !self.is_known(place))
    }

    /// Whether all is known of the block around the place, if there is one.
    fn is_known(&self, place: Location) -> bool {
        let mut before = self.blocks.range(..=(place.file, place.span.start));
        let around = before.next_back().filter(|((file, _), around)| {
            *file == place.file && around.span.end > place.span.start
        });
        around.is_none_or(|(_, around)| around.is_known)
    }
}

/// The blocks of which a place lies inside, or which begin there.
fn blocks(loaded: &Loaded, mut wanted: Vec<Location>) -> BTreeMap<(FileId, u32), Around> {
    let mut around = BTreeMap::new();
    if wanted.is_empty() {
        return around;
    }
    wanted.sort_unstable();
    for file in &loaded.files {
        let from = wanted.partition_point(|place| place.file < file.id);
        let places = wanted.iter().skip(from);
        for place in places.take_while(|place| place.file == file.id) {
            let Some(block) = block_at(file.body(), place.span.start) else {
                continue;
            };
            around.entry((file.id, block.span.start)).or_insert(Around {
                span: block.span,
                // What a variable's block says counts only where nothing else is given,
                // and a resource must have an instance that is known.
                is_known: !matches!(block.kind.text, "variable" | "resource" | "data"),
            });
        }
    }
    let mut met = BTreeSet::new();
    for resource in loaded.models.iter().flat_map(|model| &model.resources) {
        for at in resource.overrides.iter().chain([&resource.block]) {
            let place = (at.file, at.span.start);
            if let Some(around) = around.get_mut(&place) {
                let is_first = met.insert(place);
                around.is_known = (is_first || around.is_known) && is_known(&resource.body);
            }
        }
    }
    around
}

fn block_at<'f>(body: &syntax::Body<'f>, byte: u32) -> Option<&'f syntax::Block<'f>> {
    let behind = body.items.partition_point(|item| item.span().start <= byte);
    match body.items.get(behind.checked_sub(1)?)? {
        syntax::Item::Block(block) if byte < block.span.end => Some(block),
        _ => None,
    }
}

fn is_known(body: &Body) -> bool {
    let mut bodies = vec![body];
    while let Some(body) = bodies.pop() {
        let mut values = body.arguments.iter().map(|argument| &argument.value);
        if !body.open.is_empty() || values.any(may_become_known) {
            return false;
        }
        bodies.extend(body.blocks.iter().map(|block| &block.body));
    }
    true
}

/// Whether a value, or a part of it, may be known in another run. Whose id a reference
/// is, is known in each.
fn may_become_known(value: &Value) -> bool {
    if let Some(items) = value.as_sequence() {
        return items.iter().any(may_become_known);
    }
    if let Some(entries) = value.as_mapping() {
        return entries.values().any(may_become_known);
    }
    match &value.data {
        Data::Attribute(attribute) => attribute.attribute != "id",
        _ => value.as_unknown().is_some(),
    }
}

//! Names of permissions: which exist, which are slips of the pen, what they open.

use super::names::{LONGEST, allowed_edits, edits_within, inflected_words, similar, words};
use super::{Basis, Entry, HintKind, Layer, Matrix, Stated};
use grantlint_data::pool::List;
use grantlint_data::tables::{NameKind, PermissionRecord};

/// How many names are suggested at most.
const MOST: usize = 5;

/// A permission that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permission<'m> {
    /// Its name.
    pub name: &'m str,
    /// How sure it is that it exists.
    pub basis: Basis,
    /// That it is a bare word, which stands in a role's `permissions`.
    pub general: bool,
}

/// What is known of a name that stands where a permission should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing<'m> {
    /// It is a permission.
    Known(Permission<'m>),
    /// It is a permission as the admin UI shows it: `Recording > Recording > View`.
    Label(Permission<'m>),
    /// It has `*` as entity or action and covers these, as far as they are known.
    Wildcard(Vec<&'m str>),
    /// It is so near to these that it is a slip: letter case, a plural, a letter or two.
    Slip(Vec<String>),
    /// It is well-formed and nothing is known of it, which does not make it wrong.
    Unknown,
    /// It is a bare word that is not known. General permissions that are one slip away
    /// come first, then permissions that may be meant.
    Bare {
        /// General permissions of which it is a slip.
        slips: Vec<&'m str>,
        /// What may be meant.
        candidates: Vec<&'m str>,
    },
    /// It is neither `domain:entity:action` nor a bare word; what may be meant.
    Malformed(Vec<&'m str>),
}

impl Matrix {
    /// What is known of a name that stands where a permission should.
    pub fn permission(&self, name: &str) -> Standing<'_> {
        if let Some(known) = self.known_permission(name) {
            return Standing::Known(known);
        }
        if name.len() > LONGEST {
            return Standing::Malformed(Vec::new());
        }
        if name.contains('>') {
            return match self.label(name) {
                Some(known) => Standing::Label(known),
                None => Standing::Malformed(self.meant(name)),
            };
        }
        let parts: Vec<&str> = name.split(':').collect();
        let word = |part: &&str| {
            let letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
            !part.is_empty() && (part.bytes().all(letter) || *part == "*")
        };
        match parts.as_slice() {
            [domain, entity, action] if parts.iter().all(word) && *domain != "*" => {
                self.triple(name, domain, entity, action)
            }
            [bare] if word(bare) && *bare != "*" => {
                let general = self.all_permissions().filter(|known| known.general);
                let near = general.filter(|known| similar(known.name, bare).is_some_and(|d| d < 3));
                Standing::Bare {
                    slips: near.map(|known| known.name).take(MOST).collect(),
                    candidates: self.meant(name),
                }
            }
            _ => Standing::Malformed(self.meant(name)),
        }
    }

    /// A permission by its exact name.
    pub fn known_permission(&self, name: &str) -> Option<Permission<'_>> {
        let known = self.layers.iter().filter_map(|layer| {
            let record = layer.permission_record(name)?;
            layer.permission(record)
        });
        known.min_by_key(|known| known.basis)
    }

    /// A permission by its label in the admin UI, by its name in other letter case or
    /// with other separators, or by its name: `Recording > Screen Recording > View` is
    /// `recording:screenRecording:view`.
    pub fn label(&self, label: &str) -> Option<Permission<'_>> {
        if label.len() > LONGEST {
            return None;
        }
        if let Some(known) = self.known_permission(label.trim()) {
            return Some(known);
        }
        let plain = |text: &str| -> String {
            let letters = text.chars().filter(char::is_ascii_alphanumeric);
            letters.map(|letter| letter.to_ascii_lowercase()).collect()
        };
        let parts: Vec<String> = label.split(['>', ':', '.', '/']).map(plain).collect();
        if parts.len() != 3 || parts.iter().any(String::is_empty) {
            return None;
        }
        let domain = parts.first()?;
        self.all_permissions().find(|known| {
            let mut names = known.name.split(':');
            let same_domain = names
                .next()
                .is_some_and(|name| name.eq_ignore_ascii_case(domain) || plain(name) == *domain);
            same_domain && names.map(plain).eq(parts.iter().skip(1).cloned())
        })
    }

    /// Every permission that is known, sorted within each set of packs.
    pub fn all_permissions(&self) -> impl Iterator<Item = Permission<'_>> {
        self.layers.iter().flat_map(|layer| {
            let records = layer.tables().permissions.iter();
            records.filter_map(|record| layer.permission(record))
        })
    }

    /// The known permissions that a name with `*` as entity or action covers; without
    /// `*`, the permission itself if it is known. With a catalogue of the organisation,
    /// those that it has.
    pub fn expand(&self, pattern: &str) -> Vec<&str> {
        // What stands before the first `*` is common to all of them.
        let start = pattern.split('*').next().unwrap_or_default();
        let mut names = Vec::new();
        for layer in &self.layers {
            let records = layer.tables().permissions;
            let first = records.partition_point(|record| layer.text(record.name) < start);
            for record in records.get(first..).unwrap_or_default() {
                if !layer.text(record.name).starts_with(start) {
                    break;
                }
                let known = layer.permission(record).map(|known| known.name);
                names.extend(known.filter(|name| covers(pattern, name)));
            }
        }
        names.sort_unstable();
        names.dedup();
        names.retain(|name| !self.lacks(name));
        names
    }

    /// The operations that require a permission, alone or with others: an entry's mode
    /// and the number of its permissions tell.
    pub fn opens(&self, permission: &str) -> Vec<Entry<'_>> {
        self.uses(permission, |record| record.opens)
    }

    /// The operations that answer less, or take less, without a permission.
    pub fn completes(&self, permission: &str) -> Vec<Entry<'_>> {
        self.uses(permission, |record| record.completes)
    }

    /// What a sensitive permission opens, in words that finish "the permission ...";
    /// nothing if no pack marks it.
    pub fn sensitive(&self, permission: &str) -> Option<Stated<'_>> {
        self.layers.iter().find_map(|layer| {
            let tables = layer.tables();
            let records = tables.sensitive;
            let name = |at: usize| records.get(at).map_or("", |record| layer.text(record.name));
            let at = records.partition_point(|record| layer.text(record.name) < permission);
            let record = records.get(at).filter(|_| name(at) == permission)?;
            let is_on = layer.is_on(record.origin);
            is_on.then(|| layer.stated(record.what, record.origin))
        })
    }

    fn uses(&self, name: &str, list: impl Fn(&PermissionRecord) -> List) -> Vec<Entry<'_>> {
        let mut entries = Vec::new();
        for layer in &self.layers {
            let tables = layer.tables();
            let Some(record) = layer.permission_record(name) else {
                continue;
            };
            let ids = list(record).of(tables.ids).iter();
            let records = ids.filter_map(|id| tables.operations.get(*id as usize));
            let records = records.filter(|record| layer.is_on(record.origin));
            entries.extend(records.map(|record| Entry::new(self, layer, record)));
        }
        entries
    }

    fn triple(&self, name: &str, domain: &str, entity: &str, action: &str) -> Standing<'_> {
        let wild = entity == "*" || action == "*";
        if wild {
            let covered = self.expand(name);
            let known = !covered.is_empty()
                || if self.catalogue().is_some() {
                    false
                } else if entity == "*" {
                    self.has_name(NameKind::Domain, domain)
                } else {
                    self.has_name(NameKind::Entity, &format!("{domain}:{entity}"))
                };
            if known {
                return Standing::Wildcard(covered);
            }
        }
        let mut slips: Vec<(usize, String)> = Vec::new();
        for layer in &self.layers {
            for record in layer.tables().permissions {
                let near = slip(layer.text(record.name), [domain, entity, action]);
                if let Some(slip) = near.filter(|_| layer.permission(record).is_some())
                    && !slips.contains(&slip)
                {
                    slips.push(slip);
                }
            }
        }
        // A wildcard over nothing that the organisation has is no slip of itself.
        slips.retain(|(_, meant)| meant != name);
        // What the organisation has comes first; without a catalogue, all is there.
        if slips.iter().any(|(_, name)| self.has_any(name)) {
            slips.retain(|(_, name)| self.has_any(name));
        }
        slips.sort();
        let best = slips.first().map(|(distance, _)| *distance);
        slips.retain(|(distance, _)| Some(*distance) == best);
        let names = slips.into_iter().map(|(_, text)| text);
        let names: Vec<String> = names.take(MOST).collect();
        if names.is_empty() {
            Standing::Unknown
        } else {
            Standing::Slip(names)
        }
    }

    /// Whether the organisation may have the permission, or one that the pattern covers.
    fn has_any(&self, pattern: &str) -> bool {
        !self.lacks(pattern) || (pattern.contains('*') && !self.expand(pattern).is_empty())
    }

    /// Whether a domain or entity is known beyond the permissions.
    fn has_name(&self, kind: NameKind, name: &str) -> bool {
        self.layers.iter().any(|layer| {
            let records = layer.tables().names.iter();
            let mut records = records.filter(|record| layer.is_on(record.origin));
            records.any(|record| record.kind == kind && layer.text(record.name) == name)
        })
    }

    /// The permissions that a name that is none may mean, the likeliest first: what the
    /// packs advise, else what has its words. Less sure than [`Standing::Slip`].
    pub fn meant(&self, name: &str) -> Vec<&str> {
        if name.len() > LONGEST || name.contains('*') {
            return Vec::new();
        }
        if let Some(hint) = self.hint(HintKind::Permission, name) {
            return hint.instead;
        }
        if let Some(known) = self.label(name) {
            return vec![known.name];
        }
        let wanted = wanted_words(name);
        let Some(longest) = wanted.iter().max_by_key(|word| word.len()) else {
            return Vec::new();
        };
        let mut scored: Vec<(usize, &str)> = Vec::new();
        for known in self.all_permissions().filter(|known| !known.general) {
            if contains_ignore_case(known.name, longest)
                && let Some(score) = score(known.name, &wanted)
            {
                scored.push((score, known.name));
            }
        }
        scored.sort_unstable();
        scored.dedup();
        let best = scored.first().map_or(0, |(score, _)| *score);
        scored.retain(|(score, _)| *score <= best + 1);
        scored
            .into_iter()
            .map(|(_, name)| name)
            .take(MOST)
            .collect()
    }
}

impl Layer {
    pub(super) fn permission_record(&self, name: &str) -> Option<&PermissionRecord> {
        let records = self.tables().permissions;
        let found = records.binary_search_by(|record| self.text(record.name).cmp(name));
        records.get(found.ok()?)
    }

    fn permission(&self, record: &PermissionRecord) -> Option<Permission<'_>> {
        Some(Permission {
            name: self.text(record.name),
            basis: self.basis(record.origins.of(self.tables().ids))?,
            general: record.general,
        })
    }
}

/// Whether a permission is covered by a name that may have `*` as entity or action.
pub fn covers(pattern: &str, name: &str) -> bool {
    if pattern == name {
        return true;
    }
    let mut names = name.split(':');
    let mut patterns = pattern.split(':');
    let same_domain = patterns.next() == names.next();
    let (entity, action) = (patterns.next(), patterns.next());
    let fits = |pattern: Option<&str>, name: Option<&str>| {
        pattern.is_some() && name.is_some() && (pattern == Some("*") || pattern == name)
    };
    let fitting = fits(entity, names.next()) && fits(action, names.next());
    same_domain && fitting && patterns.next().is_none() && names.next().is_none()
}

/// How far a written triple is from a known permission, if so near that it is a slip.
/// A `*` as action stands for every action of the entity, and then the answer has it.
fn slip(known: &str, [domain, entity, action]: [&str; 3]) -> Option<(usize, String)> {
    // This runs over every known name. Lengths tell most apart, and cost less than
    // letters; so does a loop over a few bytes less than a search.
    let (known_domain, rest) = cut(known)?;
    if too_far(known_domain, domain, 2) {
        return None;
    }
    let (known_entity, known_action) = cut(rest)?;
    if too_far(known_entity, entity, 2) || too_far(known_action, action, 1) {
        return None;
    }
    // Actions are short, and many real ones are two letters apart.
    let total = part_slip(known_domain, domain, 2)?
        + part_slip(known_entity, entity, 2)?
        + part_slip(known_action, action, 1)?;
    let meant = |known, written| if written == "*" { "*" } else { known };
    let (entity, action) = (meant(known_entity, entity), meant(known_action, action));
    (total <= 2).then(|| (total, format!("{known_domain}:{entity}:{action}")))
}

/// What stands before and after the first colon.
fn cut(name: &str) -> Option<(&str, &str)> {
    let colon = name.bytes().position(|byte| byte == b':')?;
    Some((name.get(..colon)?, name.get(colon + 1..)?))
}

/// Whether the lengths alone say that one part is no slip of the other.
fn too_far(known: &str, written: &str, most: usize) -> bool {
    let allowed = allowed_edits(known.len().min(written.len())).min(most);
    written != "*" && known.len().abs_diff(written.len()) > allowed.max(1)
}

/// The same for one part, with so many letters wrong at most. Letter case alone counts
/// for nothing: who writes one part in capitals writes all of them so.
fn part_slip(known: &str, written: &str, most: usize) -> Option<usize> {
    if known == written || written == "*" {
        return Some(0);
    }
    let allowed = allowed_edits(known.len().min(written.len())).min(most);
    match similar(known, written) {
        Some(distance @ (0 | 1)) => Some(distance as usize),
        _ => (edits_within(known, written, allowed) && same_words(known, written)).then_some(2),
    }
}

/// Whether each word of one name may be a slip of the other's: an `importJob` is no
/// mistyped `exportJob`.
fn same_words(known: &str, written: &str) -> bool {
    let (known, written) = (inflected_words(known), inflected_words(written));
    known.len() != written.len()
        || known
            .iter()
            .zip(&written)
            .all(|(one, other)| edits_within(one, other, allowed_edits(one.len().min(other.len()))))
}

/// The words of a name in the terms of permissions.
fn wanted_words(name: &str) -> Vec<String> {
    let mut wanted = words(name);
    for word in &mut wanted {
        let term = match word.as_str() {
            "read" | "get" | "list" | "readonly" => "view",
            "write" | "update" | "change" => "edit",
            "create" | "new" => "add",
            "remove" => "delete",
            "export" => "download",
            other => other,
        };
        *word = term.to_owned();
    }
    wanted
}

/// How well a permission fits the words, smaller being better. The words that it has
/// must be all but one at least, and among them the action if one was wanted.
fn score(permission: &str, wanted: &[String]) -> Option<usize> {
    let mut parts = permission.split(':');
    let domain = words(parts.next()?);
    let entity = words(parts.next()?);
    let action = words(parts.next()?);
    let all = [domain.as_slice(), &entity, &action].concat();
    let missing = wanted.iter().filter(|word| !all.contains(word)).count();
    if missing > usize::from(wanted.len() > 2) {
        return None;
    }
    let extra = all.iter().filter(|word| !wanted.contains(word)).count();
    let in_entity = entity.iter().any(|word| wanted.contains(word));
    Some(missing * 8 + extra + usize::from(!in_entity))
}

fn contains_ignore_case(text: &str, word: &str) -> bool {
    let word = word.as_bytes();
    let mut windows = text.as_bytes().windows(word.len().max(1));
    windows.any(|window| window.eq_ignore_ascii_case(word))
}

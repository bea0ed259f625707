//! Permissions as they are granted: patterns with wildcards, parts of which may be
//! unknown.

use smol_str::SmolStr;

use super::Doubt;

/// The general permission of which it is said that whoever holds it may do anything.
///
/// Source: Genesys Cloud Resource Center, "General permissions"; only some operations
/// name it.
const ADMIN: &str = "admin";

/// The domain, entity or action of a granted permission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// This one.
    Name(SmolStr),
    /// `*`
    Any,
    /// One that is not known.
    Unknown(Doubt),
}

/// What is granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A triple of a policy. Wildcards stand for the whole domain or entity.
    Triple {
        /// The domain; a wildcard here has no documented meaning.
        domain: Part,
        /// The entity.
        entity: Part,
        /// The action.
        action: Part,
    },
    /// A name that counts as it stands: a general permission, or whatever a
    /// permission set lists that is no triple.
    Name(SmolStr),
    /// Some names that count as they stand, nobody knows which.
    Names,
    /// Anything: a role that is defined elsewhere.
    Anything,
}

/// Whether something granted is the permission in question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Covers {
    /// It is not.
    No,
    /// It may be, depending on this.
    Perhaps(Doubt),
    /// It is.
    Yes,
}

impl Part {
    /// The part as it is written.
    pub fn of(text: &SmolStr) -> Part {
        match text.as_str() {
            "*" => Part::Any,
            _ => Part::Name(text.clone()),
        }
    }

    /// A wildcard as domain is not documented: it may mean every domain, or none.
    fn covers_domain(&self, name: &str) -> Covers {
        match self {
            Part::Any => Covers::Perhaps(Doubt::new(
                "the meaning of `*` as a domain is not documented",
                None,
            )),
            Part::Name(_) | Part::Unknown(_) => self.covers(name),
        }
    }

    fn covers(&self, name: &str) -> Covers {
        match self {
            Part::Name(own) if own == name => Covers::Yes,
            Part::Name(_) => Covers::No,
            Part::Any => Covers::Yes,
            Part::Unknown(doubt) => Covers::Perhaps(doubt.clone()),
        }
    }
}

impl What {
    /// A permission written as one text, `domain:entity:action` or a bare name.
    pub fn of(text: &SmolStr) -> What {
        match triple(text) {
            Some([domain, entity, action]) => What::Triple {
                domain: Part::of(&domain.into()),
                entity: Part::of(&entity.into()),
                action: Part::of(&action.into()),
            },
            None => What::Name(text.clone()),
        }
    }

    /// Whether this is the permission of that name. Letter case counts, as it does
    /// for the platform.
    pub fn covers(&self, permission: &str) -> Covers {
        let wanted = triple(permission);
        match (self, wanted) {
            (What::Anything, _) => Covers::Yes,
            (What::Names, None) => Covers::Yes,
            (What::Names, Some(_)) => Covers::No,
            (What::Name(name), _) if name == permission => Covers::Yes,
            (What::Name(name), _) if name == ADMIN => Covers::Perhaps(Doubt::new(
                format!("whether `{ADMIN}` includes `{permission}` is not documented"),
                None,
            )),
            (What::Name(_), _) | (What::Triple { .. }, None) => Covers::No,
            (
                What::Triple {
                    domain,
                    entity,
                    action,
                },
                Some([wanted_domain, wanted_entity, wanted_action]),
            ) => [
                domain.covers_domain(wanted_domain),
                entity.covers(wanted_entity),
                action.covers(wanted_action),
            ]
            .into_iter()
            .fold(Covers::Yes, Covers::and),
        }
    }
}

impl Covers {
    /// Both must be so.
    pub(super) fn and(self, other: Covers) -> Covers {
        match (self, other) {
            (Covers::No, _) | (_, Covers::No) => Covers::No,
            (Covers::Perhaps(doubt), _) | (Covers::Yes, Covers::Perhaps(doubt)) => {
                Covers::Perhaps(doubt)
            }
            (Covers::Yes, Covers::Yes) => Covers::Yes,
        }
    }
}

/// The three parts of `domain:entity:action`, if it is that.
pub(crate) fn triple(permission: &str) -> Option<[&str; 3]> {
    let mut parts = permission.split(':');
    let found = [parts.next()?, parts.next()?, parts.next()?];
    let whole = parts.next().is_none() && found.iter().all(|part| !part.is_empty());
    whole.then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(held: &str, wanted: &str, expected: bool) {
        let covers = What::of(&held.into()).covers(wanted);
        assert_eq!(covers == Covers::Yes, expected, "{held} for {wanted}");
        assert_eq!(covers == Covers::No, !expected, "{held} for {wanted}");
    }

    #[test]
    fn wildcards_cover_their_entity_or_domain() {
        for (held, wanted, expected) in [
            ("routing:queue:view", "routing:queue:view", true),
            ("routing:queue:view", "routing:queue:edit", false),
            ("routing:queue:View", "routing:queue:view", false),
            ("routing:queue:*", "routing:queue:view", true),
            ("routing:queue:*", "routing:queueMember:manage", false),
            ("routing:*:view", "routing:queue:view", true),
            ("routing:*:view", "routing:queue:edit", false),
            ("routing:*:*", "routing:queue:edit", true),
            ("routing:*:*", "recording:recording:view", false),
            ("routing:*:*", "admin", false),
            ("admin", "admin", true),
            ("recording:view", "recording:view", true),
        ] {
            check(held, wanted, expected);
        }
    }

    #[test]
    fn what_admin_includes_is_not_known() {
        let admin = What::of(&"admin".into());
        for wanted in ["routing:queue:view", "group_creation"] {
            let covers = admin.covers(wanted);
            assert!(matches!(covers, Covers::Perhaps(_)), "{wanted}");
        }
        assert_eq!(
            What::of(&"Admin".into()).covers("group_creation"),
            Covers::No
        );
    }

    #[test]
    fn an_unknown_part_is_perhaps_covered_unless_another_part_differs() {
        let doubt = Doubt::new("`var.x` has no value here", None);
        let what = What::Triple {
            domain: Part::Name("routing".into()),
            entity: Part::Unknown(doubt.clone()),
            action: Part::Name("view".into()),
        };
        assert_eq!(what.covers("routing:queue:view"), Covers::Perhaps(doubt));
        assert_eq!(what.covers("routing:queue:edit"), Covers::No);
        assert_eq!(what.covers("admin"), Covers::No);
        let everything = What::of(&"*:*:*".into());
        assert!(matches!(
            everything.covers("routing:queue:view"),
            Covers::Perhaps(_)
        ));
    }
}

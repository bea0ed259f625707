//! First rule files for a team to start from, one for each kind of check. Each is a
//! whole rule, whose examples hold.

/// A kind of check for a team's own rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What single resources must or must not be.
    Attribute,
    /// Permissions that nobody may hold.
    NobodyHolds,
    /// Permissions that whoever holds others must hold too.
    AlsoHolds,
    /// Operations that clients may or may not be meant to use.
    Calls,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 4] = [
        Kind::Attribute,
        Kind::NobodyHolds,
        Kind::AlsoHolds,
        Kind::Calls,
    ];

    /// As rule files write it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Attribute => "attribute",
            Kind::NobodyHolds => "nobody-holds",
            Kind::AlsoHolds => "also-holds",
            Kind::Calls => "calls",
        }
    }

    /// A rule file of this kind with that id, commented.
    pub fn skeleton(self, id: &str) -> String {
        let text = match self {
            Kind::Attribute => include_str!("skeleton/attribute.toml"),
            Kind::NobodyHolds => include_str!("skeleton/nobody-holds.toml"),
            Kind::AlsoHolds => include_str!("skeleton/also-holds.toml"),
            Kind::Calls => include_str!("skeleton/calls.toml"),
        };
        text.replace("RULE-ID", id)
    }
}

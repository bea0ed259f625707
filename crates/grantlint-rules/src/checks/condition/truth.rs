//! Yes, no, or not known.

/// Whether something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::checks) enum Truth {
    /// It does, whatever the unknown values are.
    Yes,
    /// It does not, whatever they are.
    No,
    /// It depends on them.
    Unknown,
}

impl Truth {
    pub(in crate::checks) fn of(holds: bool) -> Truth {
        if holds { Truth::Yes } else { Truth::No }
    }

    pub(in crate::checks) fn not(self) -> Truth {
        match self {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            Truth::Unknown => Truth::Unknown,
        }
    }

    pub(in crate::checks) fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::No, _) | (_, Truth::No) => Truth::No,
            (Truth::Yes, Truth::Yes) => Truth::Yes,
            (Truth::Unknown, _) | (_, Truth::Unknown) => Truth::Unknown,
        }
    }

    pub(in crate::checks) fn or(self, other: Truth) -> Truth {
        self.not().and(other.not()).not()
    }

    /// What holds in every case, if the cases agree.
    pub(in crate::checks) fn agree(mut cases: impl Iterator<Item = Truth>) -> Truth {
        let first = cases.next().unwrap_or(Truth::Unknown);
        // Each case is looked at, as looking takes notes.
        cases.fold(
            first,
            |all, case| {
                if case == all { all } else { Truth::Unknown }
            },
        )
    }

    /// Whether a number that lies in a range, both ends included, is within limits.
    pub(in crate::checks) fn within(
        (least, most): (usize, usize),
        min: Option<usize>,
        max: Option<usize>,
    ) -> Truth {
        let enough = match min {
            Some(min) if most < min => Truth::No,
            Some(min) if least < min => Truth::Unknown,
            _ => Truth::Yes,
        };
        let not_more = match max {
            Some(max) if least > max => Truth::No,
            Some(max) if most > max => Truth::Unknown,
            _ => Truth::Yes,
        };
        enough.and(not_more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Truth; 3] = [Truth::Yes, Truth::No, Truth::Unknown];

    #[test]
    fn unknown_is_neither_true_nor_false() {
        for one in ALL {
            assert_eq!(one.and(Truth::No), Truth::No);
            assert_eq!(one.and(Truth::Yes), one);
            assert_eq!(one.or(Truth::Yes), Truth::Yes);
            assert_eq!(one.or(Truth::No), one);
            assert_eq!(one.not().not(), one);
            for other in ALL {
                assert_eq!(one.and(other), other.and(one));
                assert_eq!(one.or(other), other.or(one));
            }
        }
        assert_eq!(Truth::Unknown.and(Truth::Unknown), Truth::Unknown);
        for (cases, expected) in [
            (&[Truth::Yes, Truth::Yes][..], Truth::Yes),
            (&[Truth::Yes, Truth::No], Truth::Unknown),
            (&[Truth::No], Truth::No),
            (&[], Truth::Unknown),
        ] {
            assert_eq!(Truth::agree(cases.iter().copied()), expected);
        }
    }

    #[test]
    fn a_number_that_is_known_in_part_is_compared_by_both_ends() {
        for (range, min, max, expected) in [
            ((2, 2), Some(1), Some(2), Truth::Yes),
            ((2, 2), Some(3), None, Truth::No),
            ((2, 2), None, Some(1), Truth::No),
            ((1, 3), Some(2), None, Truth::Unknown),
            ((1, 3), None, Some(2), Truth::Unknown),
            ((1, usize::MAX), Some(1), None, Truth::Yes),
            ((1, usize::MAX), None, Some(0), Truth::No),
        ] {
            assert_eq!(Truth::within(range, min, max), expected, "{range:?}");
        }
    }
}

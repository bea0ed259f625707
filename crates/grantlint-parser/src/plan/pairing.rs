//! Which of the things that the text says became which of those in the plan.
//!
//! Sets have an order of their own in a plan, so neither place nor number tells.
//! Two are paired where nothing else can be meant, and left alone otherwise.

/// How many of either may be left for a closer look.
const MAX_OPEN: usize = 100;

/// How what the text says and what the plan has go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Agreement {
    /// They are not the same.
    Different,
    /// They may be: the text leaves something open.
    Open,
    /// They are the same.
    Same,
}

/// Of each of the planned ones, the written one that became it.
///
/// `agree` compares a written one with a planned one, `alike` two planned ones.
pub(super) fn pair(
    written: usize,
    planned: usize,
    agree: impl Fn(usize, usize) -> Agreement,
    alike: impl Fn(usize, usize) -> bool,
) -> Vec<Option<usize>> {
    let mut pairs = vec![None; planned];
    if written == planned && (0..planned).all(|at| agree(at, at) == Agreement::Same) {
        return (0..planned).map(Some).collect();
    }
    let mut left: Vec<usize> = (0..written).collect();
    for (at, pair) in pairs.iter_mut().enumerate() {
        if let Some(found) = left.iter().position(|&it| agree(it, at) == Agreement::Same) {
            *pair = Some(left.remove(found));
        }
    }
    let open: Vec<usize> = (0..planned)
        .filter(|&at| pairs.get(at).is_some_and(Option::is_none))
        .collect();
    if open.len().max(left.len()) > MAX_OPEN {
        return pairs;
    }
    let candidates: Vec<Vec<usize>> = open
        .iter()
        .map(|&at| {
            let may = |it: &usize| agree(*it, at) == Agreement::Open;
            left.iter().copied().filter(may).collect()
        })
        .collect();
    for (number, (&at, may)) in open.iter().zip(&candidates).enumerate() {
        // Those that have the same candidates: which is which makes no
        // difference if they are alike and there are as many.
        let rivals: Vec<usize> = (0..open.len())
            .filter(|&other| {
                let theirs = candidates.get(other);
                theirs.is_some_and(|theirs| theirs.iter().any(|it| may.contains(it)))
            })
            .collect();
        let is_fair = rivals.len() == may.len()
            && rivals.iter().all(|&other| {
                candidates.get(other) == Some(may)
                    && open.get(other).is_some_and(|&other| alike(at, other))
            });
        let turn = rivals.iter().position(|&other| other == number);
        if let Some(pair) = pairs.get_mut(at).filter(|_| is_fair) {
            *pair = turn.and_then(|turn| may.get(turn).copied());
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::Agreement::{Different, Open, Same};
    use super::*;

    /// `written` and `planned` are values, `?` is one that is not known.
    #[track_caller]
    fn check(written: &str, planned: &str, expected: &[Option<usize>]) {
        let written: Vec<char> = written.chars().collect();
        let planned: Vec<char> = planned.chars().collect();
        let agree = |one: usize, other: usize| match (written[one], planned[other]) {
            ('?', _) | (_, '?') => Open,
            (one, other) if one == other => Same,
            _ => Different,
        };
        let alike = |one: usize, other: usize| planned[one] == planned[other];
        assert_eq!(
            pair(written.len(), planned.len(), agree, alike),
            expected,
            "{written:?} {planned:?}"
        );
    }

    #[test]
    fn only_what_is_sure_is_paired() {
        check("abc", "abc", &[Some(0), Some(1), Some(2)]);
        check("abc", "cab", &[Some(2), Some(0), Some(1)]);
        check("a?", "ba", &[Some(1), Some(0)]);
        check("aa", "a", &[Some(0)]);
        check("a", "aa", &[Some(0), None]);
        check("??", "ab", &[None, None]);
        check("??", "aa", &[Some(0), Some(1)]);
        check("?", "ab", &[None, None]);
        check("a", "b", &[None]);
        check("", "b", &[None]);
        check("?b?", "b??", &[Some(1), Some(0), Some(2)]);
    }
}

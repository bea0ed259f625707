//! What is held against what a call requires: permissions, scopes, a user behind the token,
//! and the divisions in which a client must work.

use std::collections::BTreeSet;

use grantlint_parser::address::Address;
use grantlint_parser::model::Model;
use grantlint_parser::source::Location;

use super::{Backing, Behind, Judgement, LackingScopes, Uncovered, Unmet, Whose};
use crate::holdings::{Covers, Doubt, Held, Holdings, Subject};
use crate::matrix::{Coverage, Mode, Scopes};
use crate::verdict::{Need, Outcome, weigh};
use crate::words::listed;

impl Judgement<'_> {
    /// Weighs every requirement: permissions, scopes and whether there is a user. Answers the
    /// first reason why something is undecided or, of permissions, missing.
    pub(super) fn weigh_all(
        &mut self,
        subject: &Subject,
        backing: &Backing,
        enforced: bool,
    ) -> Option<Doubt> {
        let mut doubt = self.weigh(&backing.whose);
        if let Some(scopes) = &backing.scopes {
            let unsure = self.weigh_scopes(scopes);
            doubt = doubt.or(unsure.filter(|_| enforced));
        }
        doubt = doubt.or(self.ask_for_user(&backing.user));
        // Whether scopes count at all depends on the grant type.
        if let (true, Subject::Client(_), Behind::Unknown(why)) = (enforced, subject, &backing.user)
            && self.requirements.iter().any(|it| it.scopes != Scopes::None)
        {
            doubt.get_or_insert_with(|| why.clone());
        }
        doubt
    }

    /// Weighs every requirement for everyone who counts. Answers the first reason
    /// why something is undecided.
    pub(super) fn weigh(&mut self, whose: &Whose) -> Option<Doubt> {
        let mut doubt = None;
        let mut limits = BTreeSet::new();
        for requirement in &self.requirements {
            if requirement.mode == Mode::Undocumented {
                doubt.get_or_insert(Doubt::new("what it requires is not published", None));
                continue;
            }
            let need = Need::of(requirement);
            let who = match whose {
                Whose::Of(who) => who,
                Whose::Unknown(why) => {
                    if need.is_some() {
                        doubt.get_or_insert_with(|| why.clone());
                    }
                    continue;
                }
            };
            for (user, holdings) in who {
                match need.map(|need| weigh(holdings, need)) {
                    None => {}
                    Some(Outcome::Granted(grants)) => {
                        self.conditions.extend(&grants.conditions);
                        limits.extend(grants.limits);
                    }
                    Some(Outcome::Missing(missing)) => self.unmet.push(Unmet {
                        requirement: requirement.clone(),
                        missing,
                        user: user.clone(),
                        roles: holdings.roles.clone(),
                    }),
                    Some(Outcome::Undecided(why)) => {
                        doubt.get_or_insert(why);
                    }
                }
                for optional in &requirement.optional {
                    let alone = [*optional];
                    let lacks = matches!(weigh(holdings, Need::All(&alone)), Outcome::Missing(_));
                    if lacks && !self.optional.iter().any(|known| known == optional) {
                        self.optional.push((*optional).to_owned());
                    }
                }
            }
        }
        self.limits = limits.into_iter().collect();
        doubt.or_else(|| (!self.unmet.is_empty()).then(Doubt::default))
    }

    /// Weighs the scopes that every source accepts. Answers the first reason why it is not
    /// known whether there is one of them.
    fn weigh_scopes(&mut self, held: &Holdings) -> Option<Doubt> {
        let mut doubt = None;
        for requirement in &self.requirements {
            let scopes = match &requirement.scopes {
                Scopes::Published(scopes) => scopes,
                Scopes::None => continue,
                Scopes::NotPublished => {
                    let why = "which scopes it accepts is not published";
                    doubt.get_or_insert_with(|| Doubt::new(why, None));
                    continue;
                }
            };
            match weigh(held, Need::Any(scopes)) {
                Outcome::Granted(_) => continue,
                Outcome::Undecided(why) => {
                    doubt.get_or_insert(why);
                    continue;
                }
                Outcome::Missing(_) => {}
            }
            // A scope that may suffice is not lacking.
            let may_have =
                |scope: &str| !matches!(weigh(held, Need::Any(&[scope])), Outcome::Missing(_));
            if requirement.scopes.coverage(may_have) != Coverage::Unmet {
                doubt.get_or_insert_with(|| {
                    let scopes = listed(scopes, "or");
                    let why = format!("whether more than {scopes} suffices is not documented");
                    Doubt::new(why, None)
                });
                continue;
            }
            self.scopes.push(LackingScopes {
                scopes: scopes.clone(),
                requirement: requirement.clone(),
            });
        }
        doubt
    }

    /// Client credentials have no user behind them. Answers why it is not known whether
    /// there is one, if one is needed.
    fn ask_for_user(&mut self, user: &Behind) -> Option<Doubt> {
        let mut reasons = self.requirements.iter();
        let needed = reasons.find_map(|requirement| requirement.user_context)?;
        match user {
            Behind::User => None,
            Behind::Nobody => {
                self.needs_user = Some(needed);
                None
            }
            Behind::Unknown(doubt) => Some(doubt.clone()),
        }
    }

    /// Looks for divisions in which what is granted is not.
    pub(super) fn weigh_divisions(&mut self, model: &Model, whose: &Whose, divisions: &[&Address]) {
        let Whose::Of(who) = whose else {
            return;
        };
        for division in divisions {
            for (_, holdings) in who {
                let there = holdings.within(model, division);
                let mut lacking = self.requirements.iter().filter_map(Need::of);
                if lacking.any(|need| matches!(weigh(&there, need), Outcome::Missing(_))) {
                    let granted = |held: &&Held| {
                        let mut names = self.requirements.iter().flat_map(|it| &it.permissions);
                        names.any(|name| held.covers(name) != Covers::No)
                    };
                    let grants = holdings.held.iter().filter(granted);
                    let mut grants: Vec<Location> =
                        grants.filter_map(|held| held.via.grant).collect();
                    grants.dedup();
                    self.uncovered.push(Uncovered {
                        division: (*division).clone(),
                        grants,
                    });
                }
            }
        }
    }
}

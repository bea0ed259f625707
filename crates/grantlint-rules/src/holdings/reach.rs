//! The divisions of a grant.

use grantlint_parser::address::{Address, Key, Mode};
use grantlint_parser::eval::value::Unknown;
use grantlint_parser::model::{DivisionRef, Fact, Grant, Model, State};
use grantlint_parser::resource::Resource;
use grantlint_parser::source::Location;

use super::{Covers, DivisionName, Doubt, Reach};

/// Where a grant counts.
pub(crate) fn reach(grant: &Grant) -> Reach {
    let mut reach = Reach::default();
    for division in &grant.divisions {
        match &division.state {
            State::Known(DivisionRef::All) => reach.everywhere = true,
            State::Known(DivisionRef::Home) => {
                reach.divisions.insert(DivisionName::Home);
            }
            State::Known(DivisionRef::Resource(address)) => {
                let name = DivisionName::Named(address.to_string());
                reach.divisions.insert(name);
            }
            State::Known(DivisionRef::Id(id)) => {
                reach.divisions.insert(DivisionName::Named(id.to_string()));
            }
            State::OneOf { .. } => {
                let reason = "which division it is depends on a condition that is not known";
                reach.open = Some(Doubt::new(reason, Some(division.at)));
            }
            State::Unknown(unknown) => {
                reach.open = Some(Doubt::of(unknown, division.at));
                reach.variables.extend(variable(division, unknown));
            }
        }
    }
    if let Some(open) = &grant.divisions_open {
        reach.open = Some(Doubt::of(open, grant.at));
    }
    if grant.divisions.is_empty() && reach.open.is_none() {
        reach.divisions.insert(DivisionName::Home);
    }
    reach
}

/// The declaration of the variable whose value a division is as a whole. A part of it, such
/// as `var.divisions[each.key]`, has an origin of its own and is another division each time.
fn variable(division: &Fact<DivisionRef>, unknown: &Unknown) -> Option<Location> {
    let first = division.origin.hops().last()?;
    let declared = division.origin.at.filter(|at| unknown.at == Some(*at));
    declared.filter(|_| first.through.starts_with("var."))
}

impl Reach {
    /// Whether a division of the configuration is among these.
    pub(super) fn covers(
        &self,
        model: &Model,
        division: &Address,
        grant: Option<Location>,
    ) -> Covers {
        if self.everywhere {
            return Covers::Yes;
        }
        let mut perhaps = match &self.open {
            Some(open) => Some(open.clone()),
            None if self.divisions.is_empty() => {
                Some(Doubt::new("its divisions are not known", grant))
            }
            None => None,
        };
        for one in &self.divisions {
            match is_same(model, one, division, grant) {
                Covers::Yes => return Covers::Yes,
                Covers::Perhaps(doubt) => perhaps = perhaps.or(Some(doubt)),
                Covers::No => {}
            }
        }
        perhaps.map_or(Covers::No, Covers::Perhaps)
    }
}

/// Whether a division that a grant names is this one of the configuration. The home
/// division may be named in many ways, and a division that is looked up may be one that
/// the configuration makes.
fn is_same(
    model: &Model,
    granted: &DivisionName,
    wanted: &Address,
    grant: Option<Location>,
) -> Covers {
    let find = |wanted: &dyn Fn(&Resource) -> bool| model.resources.iter().find(|it| wanted(it));
    let Some(wanted) = find(&|it| it.address == *wanted) else {
        return Covers::No;
    };
    let name = match granted {
        DivisionName::Home => return is_home(wanted),
        DivisionName::Named(name) => name,
    };
    if !name.contains('.') {
        return Covers::Perhaps(Doubt::new("the id may be that of the division", grant));
    }
    let granted = find(&|it| it.address.to_string() == *name);
    let Some(granted) = granted.filter(|it| it.address.key != Key::Unknown) else {
        return Covers::Perhaps(Doubt::new(
            format!("which instance `{name}` is may not be known"),
            grant,
        ));
    };
    if granted.address == wanted.address {
        return Covers::Yes;
    }
    let homes = (is_home(granted), is_home(wanted));
    if let (Covers::Yes, other) | (other, Covers::Yes) = homes {
        return other;
    }
    let looked_up = |it: &Resource| it.address.mode == Mode::Data;
    if !looked_up(granted) && !looked_up(wanted) && homes == (Covers::No, Covers::No) {
        return Covers::No;
    }
    let named = |it: &Resource| {
        let argument = it.body.argument("name")?;
        argument.value.as_str().map(str::to_owned)
    };
    match (named(granted), named(wanted)) {
        (Some(one), Some(other)) if one == other => Covers::Yes,
        (Some(_), Some(_)) => Covers::No,
        _ => Covers::Perhaps(Doubt::new(
            format!("`{name}` may be `{}`", wanted.address),
            grant,
        )),
    }
}

/// Whether a division is the home division.
fn is_home(division: &Resource) -> Covers {
    let address = &division.address;
    let perhaps = || {
        Covers::Perhaps(Doubt::new(
            format!("`{address}` may be the home division"),
            Some(division.header),
        ))
    };
    if address.kind == "genesyscloud_auth_division_home" {
        return Covers::Yes;
    }
    if address.mode == Mode::Data {
        return perhaps();
    }
    match division.body.argument("home") {
        None => Covers::No,
        Some(home) => match home.value.as_bool() {
            Some(true) => Covers::Yes,
            Some(false) => Covers::No,
            None => perhaps(),
        },
    }
}

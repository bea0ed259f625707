//! What of the configuration matches nothing: seen only beside everything that was
//! read.

use grantlint_parser::address::Address;
use grantlint_parser::load::Loaded;
use grantlint_parser::model::{Model, ResourceId};

use crate::matrix::Matrix;
use crate::nearest::nearest;
use crate::rule::Rule;
use crate::settings::address::AddressGlob;
use crate::settings::read::{ConfigProblem, quoted};
use crate::settings::{Deployer, Place, Settings};

pub(super) fn problems(
    loaded: &Loaded,
    settings: &Settings,
    rules: &[&Rule],
) -> Vec<ConfigProblem> {
    let mut found = Vec::new();
    for pack in settings
        .packs
        .iter()
        .filter(|pack| !Matrix::has_pack(&pack.value))
    {
        let names = Matrix::pack_names();
        found.push(unknown(pack.at, "pack", &pack.value, &names));
    }
    for (name, _) in &settings.severity {
        if !rules.iter().any(|rule| rule.id == name.value) {
            let ids: Vec<&str> = rules.iter().map(|rule| rule.id.as_str()).collect();
            found.push(unknown(name.at, "rule", &name.value, &ids));
        }
    }
    let clients = |model: &Model| -> Vec<ResourceId> {
        model.clients.iter().map(|client| client.resource).collect()
    };
    let sets = |model: &Model| -> Vec<ResourceId> {
        model
            .permission_sets
            .iter()
            .map(|set| set.resource)
            .collect()
    };
    let roles = |model: &Model| -> Vec<ResourceId> {
        model.roles.iter().map(|role| role.resource).collect()
    };
    let of_type = |kinds: &'static [&'static str]| {
        move |model: &Model| -> Vec<ResourceId> {
            let resources = model.resources.iter().enumerate();
            let wanted =
                resources.filter(|(_, resource)| kinds.contains(&resource.address.kind.as_str()));
            wanted.map(|(number, _)| ResourceId(number)).collect()
        }
    };
    let search = Search { loaded };
    for client in &settings.clients {
        found.extend(search.matching(&client.address, "OAuth client", &clients));
        for user in &client.acts_as {
            found.extend(search.matching(user, "user", &of_type(&["genesyscloud_user"])));
        }
        let divisions = of_type(&[
            "genesyscloud_auth_division",
            "genesyscloud_auth_division_home",
        ]);
        for division in &client.divisions {
            found.extend(search.matching(division, "division", &divisions));
        }
    }
    for set in &settings.permission_sets {
        found.extend(search.matching(&set.address, "permission set", &sets));
    }
    found.extend(match &settings.deployer {
        Some(Deployer::Role(role)) => search.matching(role, "role", &roles),
        Some(Deployer::Client(client)) => search.matching(client, "OAuth client", &clients),
        None => None,
    });
    found
}

/// The names that may be told in one line of help.
const MOST_NAMED: usize = 5;

struct Search<'l> {
    loaded: &'l Loaded,
}

impl Search<'_> {
    /// The problem if the pattern matches none of these resources in any module.
    fn matching(
        &self,
        glob: &Place<AddressGlob>,
        what: &str,
        which: &dyn Fn(&Model) -> Vec<ResourceId>,
    ) -> Option<ConfigProblem> {
        let models = self.loaded.models.iter();
        let addresses = || {
            models.clone().flat_map(|model| {
                let found = which(model).into_iter();
                found.filter_map(|resource| Some(&model.resource(resource)?.address))
            })
        };
        if addresses().any(|address| glob.value.matches(address)) {
            return None;
        }
        let mut known: Vec<String> = addresses().map(Address::to_string).collect();
        known.sort();
        let pattern = glob.value.as_str();
        let near = nearest(pattern, known.iter().map(String::as_str));
        Some(ConfigProblem {
            at: glob.at,
            message: format!("`{pattern}` matches no {what}"),
            help: match (near, known.as_slice()) {
                (Some(near), _) => Some(format!("did you mean `{near}`?")),
                (None, []) => None,
                (None, [first, ..]) => Some(format!("there is `{first}`, for example")),
            },
        })
    }
}

fn unknown(
    at: grantlint_parser::source::Location,
    what: &str,
    name: &str,
    known: &[&str],
) -> ConfigProblem {
    ConfigProblem {
        at,
        message: format!("there is no {what} `{name}`"),
        help: match nearest(name, known.iter().copied()) {
            Some(near) => Some(format!("did you mean `{near}`?")),
            None if known.len() <= MOST_NAMED => Some(format!("one of {}", quoted(known))),
            None => None,
        },
    }
}

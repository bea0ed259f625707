//! Which client, permission set or user a name means: an address, the end of one, the
//! label alone or its beginning. Keys may be left out where that is not ambiguous.

use grantlint_parser::model::Model;

use crate::holdings::Subject;
use crate::nearest::nearest;
use crate::settings::address::AddressGlob;

/// What a name means in several root modules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant {
    /// This one, in the model of that number.
    One(usize, Subject),
    /// Any of these.
    Several(Vec<(usize, Subject)>),
    /// None; the address that comes nearest, if one does.
    Nothing(Option<String>),
}

/// The address of a subject.
pub fn address(model: &Model, subject: &Subject) -> Option<String> {
    let resource = subject.resource(model)?;
    Some(model.resource(resource)?.address.to_string())
}

/// Every client, then every permission set, then every user of a root module.
pub fn subjects(model: &Model) -> impl Iterator<Item = Subject> {
    let clients = (0..model.clients.len()).map(Subject::Client);
    let sets = (0..model.permission_sets.len()).map(Subject::PermissionSet);
    let resources = model.resources.iter().enumerate();
    let users = resources.filter(|(_, it)| it.address.kind == "genesyscloud_user");
    let users = users.map(|(number, _)| Subject::User(number));
    clients.chain(sets).chain(users)
}

/// Finds what a name means. An exact address comes before one without its keys, that
/// before the end of an address, and that before the beginning of a label; among equals,
/// clients come first.
pub fn meant(models: &[&Model], name: &str) -> Meant {
    let name = name.trim();
    let all: Vec<(usize, Subject, String)> = models
        .iter()
        .enumerate()
        .flat_map(|(number, model)| {
            subjects(model).filter_map(move |subject| {
                let address = address(model, &subject)?;
                Some((number, subject, address))
            })
        })
        .collect();
    let whole = AddressGlob::parse(name).ok();
    let end = AddressGlob::parse(&format!("*.{name}")).ok();
    let of = |number: usize, subject: &Subject, glob: &Option<AddressGlob>| {
        let model = *models.get(number)?;
        let resource = model.resource(subject.resource(model)?)?;
        Some(glob.as_ref()?.matches(&resource.address))
    };
    // What is asked about is mostly named by its label.
    let label = |address: &str| address.rsplit('.').next().unwrap_or_default().to_owned();
    for test in [
        &|_: usize, _: &Subject, address: &str| address == name,
        &|number: usize, subject: &Subject, _: &str| of(number, subject, &whole) == Some(true),
        &|number: usize, subject: &Subject, _: &str| of(number, subject, &end) == Some(true),
        &|_: usize, _: &Subject, address: &str| {
            !name.is_empty() && label(address).starts_with(name)
        },
    ] as [&dyn Fn(usize, &Subject, &str) -> bool; 4]
    {
        let fits = all
            .iter()
            .filter(|(number, it, address)| test(*number, it, address));
        let mut fits: Vec<(usize, Subject)> = fits.map(|(at, it, _)| (*at, it.clone())).collect();
        if fits.iter().any(|(_, it)| matches!(it, Subject::Client(_))) {
            fits.retain(|(_, it)| matches!(it, Subject::Client(_)));
        }
        match fits.as_slice() {
            [] => {}
            [(number, one)] => return Meant::One(*number, one.clone()),
            _ => return Meant::Several(fits),
        }
    }
    let labels: Vec<String> = all.iter().map(|(_, _, address)| label(address)).collect();
    let addresses = all.iter().map(|(_, _, address)| address.as_str());
    let near = nearest(name, addresses).map(str::to_owned).or_else(|| {
        let near = nearest(&label(name), labels.iter().map(String::as_str))?;
        let mut all = all.iter().zip(&labels);
        let found = all.find(|(_, label)| *label == near)?;
        Some(found.0.2.clone())
    });
    Meant::Nothing(near)
}

#[cfg(test)]
mod tests {
    use grantlint_parser::load::{Inputs, Settings, load};

    use super::*;
    use crate::own::example::Memory;

    const FILES: &str = r#"
-- one/main.tf
resource "genesyscloud_oauth_client" "export" {
  name = "export"
}
resource "genesyscloud_oauth_client" "each" {
  for_each = toset(["a", "b"])
  name     = each.key
}
resource "genesyscloud_user" "export" {
  name = "export"
}
resource "genesyscloud_user" "bot" {
  name = "bot"
}
module "inner" {
  source = "../inner"
}
-- inner/main.tf
resource "genesyscloud_oauth_client" "deep" {
  name = "deep"
}
resource "genesyscloud_oauth_client" "export" {
  name = "export"
}
-- two/main.tf
resource "genesyscloud_oauth_client" "only" {
  name = "only"
}
resource "genesyscloud_oauth_client" "each" {
  name = "each"
}
"#;

    #[track_caller]
    fn check(name: &str, expected: Result<&str, &[&str]>) {
        let files = Memory::parse(FILES);
        let settings = Settings::default();
        let loaded = load(&files.folders(), &files, &Inputs::default(), &settings);
        let models: Vec<&Model> = loaded.models.iter().collect();
        let shown = |number: usize, subject: &Subject| {
            let model = models.get(number).copied();
            model
                .and_then(|model| address(model, subject))
                .unwrap_or_default()
        };
        let found = match meant(&models, name) {
            Meant::One(number, subject) => Ok(shown(number, &subject)),
            Meant::Several(several) => Err(several
                .iter()
                .map(|(number, it)| shown(*number, it))
                .collect()),
            Meant::Nothing(near) => Err(near.into_iter().map(|near| format!("? {near}")).collect()),
        };
        let expected: Result<String, Vec<String>> = expected
            .map(str::to_owned)
            .map_err(|names| names.iter().map(|name| (*name).to_owned()).collect());
        assert_eq!(found, expected, "{name}");
    }

    #[test]
    fn an_address_its_end_and_its_label() {
        let client = "genesyscloud_oauth_client";
        let of = |rest: &str| format!("{client}.{rest}");
        check(&of("export"), Ok(&of("export")));
        let deep = format!("module.inner.{client}.deep");
        for name in ["deep", &of("deep"), &deep, " deep "] {
            check(name, Ok(&deep));
        }
        check("only", Ok(&of("only")));
        check("each[\"a\"]", Ok(&of("each[\"a\"]")));
        // An exact address wins over one without its key; a client over a user.
        check(&of("each"), Ok(&of("each")));
        check("bot", Ok("genesyscloud_user.bot"));
        // What only one begins with is completed.
        check("de", Ok(&deep));
        check("o", Ok(&of("only")));
        check("user.bot", Err(&["? genesyscloud_user.bot"]));
    }

    #[test]
    fn what_is_not_one_is_named() {
        check(
            "export",
            Err(&[
                "genesyscloud_oauth_client.export",
                "module.inner.genesyscloud_oauth_client.export",
            ]),
        );
        check(
            "each",
            Err(&[
                "genesyscloud_oauth_client.each[\"a\"]",
                "genesyscloud_oauth_client.each[\"b\"]",
                "genesyscloud_oauth_client.each",
            ]),
        );
        check("onyl", Err(&["? genesyscloud_oauth_client.only"]));
        check(
            "genesyscloud_oauth_client.exports",
            Err(&["? genesyscloud_oauth_client.export"]),
        );
        check("nothing_like_it", Err(&[]));
        check("", Err(&[]));
        check("[", Err(&[]));
    }
}

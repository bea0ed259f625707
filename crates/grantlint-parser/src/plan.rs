//! A plan as `terraform show -json` writes it: the values that Terraform worked
//! out, under the addresses that it gave them.
//!
//! [`Plan::apply`] puts them in place of what the text alone gives. Where the
//! text is there it keeps the places and whatever the plan leaves open.
//!
//! Format: Terraform's "JSON Output Format", major version 1 and what came before.

mod agreement;
mod body;
mod configuration;
mod instances;
mod pairing;
mod tree;
mod values;

use smol_str::SmolStr;

use self::configuration::Configuration;
use self::instances::{Instance, Instances};
use self::tree::{get, items, text, truth};
use self::values::Merge;
use crate::address::{Address, Mode};
use crate::expand::Expanded;
use crate::model::ReferenceTo;
use crate::resource::Resource;
use crate::source::{FileId, SourceFile, Sources};
use crate::syntax;
use crate::syntax::tree::{Expr, File, Format};

/// What to do to get a plan that can be read.
const HOW: &str = "run `terraform plan -out tfplan`, then `terraform show -json tfplan`";

/// A plan that was read.
#[derive(Debug)]
pub struct Plan {
    json: File,
}

/// Resources that are in no model, since either the text or the plan tells too
/// little of them.
#[derive(Clone, Debug, Default)]
pub struct Unchecked {
    /// Resources of the text that the plan does not have.
    pub unplanned: Vec<Address>,
    /// Instances in the plan of which neither it nor the text tells what is set: some
    /// of their values are the provider's, and it is not known which.
    pub untold: Vec<Address>,
}

impl Plan {
    /// Reads the JSON of a plan and adds its text to `sources`, under the path
    /// that it is shown by.
    ///
    /// # Errors
    /// Why it is not a plan that can be used, and what to do about it.
    pub fn read(sources: &mut Sources, path: &str, bytes: &[u8]) -> Result<Plan, String> {
        if bytes.starts_with(b"PK\x03\x04") {
            return Err(format!(
                "`{path}` is the plan file itself; grantlint reads its JSON: \
                 `terraform show -json {path} > plan.json`"
            ));
        }
        // PowerShell's `>` wrote UTF-16 for long.
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            return Err(format!(
                "`{path}` is written in UTF-16; write it in UTF-8, in PowerShell with \
                 `| Out-File -Encoding utf8`"
            ));
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes)
            .map_err(|_| format!("`{path}` is no plan in JSON: it is not UTF-8; {HOW}"))?;
        let file = sources.add(path, text);
        let parsed = syntax::parse_variables(file, text, Format::Json);
        if let Some(error) = parsed.errors.first() {
            let at = sources
                .get(file)
                .map(|source| place(source, error.span.start));
            let at = at.unwrap_or_default();
            return Err(format!(
                "`{path}` is no plan in JSON: {at}: {}; {HOW}",
                error.message
            ));
        }
        let plan = Plan { json: parsed.file };
        match plan.fault() {
            Some(fault) => Err(format!("`{path}` {fault}")),
            None => Ok(plan),
        }
    }

    /// Its file.
    pub fn file(&self) -> FileId {
        self.json.id
    }

    /// Why the JSON is not a plan that can be used.
    fn fault(&self) -> Option<String> {
        let Some(version) = self.get("format_version").and_then(text) else {
            return Some(format!("is not what `terraform show -json` prints; {HOW}"));
        };
        // Before Terraform 1.1 the versions were 0.1 and 0.2.
        if !matches!(version.split('.').next(), Some("0" | "1")) {
            return Some(format!(
                "has format version {version:?}; this version of grantlint reads 1"
            ));
        }
        if self.get("errored").is_some_and(truth) {
            return Some("is a plan that ended with an error; mend that first".to_owned());
        }
        if self.get("planned_values").is_none() {
            return Some(match self.get("values") {
                Some(_) => format!("is a state, not a plan; {HOW}"),
                None => format!("holds no planned values; {HOW}"),
            });
        }
        None
    }

    fn get(&self, name: &str) -> Option<&Expr<'_>> {
        Some(&self.json.body().attribute(name)?.value)
    }

    /// The values of the root module's variables, each with its name and the file.
    /// The JSON has sensitive ones in clear; where no text gives them a value they
    /// stay unknown.
    pub(crate) fn variables(&self) -> impl Iterator<Item = (SmolStr, FileId, &Expr<'_>)> {
        let configured = self.get("configuration");
        let configured = configured.and_then(|it| get(get(it, "root_module")?, "variables"));
        let hidden = move |name: &str| {
            let variable = configured.and_then(|variables| get(variables, name));
            let mark = variable.and_then(|variable| get(variable, "sensitive"));
            mark.is_some_and(truth)
        };
        let entries = self.get("variables").into_iter().flat_map(items);
        let entries = entries.filter(move |(name, _, _)| !hidden(name));
        entries
            .filter_map(|(name, _, entry)| Some((name.into(), self.file(), get(entry, "value")?)))
    }

    /// What the plan makes of the resources of its root module: its own, with
    /// the places that the text gives them.
    pub(crate) fn apply(&self, expanded: Expanded) -> (Expanded, Unchecked) {
        let Expanded {
            resources: written,
            mut references,
            folders,
        } = expanded;
        let instances = Instances::of(self);
        let configuration = Configuration::of(self);
        let merge = Merge::new(self.file(), &instances);
        let mut resources = Vec::new();
        let mut put = |written: &Resource, instance: &Instance<'_>| {
            resources.push(merge.resource(written, instance));
            references.extend(merge.named().into_iter().map(|(to, at)| ReferenceTo {
                from: Some(instance.address.clone()),
                to,
                at,
            }));
        };
        let mut used = vec![false; instances.all.len()];
        let mut unchecked = Unchecked::default();
        for resource in &written {
            let made = instances.made_by(&resource.address);
            let is_sure = resource.address.mode == Mode::Managed && !resource.address.is_open();
            if made.is_empty() && is_sure {
                unchecked.unplanned.push(resource.address.clone());
            }
            for number in made {
                let used = used.get_mut(number).filter(|used| !**used);
                if let Some((used, instance)) = used.zip(instances.all.get(number)) {
                    *used = true;
                    put(resource, instance);
                }
            }
        }
        let alone = instances.all.iter().zip(&used);
        for (instance, _) in alone.filter(|(_, used)| !**used) {
            let Some(body) = configuration.body(instance) else {
                unchecked.untold.push(instance.address.clone());
                continue;
            };
            let resource = Resource {
                address: instance.address.clone(),
                header: instance.header.in_file(self.file()),
                type_label: instance.type_label.in_file(self.file()),
                block: instance.block.in_file(self.file()),
                overrides: Vec::new(),
                body,
                directives: Vec::new(),
            };
            put(&resource, instance);
        }
        if used.contains(&false) {
            references.extend(configuration.references(&instances));
        }
        let expanded = Expanded {
            resources,
            references,
            folders,
        };
        (expanded, unchecked)
    }
}

fn place(source: &SourceFile, byte: u32) -> String {
    let position = source.position(byte);
    format!("line {}, column {}", position.line, position.column)
}

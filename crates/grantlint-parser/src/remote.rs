//! Where `terraform init` put the modules that come from elsewhere.

use std::collections::BTreeMap;

use crate::address::ModuleAddress;
use crate::files::Files;
use crate::paths;
use crate::source::Sources;
use crate::syntax;
use crate::syntax::tree::{Expr, ExprKind, Format};

/// The manifest that `terraform init` keeps, below the root module.
const MANIFEST: &str = ".terraform/modules/modules.json";

/// The folders of the modules that are installed, by the calls that lead there,
/// joined with dots.
#[derive(Clone, Debug, Default)]
pub(crate) struct Installed {
    folders: BTreeMap<String, String>,
}

impl Installed {
    /// Reads the manifest of a root module; nothing is installed where there is
    /// none.
    ///
    /// Format: `{"Modules": [{"Key": "a.b", "Source": "…", "Dir": "…"}]}`, with
    /// `Dir` relative to the root module's folder.
    pub(crate) fn read(root: &str, files: &dyn Files) -> Self {
        let Ok(bytes) = files.read(&paths::join(root, MANIFEST)) else {
            return Installed::default();
        };
        let Ok(text) = std::str::from_utf8(&bytes) else {
            return Installed::default();
        };
        let file = Sources::default().add(MANIFEST, "");
        let parsed = syntax::parse_variables(file, text, Format::Json);
        let Some(modules) = parsed.file.body().attribute("Modules") else {
            return Installed::default();
        };
        let ExprKind::List(modules) = &modules.value.kind else {
            return Installed::default();
        };
        let folders = modules.iter().filter_map(|module| {
            Some((
                text_of(module, "Key")?.to_owned(),
                paths::join(root, text_of(module, "Dir")?),
            ))
        });
        Installed {
            folders: folders.filter(|(key, _)| !key.is_empty()).collect(),
        }
    }

    /// The folder of a module that is called from that instance.
    pub(crate) fn folder(&self, parent: &ModuleAddress, name: &str) -> Option<&str> {
        let calls = parent.0.iter().map(|(call, _)| call.as_str()).chain([name]);
        self.folders
            .get(&calls.collect::<Vec<_>>().join("."))
            .map(String::as_str)
    }

    /// All folders, each once.
    pub(crate) fn folders(&self) -> impl Iterator<Item = &str> {
        self.folders.values().map(String::as_str)
    }
}

fn text_of<'e>(object: &Expr<'e>, key: &str) -> Option<&'e str> {
    let ExprKind::Object(items) = &object.kind else {
        return None;
    };
    let is_key = |expr: &Expr| matches!(&expr.kind, ExprKind::String(text) if *text == key);
    match &items.iter().find(|item| is_key(&item.key))?.value.kind {
        ExprKind::String(text) => Some(text),
        _ => None,
    }
}

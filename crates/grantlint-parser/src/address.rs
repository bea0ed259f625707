//! Addresses: what Terraform calls an instance of a resource or a module.

use std::fmt;

use smol_str::SmolStr;

/// The key of an instance.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// Neither `count` nor `for_each`.
    None,
    /// `[0]`
    Index(u64),
    /// `["name"]`
    Name(SmolStr),
    /// One instance that stands for all, because `count` or `for_each` is
    /// unknown; shown as `[*]`.
    Unknown,
}

/// Whether a block is a `resource` or a `data` block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// `resource`
    Managed,
    /// `data`
    Data,
}

/// The way from the root module to an instance of a module: the calls and their
/// keys. Empty for the root itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModuleAddress(pub Vec<(SmolStr, Key)>);

/// One instance of a resource or data source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// The module instance that it is in.
    pub module: ModuleAddress,
    /// Resource or data source.
    pub mode: Mode,
    /// The type: `genesyscloud_oauth_client`.
    pub kind: SmolStr,
    /// The name in the configuration.
    pub name: SmolStr,
    /// Which instance.
    pub key: Key,
}

impl ModuleAddress {
    /// The address of a module called from this one.
    pub fn child(&self, call: &str, key: Key) -> ModuleAddress {
        let mut path = self.0.clone();
        path.push((call.into(), key));
        ModuleAddress(path)
    }
}

impl Address {
    /// Whether it stands for instances of which the text does not tell the keys.
    pub fn is_open(&self) -> bool {
        let modules = self.module.0.iter().map(|(_, key)| key);
        modules.chain([&self.key]).any(|key| *key == Key::Unknown)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Key::None => Ok(()),
            Key::Index(index) => write!(f, "[{index}]"),
            Key::Name(name) => write!(f, "[{name:?}]"),
            Key::Unknown => write!(f, "[*]"),
        }
    }
}

impl fmt::Display for ModuleAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (name, key)) in self.0.iter().enumerate() {
            let dot = if at == 0 { "" } else { "." };
            write!(f, "{dot}module.{name}{key}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.module.0.is_empty() {
            write!(f, "{}.", self.module)?;
        }
        if self.mode == Mode::Data {
            write!(f, "data.")?;
        }
        write!(f, "{}.{}{}", self.kind, self.name, self.key)
    }
}

//! What `grantlint.toml` may say, for its schema and its reference page.
//!
//! The command reads the file key by key, so that every value has its place and all
//! mistakes are told at once; serde gives neither. These types say the same once more; a
//! test holds the two to the same keys and types.

use std::collections::BTreeMap;

use schemars::JsonSchema;

/// What a team tells grantlint about its configuration: `grantlint.toml`.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Configuration {
    /// The packs in use.
    #[schemars(extend(
        "default" = ["genesys-cloud"],
        "examples" = [["genesys-cloud", "field-reports"]]
    ))]
    #[serde(default)]
    pub(crate) packs: Vec<String>,
    /// Globs of your own files with rules, operations, profiles and other data, from the
    /// folder of this file.
    #[schemars(extend("default" = [], "examples" = [["policies/*.toml"]]))]
    #[serde(default)]
    pub(crate) rules: Vec<String>,
    /// Globs of the paths that are not looked at, from the folder of this file.
    #[schemars(extend("default" = [], "examples" = [["legacy/**"]]))]
    #[serde(default)]
    pub(crate) exclude: Vec<String>,
    /// The file with the findings that are known, from the folder of this file.
    #[schemars(extend("examples" = ["grantlint-baseline.json"]))]
    pub(crate) baseline: Option<String>,
    /// From which severity on `grantlint check` exits with 1.
    #[schemars(extend("default" = "error", "examples" = ["warning"]))]
    pub(crate) fail_on: Option<FailOn>,
    /// Whether the organisation enforces scopes: a missing scope is an error then.
    #[schemars(extend("default" = false, "examples" = [true]))]
    #[serde(default)]
    pub(crate) enforce_scopes: bool,
    /// How much the findings of a rule weigh, by the rule's id.
    #[schemars(extend("default" = {}, "examples" = [{ "unused-permission": "warning" }]))]
    #[serde(default)]
    pub(crate) severity: BTreeMap<String, Level>,
    /// What is said of OAuth clients.
    #[serde(default)]
    pub(crate) client: Vec<Client>,
    /// What is said of permission sets.
    #[serde(default)]
    pub(crate) permission_set: Vec<PermissionSet>,
    /// Roles that are not in the Terraform files, with what they hold.
    #[serde(default)]
    pub(crate) external_role: Vec<ExternalRole>,
    /// Who runs Terraform. Exactly one of the two is given.
    pub(crate) deployer: Option<Deployer>,
}

/// From which severity on a run fails.
#[derive(JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

/// How much findings weigh.
#[derive(JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub(crate) enum Level {
    Off,
    Note,
    Warning,
    Error,
}

/// What is said of the OAuth clients of an address.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Client {
    /// Which clients: an address as Terraform writes it, in which `*` and `?` are wild.
    /// Without a key, every instance is meant.
    #[schemars(extend("examples" = ["module.*.genesyscloud_oauth_client.exporter"]))]
    pub(crate) address: String,
    /// What they are meant to call: `METHOD /path`, or `profile:NAME`.
    #[schemars(extend(
        "default" = [],
        "examples" = [["GET /api/v2/routing/queues", "profile:authenticx"]]
    ))]
    #[serde(default)]
    pub(crate) calls: Vec<String>,
    /// The addresses of the users whose roles count, where people sign in to the client.
    #[schemars(extend("default" = [], "examples" = [["genesyscloud_user.qa_bot"]]))]
    #[serde(default)]
    pub(crate) acts_as: Vec<String>,
    /// The addresses of the divisions in which they must work.
    #[schemars(extend(
        "default" = [],
        "examples" = [["genesyscloud_auth_division.chicago"]]
    ))]
    #[serde(default)]
    pub(crate) divisions: Vec<String>,
    /// What stands for the client where the way from a data action to it ends at a value
    /// that the files do not give: `var.NAME`, an address, an id.
    #[schemars(extend("default" = [], "examples" = [["var.client_id"]]))]
    #[serde(default)]
    pub(crate) credentials: Vec<String>,
}

/// What is said of the permission sets of an address.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PermissionSet {
    /// Which permission sets: an address, in which `*` and `?` are wild.
    #[schemars(extend("examples" = ["genesyscloud_permissionset.media"]))]
    pub(crate) address: String,
    /// What whoever has them is meant to call: `METHOD /path`, or `profile:NAME`.
    #[schemars(extend("default" = [], "examples" = [["profile:authenticx"]]))]
    #[serde(default)]
    pub(crate) calls: Vec<String>,
}

/// A role that is not in the Terraform files, with what it holds. Exactly one of
/// `permissions` and `file` is given; with `permissions`, so is `name`.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ExternalRole {
    /// The role's name; with a file, the role of that name alone.
    #[schemars(extend("examples" = ["Employee"]))]
    pub(crate) name: Option<String>,
    /// The permissions that it holds: `domain:entity:action`, or as the admin UI shows
    /// them.
    #[schemars(extend("examples" = [["conversation:message:view"]]))]
    pub(crate) permissions: Option<Vec<String>>,
    /// A file with roles, as `GET /api/v2/authorization/roles` answers, from the folder of
    /// this file.
    #[schemars(extend("examples" = ["roles.json"]))]
    pub(crate) file: Option<String>,
}

/// Who runs Terraform.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Deployer {
    /// The address of the role that they hold.
    #[schemars(extend("examples" = ["genesyscloud_auth_role.cx_as_code"]))]
    pub(crate) role: Option<String>,
    /// The address of the OAuth client that it is.
    #[schemars(extend("examples" = ["genesyscloud_oauth_client.cx_as_code"]))]
    pub(crate) client: Option<String>,
}

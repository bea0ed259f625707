//! From text to model: which files make a module, what a module's variables
//! mean in each call, what `count`, `for_each` and `dynamic` write out, and
//! where each value says that it came from.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

use std::collections::BTreeMap;
use std::sync::Arc;

use grantlint_parser::load::{self, Files, Input, Inputs, Loaded, ReadError, Settings};
use grantlint_parser::model::{
    ClientRef, CredentialRef, DivisionRef, Fact, IntegrationRef, Listing, Model, RoleRef, State,
};

/// Files in memory: each part of the text behind a line `-- path`.
struct Memory(BTreeMap<String, String>);

impl Memory {
    fn new(text: &str) -> Self {
        let mut files = BTreeMap::new();
        let mut path = "main.tf".to_owned();
        for line in text.split_inclusive('\n') {
            match line.strip_prefix("-- ") {
                Some(name) => path = name.trim().to_owned(),
                None => files
                    .entry(path.clone())
                    .or_insert_with(String::new)
                    .push_str(line),
            }
        }
        Memory(files)
    }

    fn folders(&self) -> Vec<String> {
        let folders = self.0.keys().filter(|path| !path.starts_with(".terraform"));
        let mut folders: Vec<String> = folders
            .map(|path| {
                path.rsplit_once('/')
                    .map_or(".", |(folder, _)| folder)
                    .to_owned()
            })
            .collect();
        folders.dedup();
        folders
    }
}

impl Files for Memory {
    fn list(&self, folder: &str) -> Vec<String> {
        let inside = self.0.keys().filter_map(|path| {
            let (at, name) = path.rsplit_once('/').unwrap_or((".", path));
            (at == folder).then(|| name.to_owned())
        });
        inside.collect()
    }

    fn read(&self, path: &str) -> Result<Arc<[u8]>, ReadError> {
        let text = self.0.get(path).ok_or(ReadError::Missing)?;
        Ok(text.as_bytes().into())
    }
}

fn read(text: &str) -> Loaded {
    read_with(text, &[])
}

fn read_with(text: &str, given: &[Input]) -> Loaded {
    let files = Memory::new(text);
    let settings = Settings {
        permission_sets: vec![("genesyscloud_permissionset".into(), "permissions".into())],
    };
    load::load(
        &files.folders(),
        &files,
        &Inputs {
            given: given.to_vec(),
            ..Inputs::default()
        },
        &settings,
    )
}

/// The only model, without problems.
#[track_caller]
fn model(text: &str) -> (Loaded, Model) {
    let mut loaded = read(text);
    assert_eq!(loaded.problems, []);
    assert_eq!(loaded.models.len(), 1, "one root module");
    let model = loaded.models.remove(0);
    (loaded, model)
}

/// A listing in short: `a, b, ?reason, +more`.
fn listed(fact: &Fact<Listing>) -> String {
    match &fact.state {
        State::Known(listing) => {
            let items = listing.items.iter().map(|item| match &item.state {
                State::Known(text) => text.to_string(),
                State::OneOf { .. } => "one of several".to_owned(),
                State::Unknown(why) => format!("?{}", why.reason),
            });
            let open = listing.open.iter().map(|why| format!("+{}", why.reason));
            items.chain(open).collect::<Vec<_>>().join(", ")
        }
        State::OneOf { arms, optional } => {
            let arms: Vec<String> = arms.iter().map(listed).collect();
            format!(
                "{}{}",
                arms.join(" | "),
                if *optional { " | nothing" } else { "" }
            )
        }
        State::Unknown(why) => format!("?{}", why.reason),
    }
}

fn addresses(model: &Model) -> Vec<String> {
    model
        .resources
        .iter()
        .map(|resource| resource.address.to_string())
        .collect()
}

/// What each policy of the first role grants, in short.
#[track_caller]
fn check_policies(text: &str, expected: &[&str]) {
    let (_, model) = model(text);
    let role = model.roles.first().expect("a role");
    let known = |fact: &Option<Fact<smol_str::SmolStr>>| {
        let fact = fact.as_ref()?;
        Some(fact.known().map_or("?".to_owned(), ToString::to_string))
    };
    let policies = role.policies.iter().map(|policy| {
        let actions = policy.actions.as_ref().map_or("none".to_owned(), listed);
        let domain = known(&policy.domain).unwrap_or_default();
        let entity = known(&policy.entity).unwrap_or_default();
        format!("{domain}:{entity}:{actions}")
    });
    let mut policies: Vec<String> = policies.collect();
    policies.extend(role.open.iter().map(|why| format!("+{}", why.reason)));
    assert_eq!(policies, expected);
}

#[test]
fn a_role_is_read_through_locals_variables_and_dynamic_blocks() {
    check_policies(
        r#"
        variable "actions" {
          type    = set(string)
          default = ["view", "edit"]
        }
        locals {
          policies = {
            queue   = { domain = "routing", actions = var.actions }
            contact = { domain = "externalContacts", actions = ["view"] }
          }
        }
        resource "genesyscloud_auth_role" "a" {
          name = "a"
          dynamic "permission_policies" {
            for_each = local.policies
            content {
              domain      = permission_policies.value.domain
              entity_name = permission_policies.key
              action_set  = permission_policies.value.actions
            }
          }
          permission_policies {
            domain      = "recording"
            entity_name = "*"
            action_set  = concat(["view"], ["delete"])
          }
        }
        "#,
        &[
            "externalContacts:contact:view",
            "routing:queue:edit, view",
            "recording:*:view, delete",
        ],
    );
}

#[test]
fn what_is_not_known_says_why() {
    check_policies(
        r#"
        variable "actions" {}
        variable "policies" {}
        resource "genesyscloud_auth_role" "a" {
          name = "a"
          permission_policies {
            domain      = "routing"
            entity_name = "queue"
            action_set  = ["view", var.actions]
          }
          permission_policies {
            domain      = "routing"
            entity_name = "skill"
            action_set  = var.actions
          }
          dynamic "permission_policies" {
            for_each = var.policies
            content {}
          }
        }
        "#,
        &[
            "routing:queue:view, ?`var.actions` has no value here",
            "routing:skill:+`var.actions` has no value here",
            "+`var.policies` has no value here",
        ],
    );
}

#[test]
fn json_says_the_same_as_hcl() {
    check_policies(
        r#"-- main.tf.json
        {
          "locals": {"actions": ["view"]},
          "resource": {"genesyscloud_auth_role": {"a": {
            "name": "a",
            "permission_policies": [
              {"domain": "routing", "entity_name": "queue", "action_set": "${local.actions}"},
              {"domain": "routing", "entity_name": "skill", "action_set": ["edit"]}
            ],
            "dynamic": {"permission_policies": {
              "for_each": ["a", "b"],
              "content": {"domain": "${permission_policies.value}", "entity_name": "e", "action_set": ["x"]}
            }}
          }}}
        }
        "#,
        &["routing:queue:view", "routing:skill:edit", "a:e:x", "b:e:x"],
    );
}

#[test]
fn override_files_replace_arguments_and_whole_kinds_of_blocks() {
    check_policies(
        r#"-- main.tf
        resource "genesyscloud_auth_role" "a" {
          name = "a"
          permission_policies {
            domain      = "routing"
            entity_name = "queue"
            action_set  = ["view"]
          }
        }
        -- x_override.tf
        resource "genesyscloud_auth_role" "a" {
          permission_policies {
            domain      = local.domain
            entity_name = "queue"
            action_set  = ["edit"]
          }
        }
        -- locals.tf
        locals { domain = "a" }
        -- override.tf
        locals { domain = "b" }
        "#
        .replace("        --", "--")
        .as_str(),
        &["b:queue:edit"],
    );
}

#[test]
fn variables_take_the_value_that_counts_last() {
    let text = r#"-- main.tf
variable "a" { default = "default" }
variable "b" { default = "default" }
variable "c" { default = "default" }
variable "d" { default = "default" }
variable "e" {
  type    = list(string)
  default = ["default"]
}
resource "genesyscloud_oauth_client" "x" {
  scopes = concat([var.a, var.b, var.c, var.d], var.e)
}
-- terraform.tfvars
a = "tfvars"
b = "tfvars"
c = "tfvars"
-- terraform.tfvars.json
{"b": "json ${x}", "c": "json"}
-- z.auto.tfvars
c = "auto"
-- given.tfvars
d = "file"
"#;
    let given = [
        Input::File("given.tfvars".into()),
        Input::Variable {
            name: "e".into(),
            value: "[\"typed\"]".into(),
        },
    ];
    let loaded = read_with(text, &given);
    let client = &loaded.models[0].clients[0];
    assert_eq!(
        listed(client.scopes.as_ref().unwrap()),
        "tfvars, json ${x}, auto, file, typed"
    );
}

#[test]
fn each_call_of_a_module_is_an_instance_of_its_own() {
    let (_, model) = model(
        r#"-- main.tf
module "m" {
  source   = "./m"
  for_each = toset(["a", "b"])
  name     = each.key
}
resource "genesyscloud_oauth_client" "x" {
  count  = 2
  scopes = [module.m["a"].name, module.m["b"].role, count.index]
}
-- m/main.tf
variable "name" {}
resource "genesyscloud_auth_role" "r" { name = "role ${var.name}" }
output "name" { value = upper(var.name) }
output "role" { value = genesyscloud_auth_role.r.name }
"#,
    );
    assert_eq!(
        addresses(&model),
        [
            "genesyscloud_oauth_client.x[0]",
            "genesyscloud_oauth_client.x[1]",
            "module.m[\"a\"].genesyscloud_auth_role.r",
            "module.m[\"b\"].genesyscloud_auth_role.r",
        ]
    );
    assert_eq!(
        listed(model.clients[1].scopes.as_ref().unwrap()),
        "A, role b, 1"
    );
}

#[test]
fn a_folder_that_is_called_is_no_root() {
    let loaded = read(
        r#"-- env/main.tf
module "m" { source = "../m" }
-- m/main.tf
resource "genesyscloud_auth_role" "r" { name = "r" }
-- other/main.tf
locals {}
"#,
    );
    let roots: Vec<&str> = loaded
        .models
        .iter()
        .map(|model| model.root.as_str())
        .collect();
    assert_eq!(roots, ["env", "other"]);
    assert_eq!(
        addresses(&loaded.models[0]),
        ["module.m.genesyscloud_auth_role.r"]
    );
}

#[test]
fn modules_that_call_each_other_are_reported_and_end() {
    let loaded = read(
        r#"-- a/main.tf
module "b" { source = "../b" }
-- b/main.tf
module "a" { source = "../a" }
"#,
    );
    let messages: Vec<&str> = loaded
        .problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(messages, ["the module in `a` calls itself"]);
}

#[test]
fn locals_that_refer_to_themselves_are_reported_and_unknown() {
    let loaded = read(
        r#"
        locals {
          a = local.b
          b = local.a
        }
        resource "genesyscloud_auth_role" "r" { name = local.a }
        "#,
    );
    let problems: Vec<_> = loaded
        .problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(problems, ["`local.a` refers to itself"]);
    assert!(matches!(
        &loaded.models[0].roles[0].name,
        Some(Fact {
            state: State::Unknown(_),
            ..
        })
    ));
}

#[test]
fn the_chain_from_action_to_client_is_resolved() {
    let (_, model) = model(
        r#"
        resource "genesyscloud_auth_role" "r" { name = "r" }
        resource "genesyscloud_oauth_client" "c" {
          roles {
            role_id     = "${genesyscloud_auth_role.r.id}"
            division_id = "*"
          }
          roles { role_id = data.genesyscloud_auth_role.d.id }
          roles { role_id = "0b1c" }
        }
        data "genesyscloud_auth_role" "d" { name = "Employee" }
        resource "genesyscloud_integration_credential" "k" {
          fields = { clientId = genesyscloud_oauth_client.c.client_id, clientSecret = "s" }
        }
        resource "genesyscloud_integration" "i" {
          integration_type = "purecloud-data-actions"
          config {
            credentials = {
              pureCloudOAuthClient = genesyscloud_integration_credential.k.id
              other                = genesyscloud_oauth_client.c.integration_credential_id
            }
          }
        }
        resource "genesyscloud_integration_action" "a" {
          integration_id = genesyscloud_integration.i.id
          config_request {
            request_type         = "GET"
            request_url_template = "/api/v2/users/$${input.id}"
          }
        }
        "#,
    );
    let roles: Vec<_> = model.clients[0]
        .grants
        .iter()
        .map(|grant| grant.role.as_ref().unwrap().known().unwrap())
        .collect();
    assert_eq!(roles[0], &RoleRef::InTree(0));
    assert!(matches!(roles[1], RoleRef::Data { name: Some(name), .. } if name == "Employee"));
    assert_eq!(roles[2], &RoleRef::Id("0b1c".into()));
    assert_eq!(
        model.clients[0].grants[0].divisions[0].known(),
        Some(&DivisionRef::All)
    );
    assert_eq!(
        model.credentials[0].client.as_ref().unwrap().known(),
        Some(&ClientRef::InTree(0))
    );
    let credentials: Vec<_> = model.integrations[0]
        .credentials
        .iter()
        .map(|(name, fact)| (name.as_str(), fact.known()))
        .collect();
    assert_eq!(
        credentials,
        [
            ("other", Some(&CredentialRef::OfClient(0))),
            ("pureCloudOAuthClient", Some(&CredentialRef::InTree(0))),
        ]
    );
    let action = &model.actions[0];
    assert_eq!(
        action.integration.as_ref().unwrap().known(),
        Some(&IntegrationRef::InTree(0))
    );
    assert!(
        format!("{:?}", action.url.as_ref().unwrap().known()).contains("/api/v2/users/${input.id}")
    );
}

#[test]
fn an_undecided_conditional_keeps_both_arms() {
    let (_, model) = model(
        r#"
        variable "wide" {}
        resource "genesyscloud_auth_role" "r" { name = "r" }
        resource "genesyscloud_auth_role" "s" { name = "s" }
        resource "genesyscloud_oauth_client" "c" {
          scopes = var.wide ? ["a", "b"] : ["c"]
          roles {
            role_id     = var.wide ? genesyscloud_auth_role.r.id : genesyscloud_auth_role.s.id
            division_id = var.wide ? "*" : null
          }
        }
        "#,
    );
    let client = &model.clients[0];
    assert_eq!(listed(client.scopes.as_ref().unwrap()), "a, b | c");
    let State::OneOf {
        arms,
        optional: false,
    } = &client.grants[0].role.as_ref().unwrap().state
    else {
        panic!("both arms: {:?}", client.grants[0].role);
    };
    let arms: Vec<_> = arms.iter().map(Fact::known).collect();
    assert_eq!(arms, [Some(&RoleRef::InTree(0)), Some(&RoleRef::InTree(1))]);
    assert!(matches!(
        &client.grants[0].divisions[0].state,
        State::OneOf { optional: true, .. }
    ));
}

#[test]
fn a_value_knows_the_literal_and_the_way_that_it_took() {
    let (loaded, model) = model(
        r#"-- main.tf
module "m" {
  source  = "./m"
  actions = local.actions
}
locals { actions = ["veiw"] }
-- m/main.tf
variable "actions" {}
resource "genesyscloud_auth_role" "r" {
  permission_policies {
    action_set = var.actions
  }
}
"#,
    );
    let actions = model.roles[0].policies[0].actions.as_ref().unwrap();
    let State::Known(listing) = &actions.state else {
        panic!("known")
    };
    let origin = &listing.items[0].origin;
    assert_eq!(loaded.sources.slice(origin.at.unwrap()), "\"veiw\"");
    let hops: Vec<_> = origin
        .hops()
        .map(|hop| format!("{} in {}", hop.through, loaded.sources.path(hop.at.file)))
        .collect();
    assert_eq!(
        hops,
        ["var.actions in m/main.tf", "local.actions in main.tf"]
    );
}

#[test]
fn instances_that_cannot_be_counted_are_one_that_stands_for_all() {
    let (_, model) = model(
        r#"
        variable "names" {}
        resource "genesyscloud_auth_role" "r" {
          for_each = var.names
          name     = each.key
        }
        resource "genesyscloud_oauth_client" "c" {
          for_each = var.names
          roles { role_id = genesyscloud_auth_role.r[each.key].id }
        }
        "#,
    );
    assert_eq!(
        addresses(&model),
        [
            "genesyscloud_auth_role.r[*]",
            "genesyscloud_oauth_client.c[*]"
        ]
    );
    let role = model.clients[0].grants[0].role.as_ref().unwrap();
    assert_eq!(role.known(), Some(&RoleRef::InTree(0)));
}

#[test]
fn an_installed_module_is_followed_and_any_other_remote_one_says_where_it_is_from() {
    let text = r#"-- main.tf
module "here" { source = "example.com/a/b" }
module "gone" { source = "git::https://example.com/c.git" }
resource "genesyscloud_oauth_client" "c" { scopes = [module.here.scope, module.gone.scope] }
-- .terraform/modules/modules.json
{"Modules": [{"Key": "", "Source": "", "Dir": "."}, {"Key": "here", "Source": "example.com/a/b", "Dir": ".terraform/modules/here"}]}
-- .terraform/modules/here/main.tf
output "scope" { value = "users" }
"#;
    let (_, model) = model(text);
    assert_eq!(
        listed(model.clients[0].scopes.as_ref().unwrap()),
        "users, ?module `gone` comes from `git::https://example.com/c.git`, which is not here"
    );
}

#[test]
fn a_file_that_is_not_utf8_is_a_problem_and_the_rest_is_read() {
    struct Broken;
    impl Files for Broken {
        fn list(&self, _: &str) -> Vec<String> {
            vec!["a.tf".into(), "b.tf".into(), "c.tf".into()]
        }
        fn read(&self, path: &str) -> Result<Arc<[u8]>, ReadError> {
            match path {
                "a.tf" => Ok(b"\xff\nlocals { a = \"\xff\" }\n# \xff\n".as_slice().into()),
                "b.tf" => Err(ReadError::Unreadable("permission denied".into())),
                _ => Ok(b"resource \"genesyscloud_auth_role\" \"r\" {}"
                    .as_slice()
                    .into()),
            }
        }
    }
    let loaded = load::load(
        &[".".into()],
        &Broken,
        &Inputs::default(),
        &Settings::default(),
    );
    let problems: Vec<_> = loaded
        .problems
        .iter()
        .map(|problem| {
            (
                loaded.sources.path(problem.at.file),
                problem.message.as_str(),
            )
        })
        .collect();
    assert_eq!(
        problems,
        [
            ("a.tf", "the file is not valid UTF-8"),
            ("b.tf", "the file cannot be read: permission denied"),
        ]
    );
    assert_eq!(addresses(&loaded.models[0]), ["genesyscloud_auth_role.r"]);
}

#[test]
fn references_are_found_wherever_they_stand() {
    let (_, model) = model(
        r#"-- main.tf
resource "genesyscloud_auth_role" "r" {}
resource "other" "o" { x = [for r in [genesyscloud_auth_role.r] : unknown_function(r.id)] }
output "o" { value = "${genesyscloud_auth_role.r.id}" }
"#,
    );
    let found: Vec<String> = model
        .references
        .iter()
        .map(|reference| {
            let from = reference
                .from
                .as_ref()
                .map_or("-".to_owned(), ToString::to_string);
            format!("{from} -> {}", reference.to)
        })
        .collect();
    assert_eq!(
        found,
        [
            "other.o[*] -> genesyscloud_auth_role.r[*]",
            "- -> genesyscloud_auth_role.r[*]"
        ]
    );
}

/// A null has no type, so the conditional cannot make a set of the empty tuple; that
/// there are none is known all the same.
#[test]
fn for_each_over_nothing_makes_no_instance() {
    let text = r#"
variable "given" {
  type    = object({ names = optional(list(string)) })
  default = {}
}
resource "genesyscloud_auth_role" "named" {
  for_each = var.given.names != null ? toset(var.given.names) : []
  name     = each.key
}
resource "genesyscloud_auth_role" "list" {
  for_each = ["a"]
  name     = each.key
}
"#;
    let (_, model) = model(text);
    let addresses = model.resources.iter().map(|it| it.address.to_string());
    assert_eq!(
        addresses.collect::<Vec<_>>(),
        ["genesyscloud_auth_role.list[*]"]
    );
}

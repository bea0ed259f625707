//! `--plan`: the values are the plan's, the places are the text's.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use grantlint_parser::address::{Key, Mode};
use grantlint_parser::eval::json::encode;
use grantlint_parser::eval::value::Value;
use grantlint_parser::load::{self, Files, Inputs, ReadError, Settings};
use grantlint_parser::paths;
use grantlint_parser::resource::Body;
use serde_json::{Map, Value as Json, json};

use super::examples::example;
use super::{Project, Run, project};

/// What a client holds comes from outside.
const OPEN: &str = r#"//- main.tf
variable "actions" {
  type = list(string)
}

variable "role_id" {
  type = string
}

variable "client_id" {
  type      = string
  sensitive = true
}

resource "genesyscloud_auth_role" "reader" {
  name = "Reader"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = var.actions
  }
}

# grantlint: calls GET /api/v2/routing/queues
resource "genesyscloud_oauth_client" "reader" {
  name                  = "reader"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id = var.role_id
  }
}

resource "genesyscloud_integration_credential" "reader" {
  name                 = "reader"
  credential_type_name = "pureCloudOAuthClient"
  fields = {
    clientId     = var.client_id
    clientSecret = "${var.client_id}-hush"
  }
}
"#;

/// The plan of that, with these actions and this role.
fn plan(actions: &str, role: &str) -> String {
    let client = "22222222-2222-4222-8222-222222222222";
    format!(
        r#"{{
  "format_version": "1.2",
  "terraform_version": "1.11.4",
  "variables": {{
    "actions": {{ "value": {actions} }},
    "role_id": {{ "value": "{role}" }},
    "client_id": {{ "value": "{client}" }}
  }},
  "planned_values": {{ "root_module": {{ "resources": [
    {{ "address": "genesyscloud_auth_role.reader", "mode": "managed", "type": "genesyscloud_auth_role",
      "name": "reader", "values": {{ "id": "11111111-1111-4111-8111-111111111111", "name": "Reader",
        "description": null, "default_role_id": null, "permissions": null,
        "permission_policies": [{{ "domain": "routing", "entity_name": "queue", "conditions": [],
          "action_set": {actions} }}] }} }},
    {{ "address": "genesyscloud_oauth_client.reader", "mode": "managed", "type": "genesyscloud_oauth_client",
      "name": "reader", "values": {{ "id": "{client}", "client_id": "{client}", "name": "reader",
        "authorized_grant_type": "CLIENT-CREDENTIALS", "scopes": null, "state": null,
        "roles": [{{ "role_id": "{role}", "division_id": null }}] }} }},
    {{ "address": "genesyscloud_integration_credential.reader", "mode": "managed",
      "type": "genesyscloud_integration_credential", "name": "reader", "values": {{ "name": "reader",
        "credential_type_name": "pureCloudOAuthClient",
        "fields": {{ "clientId": "{client}", "clientSecret": "{client}-hush" }} }},
      "sensitive_values": {{ "fields": true }} }}
  ] }} }},
  "configuration": {{ "root_module": {{
    "variables": {{ "actions": {{}}, "role_id": {{}}, "client_id": {{ "sensitive": true }} }},
    "resources": [
      {{ "address": "genesyscloud_auth_role.reader", "mode": "managed", "type": "genesyscloud_auth_role",
        "name": "reader", "expressions": {{ "name": {{ "constant_value": "Reader" }},
          "permission_policies": [{{ "domain": {{ "constant_value": "routing" }},
            "entity_name": {{ "constant_value": "queue" }},
            "action_set": {{ "references": ["var.actions"] }} }}] }} }},
      {{ "address": "genesyscloud_oauth_client.reader", "mode": "managed",
        "type": "genesyscloud_oauth_client", "name": "reader", "expressions": {{
          "name": {{ "constant_value": "reader" }},
          "authorized_grant_type": {{ "constant_value": "CLIENT-CREDENTIALS" }},
          "roles": [{{ "role_id": {{ "references": ["var.role_id"] }} }}] }} }},
      {{ "address": "genesyscloud_integration_credential.reader", "mode": "managed",
        "type": "genesyscloud_integration_credential", "name": "reader", "expressions": {{
          "name": {{ "constant_value": "reader" }},
          "credential_type_name": {{ "constant_value": "pureCloudOAuthClient" }},
          "fields": {{ "references": ["var.client_id"] }} }} }}
    ] }} }}
}}
"#
    )
}

const ROLE: &str = "11111111-1111-4111-8111-111111111111";

fn planned(actions: &str, role: &str) -> Project {
    let project = project(OPEN);
    project.write("plan.json", plan(actions, role).as_bytes());
    project
}

#[track_caller]
fn verdict(run: &Run, expected: &str) {
    assert!(run.stdout.contains(expected), "{expected}\n{run}");
    assert!(!run.stdout.contains("hush"), "{run}");
}

#[test]
fn what_is_undecided_without_a_plan_is_decided_with_it() {
    let project = planned(r#"["view"]"#, ROLE);
    let run = project.run(&["check"]);
    verdict(&run, "0 granted, 0 missing, 1 undecided");
    verdict(&run, "because `var.role_id` has no value here");

    let run = project.run(&["check", "--plan", "plan.json"]);
    verdict(&run, "1 granted, 0 missing, 0 undecided");
    assert_eq!(run.exit, 0, "{run}");

    let run = planned(r#"["edit"]"#, ROLE).run(&["check", "--plan", "plan.json"]);
    verdict(&run, "0 granted, 1 missing, 0 undecided");
    verdict(&run, "main.tf:14:1");
    assert_eq!(run.exit, 1, "{run}");

    // A role that is not in the plan.
    let run = planned(r#"["view"]"#, "99999999-1111-4111-8111-111111111111");
    let run = run.run(&["check", "--plan", "plan.json"]);
    verdict(&run, "0 granted, 0 missing, 1 undecided");
}

#[test]
fn findings_stand_in_the_text_and_without_it_in_the_plan() {
    let project = planned(r#"["veiw"]"#, ROLE);
    let compact = ["check", "--format", "compact", "--plan"];
    let run = project.run(&[&compact[..], &["plan.json"]].concat());
    let misspelt = "`routing:queue:veiw` is no permission that is known [unknown-permission]";
    verdict(&run, &format!("main.tf:19:19: warning: {misspelt}"));

    project.write("elsewhere/notes.txt", b"no Terraform here");
    let run = project.run(&[&compact[..], &["plan.json", "elsewhere"]].concat());
    let line = plan("", "")
        .lines()
        .position(|line| line.contains("var.actions"));
    let place = format!("plan.json:{}:", line.expect("the reference") + 1);
    let found = run.stdout.lines().find(|line| line.contains(misspelt));
    assert!(found.expect("the finding").starts_with(&place), "{run}");
    assert_eq!(run.stderr, "", "{run}");

    // Terraform writes it on one line.
    let whole = plan(r#"["veiw"]"#, ROLE).replace("\n", " ");
    project.write("plan.json", whole.as_bytes());
    let run = project.run(&["check", "--plan", "plan.json", "elsewhere"]);
    verdict(&run, "routing:queue:veiw");
    assert!(
        run.stdout.lines().all(|line| line.chars().count() <= 120),
        "{run}"
    );
}

#[test]
fn a_baseline_holds_with_and_without_a_plan() {
    let project = planned(r#"["veiw"]"#, ROLE);
    let run = project.run(&["check", "--plan", "plan.json", "--write-baseline"]);
    assert_eq!(run.exit, 0, "{run}");
    let baseline = [
        "check",
        "--baseline",
        "grantlint-baseline.json",
        "--format",
        "compact",
    ];
    let run = project.run(&[&baseline[..], &["--plan", "plan.json"]].concat());
    assert_eq!(run.stdout, "", "{run}");
    project.write(
        "terraform.tfvars",
        b"actions = [\"veiw\"]\nrole_id = \"x\"\n",
    );
    let run = project.run(&baseline);
    assert!(!run.stdout.contains("unknown-permission"), "{run}");
}

#[test]
fn comments_and_excludes_hold_with_a_plan() {
    let project = planned(r#"["veiw"]"#, ROLE);
    let text = OPEN.trim_start_matches("//- main.tf\n").replace(
        "    action_set  = var.actions",
        "    # grantlint: ignore[unknown-permission] it is new\n    action_set  = var.actions",
    );
    project.write("main.tf", text.as_bytes());
    let run = project.run(&["check", "--plan", "plan.json"]);
    verdict(&run, "1 ignored");
    assert!(!run.stdout.contains("unknown-permission"), "{run}");
    assert!(!run.stdout.contains("unused-ignore"), "{run}");

    project.write("grantlint.toml", b"exclude = [\"main.tf\"]\n");
    let run = project.run(&["check", "--plan", "plan.json", "--format", "compact"]);
    assert_eq!(run.stdout, "", "{run}");
}

#[test]
fn a_plan_is_of_one_root_module() {
    let project = planned(r#"["view"]"#, ROLE);
    let text = OPEN.trim_start_matches("//- main.tf\n");
    for folder in ["envs/a", "envs/b"] {
        project.write(&format!("{folder}/main.tf"), text.as_bytes());
    }
    let run = project.run(&["check", "--plan", "plan.json", "envs"]);
    assert_eq!(run.exit, 2, "{run}");
    assert!(run.stderr.contains("`envs/a`, `envs/b`"), "{run}");
    // The module in the path itself is meant, whatever lies below it.
    for path in [".", "envs/a", "envs/b/main.tf"] {
        let run = project.run(&["check", "--plan", "plan.json", path]);
        verdict(&run, "1 call: 1 granted");
        assert_eq!(run.exit, 0, "{run}");
    }
    let run = project.run(&["check", "--plan", "plan.json", "envs/a", "envs/b"]);
    assert_eq!(run.exit, 2, "{run}");
}

#[test]
fn what_the_plan_lacks_is_named() {
    let project = planned(r#"["view"]"#, ROLE);
    let more = r#"
resource "genesyscloud_auth_role" "new" {
  count = 2
  name  = "New"
}
"#;
    let text = OPEN.trim_start_matches("//- main.tf\n").to_owned() + more;
    project.write("main.tf", text.as_bytes());
    let run = project.run(&["check", "--plan", "plan.json"]);
    let note = "`genesyscloud_auth_role.new[0]` and 1 more are not checked: not in the plan";
    assert!(run.stderr.contains(note), "{run}");
    assert_eq!(run.exit, 0, "{run}");
    let run = project.run(&["check", "--quiet", "--plan", "plan.json"]);
    assert_eq!(run.stderr, "", "{run}");

    // Whoever cuts the plan down leaves nothing to tell what is set.
    let mut cut: Json = serde_json::from_str(&plan(r#"["view"]"#, ROLE)).expect("JSON");
    cut["configuration"] = json!({});
    project.write("cut.json", cut.to_string().as_bytes());
    project.write("elsewhere/notes.txt", b"no Terraform here");
    let run = project.run(&["check", "--plan", "cut.json", "elsewhere"]);
    let note = "`genesyscloud_auth_role.reader` and 2 more are not checked: the plan has";
    assert!(run.stderr.contains(note), "{run}");
    assert_eq!(run.exit, 0, "{run}");
}

#[test]
fn what_is_no_plan_is_2() {
    let project = planned(r#"["view"]"#, ROLE);
    for (name, bytes, message) in [
        (
            "tfplan",
            &b"PK\x03\x04\x14\0"[..],
            "`terraform show -json tfplan > plan.json`",
        ),
        (
            "text.json",
            b"resource {",
            "is no plan in JSON: line 1, column 1",
        ),
        (
            "state.json",
            b"{\"format_version\": \"1.0\", \"values\": {}}",
            "is a state, not a plan",
        ),
        (
            "cut.json",
            b"{\"format_version\": \"1.2\", \"planned",
            "string is not closed",
        ),
    ] {
        project.write(name, bytes);
        let run = project.run(&["check", "--plan", name]);
        assert_eq!(run.exit, 2, "{name}: {run}");
        assert!(run.stderr.contains(message), "{name}: {run}");
        assert_eq!(run.stdout, "", "{name}: {run}");
    }
    let run = project.run(&["check", "--plan", "gone.json"]);
    assert!(run.stderr.contains("`gone.json` is not there"), "{run}");
    assert_eq!(run.exit, 2, "{run}");
    let run = project.run(&["check", "--plan", "plan.json", "nowhere"]);
    assert!(run.stderr.contains("`nowhere` is not there"), "{run}");
    assert_eq!(run.exit, 2, "{run}");
    let run = project.run(&["check", "--plan", "plan.json", "--var", "role_id=x"]);
    assert_eq!(run.exit, 2, "{run}");
}

/// The files of a folder, as the loader wants them.
struct Disk<'p>(&'p Path);

impl Files for Disk<'_> {
    fn list(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.0.join(folder)).into_iter().flatten();
        let names = entries
            .flatten()
            .map(|entry| entry.file_name().into_string());
        let mut names: Vec<String> = names.flatten().collect();
        names.sort_unstable();
        names
    }

    fn read(&self, path: &str) -> Result<std::sync::Arc<[u8]>, ReadError> {
        let bytes = fs::read(self.0.join(path)).map_err(|_| ReadError::Missing)?;
        Ok(bytes.into())
    }
}

/// What Terraform would plan for the module in that folder, as far as its text tells.
fn made_plan(project: &Project, folder: &str) -> Json {
    let folders = [paths::join("", folder)];
    let (inputs, settings) = (Inputs::default(), Settings::default());
    let loaded = load::load(&folders, &Disk(project.path()), &inputs, &settings);
    let mut modules: BTreeMap<String, Vec<Json>> = BTreeMap::new();
    let mut changes = Vec::new();
    for resource in loaded.models.iter().flat_map(|model| &model.resources) {
        let address = &resource.address;
        let index = match &address.key {
            Key::None | Key::Unknown => Json::Null,
            Key::Index(index) => json!(index),
            Key::Name(name) => json!(name.as_str()),
        };
        let (values, unknown) = body(&resource.body);
        let module = modules.entry(address.module.to_string()).or_default();
        module.push(json!({
            "address": address.to_string(),
            "mode": if address.mode == Mode::Data { "data" } else { "managed" },
            "type": address.kind.as_str(),
            "name": address.name.as_str(),
            "index": index,
            "values": values,
        }));
        changes.push(json!({"address": address.to_string(), "change": {"after_unknown": unknown}}));
    }
    let root = modules.remove("").unwrap_or_default();
    let children: Vec<Json> = modules
        .into_iter()
        .map(|(address, resources)| json!({"address": address, "resources": resources}))
        .collect();
    json!({
        "format_version": "1.2",
        "planned_values": {"root_module": {"resources": root, "child_modules": children}},
        "resource_changes": changes,
    })
}

/// The values of a body, and which of them are not known.
fn body(body: &Body) -> (Json, Json) {
    let mut values = Map::new();
    let mut unknown = Map::new();
    for argument in &body.arguments {
        let (known, open) = value(&argument.value);
        if open != json!(true) {
            values.insert(argument.name.to_string(), known);
        }
        unknown.insert(argument.name.to_string(), open);
    }
    for block in &body.blocks {
        for (map, part) in [&mut values, &mut unknown]
            .into_iter()
            .zip(pair(&block.body))
        {
            let list = map
                .entry(block.kind.to_string())
                .or_insert_with(|| json!([]));
            if let Json::Array(list) = list {
                list.push(part);
            }
        }
    }
    for open in &body.open {
        values.remove(open.kind.as_str());
        unknown.insert(open.kind.to_string(), json!(true));
    }
    (Json::Object(values), Json::Object(unknown))
}

fn pair(block: &Body) -> [Json; 2] {
    let (values, unknown) = body(block);
    [values, unknown]
}

/// A value as a plan has it, and which of it is not known.
fn value(value: &Value) -> (Json, Json) {
    if let Some(items) = value.as_sequence() {
        let (known, open): (Vec<Json>, Vec<Json>) = items.iter().map(self::value).unzip();
        return (json!(known), json!(open));
    }
    if let Some(entries) = value.as_mapping() {
        let parts = entries
            .iter()
            .map(|(name, part)| (name.to_string(), self::value(part)));
        let parts: Vec<(String, (Json, Json))> = parts.collect();
        let open = parts
            .iter()
            .map(|(name, part)| (name.clone(), part.1.clone()));
        let open: Map<String, Json> = open.collect();
        let known = parts.into_iter().filter(|(_, part)| part.1 != json!(true));
        let known: Map<String, Json> = known.map(|(name, part)| (name, part.0)).collect();
        return (Json::Object(known), Json::Object(open));
    }
    match encode(value) {
        Ok(text) => (serde_json::from_str(&text).expect("JSON"), json!(false)),
        Err(_) => (Json::Null, json!(true)),
    }
}

/// A plan of the same text makes no difference to what is found.
#[test]
fn examples_have_the_same_findings_with_a_plan() {
    for (name, folder) in [
        ("authenticx", "."),
        ("callback-service", "."),
        ("media-export", "."),
        ("recording-archive", "."),
        ("screen-recording", "."),
        ("shift-swap", "."),
        ("policies", "health-insurer"),
        ("policies", "service-centre"),
    ] {
        let project = example(name);
        let plan = made_plan(&project, folder).to_string();
        assert!(plan.contains("genesyscloud_"), "{name}");
        project.write("plan.json", plan.as_bytes());
        let arguments = ["check", "--pedantic", "--format", "json", folder];
        let without = project.run(&arguments);
        let with = project.run(&[&arguments[..], &["--plan", "plan.json"]].concat());
        assert!(without.stdout.contains("\"summary\""), "{without}");
        assert_eq!(with.stdout, without.stdout, "{name}");
        assert_eq!(with.exit, without.exit, "{name}");
    }
}

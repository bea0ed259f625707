//! A first `grantlint.toml`: every setting at its default with what it is for, and
//! an entry for whatever the Terraform files leave open.
//!
//! A line that begins with `#` and no blank is a setting, so that one key press
//! turns it on and a test can turn on all of them; `# ` begins prose.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::rule::{Level, built_in};
use crate::suggest::{ClientEntry, Suggestions};

/// The text of the file.
pub fn write(suggestions: &Suggestions) -> String {
    let mut out = String::from(HEAD);
    out.push_str(OPTIONS);
    clients(suggestions, &mut out);
    permission_sets(&suggestions.permission_sets, &mut out);
    roles(suggestions, &mut out);
    out.push_str(DEPLOYER);
    severities(&mut out);
    out
}

const HEAD: &str = "\
# What grantlint cannot read from the Terraform files. It holds for this folder and
# what lies below it. Take the # off a line like #fail-on to use it: what stands
# there is the default, or is found in these files. Check with: grantlint check
";

const OPTIONS: &str = r#"
# What is known of the platform: "genesys-cloud" is what it publishes,
# "field-reports" adds what users report.
#packs = ["genesys-cloud"]

# Globs of TOML files with packs, rules and profiles of your own.
#rules = []

# Globs of the paths to leave out, from this folder: "legacy/**".
#exclude = []

# From which severity on a check fails: "note", "warning", "error" or "never".
#fail-on = "error"

# Whether the organisation enforces OAuth scopes; a missing scope is then an error.
#enforce-scopes = false
"#;

const DEPLOYER: &str = r#"
# Who runs Terraform, if one of these files defines it: a role or a client. What it
# lacks to create what is here is reported then.
#   [deployer]
#   role = "genesyscloud_auth_role.NAME"
"#;

/// The addresses that a comment names before it counts the rest.
const MOST_NAMED: usize = 4;

fn clients(suggestions: &Suggestions, out: &mut String) {
    let clients = &suggestions.clients;
    if clients.is_empty() && suggestions.strays.is_empty() {
        return;
    }
    title("OAuth clients", out);
    if clients.values().any(|client| client.lacks_calls) {
        out.push_str(CALLS);
    }
    if clients.values().any(|client| client.lacks_user) {
        let users = match suggestions.users.is_empty() {
            true => "no user, so there is nobody to name".to_owned(),
            false => few(&suggestions.users),
        };
        wrapped(&format!("{ACTS_AS} {users}."), out);
    }
    if clients
        .values()
        .any(|client| !client.credentials.is_empty())
    {
        out.push_str(CREDENTIALS);
    }
    if !suggestions.strays.is_empty() {
        out.push_str(STRAYS);
        listed(&suggestions.strays, out);
    }
    for (address, client) in clients {
        entry(address, client, out);
    }
}

const CALLS: &str = "\
# calls: the operations that a client is meant to use and that no data action or
# comment tells, as \"GET /api/v2/routing/queues\", or \"profile:NAME\".
";

const ACTS_AS: &str = "acts-as: the users whose roles count where people sign in to a client. \
    These files know of";

const CREDENTIALS: &str = "\
# credentials: what stands for the client where the way from a data action to it
# ends at a value that these files do not give. Turn it on at the client that it is.
";

const STRAYS: &str = "\
# None of these files defines the client that the following data actions run as, so
# what they call is not checked:
";

fn entry(address: &str, client: &ClientEntry, out: &mut String) {
    let _ = writeln!(out, "\n[[client]]\naddress = {}", basic_string(address));
    if client.lacks_calls {
        out.push_str("#calls = []\n");
    }
    if client.lacks_user {
        out.push_str("#acts-as = []\n");
    }
    if !client.credentials.is_empty() {
        listed(&client.credentials, out);
        let names: Vec<String> = client
            .credentials
            .keys()
            .map(|name| basic_string(name))
            .collect();
        let _ = writeln!(out, "#credentials = [{}]", names.join(", "));
    }
}

fn permission_sets(addresses: &BTreeSet<String>, out: &mut String) {
    if addresses.is_empty() {
        return;
    }
    title("Permission sets", out);
    out.push_str("# calls: the operations that whoever holds the set is meant to use.\n");
    for address in addresses {
        let address = basic_string(address);
        let _ = writeln!(
            out,
            "\n[[permission-set]]\naddress = {address}\n#calls = []"
        );
    }
}

fn roles(suggestions: &Suggestions, out: &mut String) {
    if suggestions.roles.is_empty() && suggestions.role_ids.is_empty() {
        return;
    }
    title("Roles that are not defined in these files", out);
    out.push_str(EXTERNAL);
    for (name, sources) in &suggestions.roles {
        out.push('\n');
        if !sources.is_empty() {
            wrapped(&few(sources), out);
        }
        let name = basic_string(name);
        let _ = writeln!(out, "#[[external-role]]\n#name = {name}\n#permissions = []");
    }
    if suggestions.role_ids.is_empty() {
        return;
    }
    out.push('\n');
    out.push_str(BY_ID);
    listed(&suggestions.role_ids, out);
    out.push_str("#[[external-role]]\n#file = \"roles.json\"\n");
}

const EXTERNAL: &str = "\
# permissions: what each holds, as \"routing:queue:view\" or \"Routing > Queue > View\";
# or in its place, file: a file with what GET /api/v2/authorization/roles answers.
# Until it is known, what depends on the role is undecided.
";

const BY_ID: &str = "\
# A role that is given by its id can only be found in such a file, which tells of all
# other roles too:
";

/// The rules that are off by default; more of them would only repeat what
/// `explain` tells.
fn severities(out: &mut String) {
    out.push_str(SEVERITY);
    for rule in built_in().iter().filter(|rule| rule.severity == Level::Off) {
        let _ = writeln!(out, "# {}\n#{} = \"off\"", rule.summary, rule.id);
    }
}

const SEVERITY: &str = r#"
# How much the findings of a rule weigh: "off", "note", "warning" or "error". Most
# rules are on; grantlint explain RULE tells of each.
#[severity]
"#;

fn title(text: &str, out: &mut String) {
    let _ = writeln!(out, "\n# {text}\n#");
}

fn listed(of_each: &BTreeMap<String, BTreeSet<String>>, out: &mut String) {
    for (name, addresses) in of_each {
        let addresses = few(addresses);
        wrapped(&format!("- {}: {addresses}", basic_string(name)), out);
    }
}

/// The first of them, and how many more there are.
fn few(names: &BTreeSet<String>) -> String {
    let named: Vec<&str> = names.iter().map(String::as_str).take(MOST_NAMED).collect();
    match names.len() - named.len() {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

/// Writes a comment, broken before column 85; an item of a list hangs.
fn wrapped(text: &str, out: &mut String) {
    const WIDTH: usize = 84;
    let hang = if text.starts_with("- ") { "  " } else { "" };
    let mut column = 0;
    for word in text.split(' ') {
        if column > 0 && column + 1 + word.chars().count() > WIDTH {
            out.push_str("\n# ");
            out.push_str(hang);
            column = 2 + hang.len();
        } else {
            out.push_str(if column == 0 { "# " } else { " " });
            column += if column == 0 { 2 } else { 1 };
        }
        out.push_str(word);
        column += word.chars().count();
    }
    out.push('\n');
}

/// The text as a basic string of TOML. What an editor may not show is escaped too.
fn basic_string(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() || ('\u{200b}'..='\u{206f}').contains(&c) => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use grantlint_parser::source::Sources;
    use proptest::prelude::*;

    use super::*;
    use crate::settings::Settings;

    /// The file with every setting turned on.
    fn all_on(text: &str) -> String {
        let on = |line: &str| match line.strip_prefix('#') {
            Some(rest) if !rest.is_empty() && !rest.starts_with(' ') => format!("{rest}\n"),
            _ => format!("{line}\n"),
        };
        text.lines().map(on).collect()
    }

    #[track_caller]
    fn read(text: &str) -> Settings {
        let file = Sources::default().add("grantlint.toml", text);
        let settings = Settings::parse(file, text);
        let settings = settings.unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert!(
            settings.problems.is_empty(),
            "{:?}\n{text}",
            settings.problems
        );
        settings
    }

    fn names() -> impl Strategy<Value = BTreeSet<String>> {
        prop::collection::btree_set("[a-z]{1,9}\\.[a-z]{1,40}", 0..7)
    }

    fn suggestions() -> impl Strategy<Value = Suggestions> {
        let by_name = || prop::collection::btree_map(any::<String>(), names(), 0..3);
        let client = (any::<bool>(), any::<bool>(), by_name());
        let client = client.prop_map(|(lacks_calls, lacks_user, credentials)| ClientEntry {
            lacks_calls,
            lacks_user,
            credentials,
        });
        let clients = prop::collection::btree_map("[a-z]{1,9}\\.[a-z]{1,9}", client, 0..4);
        (clients, names(), by_name(), by_name(), names(), by_name()).prop_map(
            |(clients, permission_sets, roles, role_ids, users, strays)| Suggestions {
                clients,
                permission_sets,
                roles,
                role_ids,
                users,
                strays,
            },
        )
    }

    proptest! {
        #[test]
        fn whatever_is_suggested_can_be_read_as_it_is_and_turned_on(wanted in suggestions()) {
            let text = write(&wanted);
            let settings = read(&text);
            prop_assert_eq!(settings.clients.len(), wanted.clients.len());
            prop_assert!(settings.external_roles.is_empty());

            let settings = read(&all_on(&text));
            let entries = settings.clients.iter().zip(&wanted.clients);
            for (entry, (address, client)) in entries {
                prop_assert_eq!(entry.address.value.as_str(), address);
                let credentials = entry.credentials.iter().map(|text| &text.value);
                prop_assert!(credentials.eq(client.credentials.keys()));
            }
            let names = settings.external_roles.iter().filter_map(|role| role.name.as_ref());
            prop_assert!(names.map(|name| &name.value).eq(wanted.roles.keys()));
            let files = settings.external_roles.iter().filter(|role| role.file.is_some());
            prop_assert_eq!(files.count(), usize::from(!wanted.role_ids.is_empty()));
        }
    }

    #[test]
    fn what_is_turned_on_is_the_default() {
        let settings = read(&all_on(&write(&Suggestions::default())));
        let default = Settings::default();
        assert_eq!(settings.pack_names(), default.pack_names());
        assert_eq!(settings.fail_on, default.fail_on);
        assert_eq!(settings.enforce_scopes, default.enforce_scopes);
        assert!(settings.exclude.is_empty() && settings.rule_files.is_empty());
        for (rule, level) in &settings.severity {
            let rule = built_in().iter().find(|known| known.id == rule.value);
            assert_eq!(rule.map(|rule| rule.severity), Some(*level));
        }
    }
}

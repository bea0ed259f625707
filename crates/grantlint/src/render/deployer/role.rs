//! The need as a role in HCL, as `terraform fmt` writes it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use grantlint_rules::provision::{Chosen, Demand, TypeName, sweeps};

use super::{Answer, alternatives};
use crate::render::{counted, escaped};

/// Writes a role that has the fewest permissions that suffice.
///
/// # Errors
/// What the writer answers.
pub fn hcl(answer: &Answer<'_>, out: &mut dyn Write) -> io::Result<()> {
    let provision = answer.provision;
    let types = counted(provision.types.len(), "type");
    writeln!(
        out,
        "# What the provider needs for the {types} of this tree, by `grantlint deployer`."
    )?;
    for (name, reason) in &provision.unknown {
        let reason = escaped(reason).into_owned();
        writeln!(
            out,
            "# Not known for {}: {reason}.",
            escaped(&name.to_string())
        )?;
    }
    for operation in provision.untold.keys() {
        writeln!(
            out,
            "# What `{}` requires is not published.",
            escaped(operation)
        )?;
    }
    if !answer.exact {
        writeln!(out, "# Fewer permissions may suffice.")?;
    }
    writeln!(out, "resource \"genesyscloud_auth_role\" \"deployer\" {{")?;
    writeln!(out, "  name        = \"Terraform deployer\"")?;
    writeln!(
        out,
        "  description = \"What the provider needs to plan and apply\""
    )?;
    let mut policies: BTreeMap<(&str, &str), Vec<(&str, &str)>> = BTreeMap::new();
    let mut general: BTreeSet<&str> = BTreeSet::new();
    for chosen in answer.chosen {
        let mut parts = chosen.permission.splitn(3, ':');
        match (parts.next(), parts.next(), parts.next()) {
            (Some(domain), Some(entity), Some(action)) => {
                let policy = policies.entry((domain, entity)).or_default();
                policy.push((action, chosen.permission));
            }
            _ => {
                general.insert(chosen.permission);
            }
        }
    }
    if !general.is_empty() {
        writeln!(out)?;
        for permission in &general {
            comments(answer, &[permission], out)?;
        }
        writeln!(out, "  permissions = [{}]", quoted(general.iter().copied()))?;
    }
    for ((domain, entity), actions) in policies {
        let names: Vec<&str> = actions.iter().map(|(_, permission)| *permission).collect();
        writeln!(out)?;
        comments(answer, &names, out)?;
        writeln!(out, "  permission_policies {{")?;
        writeln!(out, "    domain      = {}", quoted([domain]))?;
        writeln!(out, "    entity_name = {}", quoted([entity]))?;
        let actions = actions.iter().map(|(action, _)| *action);
        writeln!(out, "    action_set  = [{}]", quoted(actions))?;
        writeln!(out, "  }}")?;
    }
    writeln!(out, "}}")
}

/// Who needs these permissions, and why one of several was taken.
fn comments(answer: &Answer<'_>, permissions: &[&str], out: &mut dyn Write) -> io::Result<()> {
    let demands = answer.provision.demands.iter();
    let demands: Vec<&Demand<'_>> = demands
        .filter(|demand| {
            permissions
                .iter()
                .any(|name| demand.permissions.contains(name))
        })
        .collect();
    let types: BTreeSet<&TypeName> = demands.iter().flat_map(|demand| &demand.types).collect();
    for name in types {
        writeln!(out, "  # {}", escaped(&name.to_string()))?;
    }
    // Where another need has chosen already, there is nothing to say.
    let is_open = |demand: &&&Demand<'_>| {
        let chosen = answer.chosen.iter().filter(|chosen| chosen.needed);
        demand.permissions.len() > 1
            && chosen
                .into_iter()
                .all(|one| !demand.permissions.contains(&one.permission))
    };
    for demand in demands.iter().filter(is_open) {
        let of = |chosen: &&Chosen<'_>| demand.permissions.contains(&chosen.permission);
        let Some(chosen) = answer.chosen.iter().find(of) else {
            continue;
        };
        let name = chosen.permission;
        if !permissions.contains(&name) {
            continue;
        }
        let is_narrower = !sweeps(name) && demand.permissions.iter().any(|other| sweeps(other));
        let why = match is_narrower {
            true => "is narrower than others",
            false => "keeps the role smallest",
        };
        writeln!(
            out,
            "  # One of {} suffices; {} {why}.",
            escaped(&alternatives(&demand.permissions, ", ")),
            escaped(name)
        )?;
    }
    Ok(())
}

/// HCL strings; the names of permissions have nothing in them that HCL would read.
fn quoted<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let texts = texts.into_iter();
    let texts: Vec<String> = texts
        .map(|text| {
            let text = text.replace('\\', "\\\\").replace('"', "\\\"");
            let text = text.replace("${", "$${").replace("%{", "%%{");
            format!("\"{}\"", escaped(&text))
        })
        .collect();
    texts.join(", ")
}

//! `grantlint deployer`: what whoever runs Terraform on a tree needs.

use grantlint_parser::load::Inputs;
use grantlint_parser::model::Model;
use grantlint_rules::check::models;
use grantlint_rules::provision::{Shortfall, deployers, fewest, provision};
use grantlint_rules::settings::Deployer;

use crate::args::{DeployerArguments, NeedFormat};
use crate::exit::Exit;
use crate::paths::Here;
use crate::render::Style;
use crate::render::deployer::{self, Answer, Lacking};
use crate::{answer, ask, say};

/// Answers.
pub fn run(here: &Here, arguments: &DeployerArguments, inputs: &Inputs, style: Style) -> Exit {
    let parts = match ask::read(here, &arguments.paths, &arguments.tree, inputs) {
        Ok(parts) => parts,
        Err(exit) => return exit,
    };
    let part = match parts.as_slice() {
        [part] => part,
        [] => {
            say::error("the configuration excludes everything here");
            return Exit::Failed;
        }
        _ => {
            say::error("these paths are governed by several configurations");
            say::help("ask about the folder of one of them, or name one with --config");
            return Exit::Failed;
        }
    };
    let all = models(&part.loaded);
    let all: Vec<&Model> = all.iter().map(AsRef::as_ref).collect();
    let provision = provision(&all, &part.matrix);
    let (chosen, exact) = fewest(&provision.demands, &part.matrix);
    let answer = Answer {
        lacking: lacking(part, &all),
        provision: &provision,
        chosen: &chosen,
        exact,
    };
    if let Some(Deployer::Role(glob) | Deployer::Client(glob)) = &part.settings.deployer
        && answer.lacking.is_empty()
    {
        let declared = &glob.value;
        say::note(&format!(
            "what the declared deployer `{declared}` holds is not known from these files"
        ));
    }
    let lacks = answer.lacking.iter().any(|one| !one.missing.is_empty());
    let exit = if lacks { Exit::Findings } else { Exit::Clean };
    answer::write(exit, |out| match arguments.format {
        NeedFormat::List => deployer::list(&answer, &part.loaded.sources, style, out),
        NeedFormat::Json => deployer::json(&answer, &part.loaded.sources, out),
        NeedFormat::Hcl => deployer::hcl(&answer, out),
    })
}

/// What each declared deployer lacks for the root module that defines it, as
/// `deployer-missing-permission` reports it.
fn lacking(part: &ask::Part, models: &[&Model]) -> Vec<Lacking> {
    let mut found = Vec::new();
    for model in models {
        let declared = deployers(model, &part.settings, &part.matrix);
        if declared.is_empty() {
            continue;
        }
        let provision = provision(&[model], &part.matrix);
        for one in declared {
            let mut lacking = Lacking {
                address: one.address.to_string(),
                at: one.header,
                missing: Vec::new(),
                undecided: Vec::new(),
            };
            for demand in &provision.demands {
                match one.lacks(demand) {
                    None => {}
                    Some(Shortfall::Missing(missing)) => lacking.missing.push(missing),
                    Some(Shortfall::Undecided(doubt)) => {
                        let names = demand.permissions.iter().map(ToString::to_string);
                        let because = doubt.reason.to_string();
                        lacking.undecided.push((names.collect(), because));
                    }
                }
            }
            found.push(lacking);
        }
    }
    found
}

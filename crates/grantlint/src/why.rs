//! `grantlint why`: the way to a verdict, hop by hop, or the verdicts on the calls of a
//! profile.

use grantlint_parser::load::Inputs;
use grantlint_rules::derivation::{Derivation, derive};
use grantlint_rules::finding::Answer;
use grantlint_rules::settings::call_text::CallText;

use crate::args::{AnswerFormat, WhyArguments};
use crate::exit::Exit;
use crate::paths::Here;
use crate::render::{Style, profile, why};
use crate::{answer, ask, say};

/// Answers.
pub fn run(here: &Here, arguments: &WhyArguments, inputs: &Inputs, style: Style) -> Exit {
    let asked = arguments.operation.join(" ");
    let asked = match CallText::parse(&asked) {
        Ok(asked) => asked,
        Err(why) => {
            say::error(&why);
            if !asked.contains('/') {
                say::help(&format!(
                    "ask about a call, as in \"GET /api/v2/routing/queues\"; \
                     `grantlint explain \"{asked}\"` tells what a permission opens"
                ));
            }
            return Exit::Failed;
        }
    };
    let path_in = std::slice::from_ref(&arguments.path);
    let parts = match ask::read(here, path_in, &arguments.tree, inputs) {
        Ok(parts) => parts,
        Err(exit) => return exit,
    };
    let whom = match ask::whom(&parts, &arguments.client) {
        Ok(whom) => whom,
        Err(exit) => return exit,
    };
    let sources = &whom.part.loaded.sources;
    let callers = whom.callers();
    let calls = callers.calls();
    match asked {
        CallText::Operation { method, path } => {
            let call = callers.call(&calls, &whom.subject, &method, &path);
            let derivation = derive(callers, &calls, &call);
            answer::write(exit(&derivation), |out| match arguments.format {
                AnswerFormat::Human => why::human(&derivation, sources, style, out),
                AnswerFormat::Json => why::json(&derivation, sources, out),
            })
        }
        CallText::Profile(name) => {
            let asked = match callers.profile(&calls, &whom.subject, &name) {
                Ok(asked) => asked,
                Err((message, help)) => {
                    say::error(&message);
                    say::help(&help);
                    return Exit::Failed;
                }
            };
            let asked = asked.iter().map(|call| derive(callers, &calls, call));
            let all: Vec<Derivation> = asked.collect();
            let exit = all.iter().map(exit).max().unwrap_or(Exit::Clean);
            answer::write(exit, |out| match arguments.format {
                AnswerFormat::Human => profile::human(&name, &all, style, out),
                AnswerFormat::Json => profile::json(&name, &all, sources, out),
            })
        }
    }
}

fn exit(derivation: &Derivation) -> Exit {
    match derivation.answer {
        Answer::Granted => Exit::Clean,
        Answer::Missing(_) | Answer::Undecided(_) => Exit::Findings,
    }
}

//! `grantlint why`: the way to a verdict, hop by hop.

use grantlint_parser::load::Inputs;
use grantlint_rules::calls::Callers;
use grantlint_rules::derivation::derive;
use grantlint_rules::finding::Answer;
use grantlint_rules::settings::call_text::CallText;

use crate::args::{AnswerFormat, WhyArguments};
use crate::exit::Exit;
use crate::paths::Here;
use crate::render::{Style, why};
use crate::{answer, ask, say};

/// Answers.
pub fn run(here: &Here, arguments: &WhyArguments, inputs: &Inputs, style: Style) -> Exit {
    let (method, path) = match CallText::parse(&arguments.operation.join(" ")) {
        Ok(CallText::Operation { method, path }) => (method, path),
        Ok(CallText::Profile(name)) => {
            say::error(&format!("`profile:{name}` is no operation"));
            say::help("ask about one of its calls, as in \"GET /api/v2/routing/queues\"");
            return Exit::Failed;
        }
        Err(why) => {
            say::error(&why);
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
    let callers = Callers {
        sources,
        model: &whom.model,
        settings: &whom.part.settings,
        matrix: &whom.part.matrix,
    };
    let calls = callers.calls();
    let call = callers.call(&calls, &whom.subject, &method, &path);
    let derivation = derive(callers, &calls, &call);
    let exit = match derivation.answer {
        Answer::Granted => Exit::Clean,
        Answer::Missing(_) | Answer::Undecided(_) => Exit::Findings,
    };
    answer::write(exit, |out| match arguments.format {
        AnswerFormat::Human => why::human(&derivation, sources, style, out),
        AnswerFormat::Json => why::json(&derivation, sources, out),
    })
}

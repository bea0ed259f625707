//! From folders to models: which files make up a module, which modules it
//! calls, which of them are roots, and what could not be read.

pub mod ask;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use smol_str::SmolStr;

use crate::directive::directives;
use crate::eval::budget::{Budget, Exceeded, MAX_STEPS};
pub use crate::files::{Files, ReadError, is_configuration};
use crate::instance::World;
use crate::lower;
pub use crate::lower::Settings;
use crate::model::Model;
use crate::module::{Module, Modules};
use crate::parallel;
use crate::paths::{self, local_source};
pub use crate::plan::{Plan, Unchecked};
pub use crate::problem::{Problem, ProblemKind};
pub use crate::read::called_folders;
use crate::read::{Folder, Read, Reader};
use crate::references::PREFIX;
use crate::source::Sources;
use crate::syntax::tree::{ExprKind, File};
use crate::variables::{self, Given};

/// Values that the command line gives: `--var` and `--var-file`, in the order
/// in which they were written, or a plan.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Each of them.
    pub given: Vec<Input>,
    /// `--plan`: what Terraform worked out for the only root module. Its values
    /// count before all others.
    pub plan: Option<Arc<Plan>>,
}

/// One `--var` or `--var-file`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// `--var name=value`
    Variable {
        /// The variable's name.
        name: String,
        /// Its value, as text: an expression where the variable is not a string.
        value: String,
    },
    /// `--var-file path`
    File(String),
}

/// All that was read.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The texts.
    pub sources: Sources,
    /// The parsed files, each once, in the order in which they were read.
    pub files: Vec<File>,
    /// One model for each root module, in the order of their folders.
    pub models: Vec<Model>,
    /// What could not be read or understood.
    pub problems: Vec<Problem>,
    /// What a plan keeps out of the models.
    pub unchecked: Unchecked,
    /// The variables that the inputs name and that no root module declares; none are
    /// told where a file could not be read, which may declare them.
    pub undeclared: Vec<SmolStr>,
}

/// Reads the modules in these folders and the local modules that they call, and
/// evaluates each root among them. A folder is a root if no call in any of the
/// folders reaches it.
pub fn load(folders: &[String], files: &dyn Files, inputs: &Inputs, settings: &Settings) -> Loaded {
    load_after(Sources::default(), folders, files, inputs, settings)
}

/// As [`load`], but the texts come after those of `sources`, so that locations in
/// these, such as those of a configuration file, hold in the result too.
pub fn load_after(
    sources: Sources,
    folders: &[String],
    files: &dyn Files,
    inputs: &Inputs,
    settings: &Settings,
) -> Loaded {
    let ours = |kind: &str| kind.starts_with(PREFIX);
    load_where(sources, folders, files, inputs, settings, &ours)
}

/// As [`load`], but the models hold the resources of all providers: for whoever
/// wants to know how much of their arguments is known.
pub fn load_all(folders: &[String], files: &dyn Files, inputs: &Inputs) -> Loaded {
    let settings = Settings::default();
    load_where(
        Sources::default(),
        folders,
        files,
        inputs,
        &settings,
        &|_| true,
    )
}

/// `wanted` says of a resource's type whether it comes into the models.
fn load_where(
    sources: Sources,
    folders: &[String],
    files: &dyn Files,
    inputs: &Inputs,
    settings: &Settings,
    wanted: &(dyn Fn(&str) -> bool + Sync),
) -> Loaded {
    let mut reader = Reader::new(files, sources);
    reader.follow(folders);
    let arguments = reader.arguments(inputs);
    let Read {
        sources,
        files: parsed,
        folders: read,
        mut problems,
    } = reader.read;

    let modules = gather(folders, &read, &parsed, &sources);
    let roots = roots(folders, &modules);
    let known = roots.iter().filter_map(|root| modules.get(*root));
    let undeclared = match problems.is_empty() {
        true => variables::undeclared(&arguments, known),
        false => Vec::new(),
    };
    // A plan is of one root module; whoever has several must say which.
    let plan = inputs.plan.as_deref().filter(|_| roots.len() == 1);
    let evaluate = |root: &str, budget: &Budget| {
        let own = modules.get(root).map_or(&[][..], |module| &module.values);
        let mut given = variables::given(own, &arguments, &parsed);
        let planned = plan.into_iter().flat_map(Plan::variables);
        given.extend(planned.map(|(name, file, entry)| (name, Given::Entry(file, entry))));
        let world = World::new(&modules, root, &sources, files, budget, given);
        let (expanded, unchecked) = match plan {
            Some(plan) => plan.apply(world.expand(wanted)),
            None => (world.expand(wanted), Unchecked::default()),
        };
        let problems = world.into_problems();
        (lower::lower(root, expanded, settings), problems, unchecked)
    };
    let (evaluated, exceeded) = within_budget(&roots, evaluate);
    let mut models = Vec::new();
    let mut unchecked = Unchecked::default();
    for (model, exceeded, missed) in evaluated {
        models.push(model);
        problems.extend(exceeded);
        unchecked = missed;
    }
    problems.extend(exceeded.into_iter().filter_map(|exceeded| {
        Some(Problem {
            kind: ProblemKind::Budget,
            at: exceeded.at?,
            message: exceeded.reason.to_owned(),
            help: Some("what depends on it counts as unknown".to_owned()),
        })
    }));
    problems.sort_by_key(|problem| (problem.at, problem.kind));
    problems.dedup();
    Loaded {
        sources,
        files: parsed,
        models,
        problems,
        unchecked,
        undeclared,
    }
}

/// With fewer root modules than this, one thread evaluates them all.
const WORTH_THREADS: usize = 4;

/// What each root module comes to, and which limits that reached.
///
/// Roots know nothing of each other, so they are evaluated in parallel, each as if it
/// had all that a run may spend. Only where they need more than that together does
/// their order matter: then they are evaluated again, one after the other.
fn within_budget<R: Send>(
    roots: &[&str],
    evaluate: impl Fn(&str, &Budget) -> R + Sync,
) -> (Vec<R>, Vec<Exceeded>) {
    let spent = AtomicU64::new(0);
    let apart = parallel::map(roots, WORTH_THREADS, |root| {
        if spent.load(Ordering::Relaxed) > MAX_STEPS {
            return None;
        }
        let budget = Budget::default();
        let result = evaluate(root, &budget);
        spent.fetch_add(budget.spent(), Ordering::Relaxed);
        Some((result, budget.exceeded()))
    });
    let apart: Option<Vec<_>> = apart.into_iter().collect();
    if let Some(apart) = apart
        && spent.into_inner() <= MAX_STEPS
    {
        let (results, exceeded): (_, Vec<_>) = apart.into_iter().unzip();
        return (results, exceeded.concat());
    }
    let budget = Budget::default();
    let results = roots.iter().map(|root| evaluate(root, &budget)).collect();
    (results, budget.exceeded())
}

/// The modules in these folders. A folder that is only called and holds no Terraform file
/// is none.
fn gather<'a>(
    asked: &[String],
    folders: &BTreeMap<String, Folder>,
    parsed: &'a [File],
    sources: &Sources,
) -> Modules<'a> {
    let files = |places: &[usize]| -> Vec<&'a File> {
        places.iter().filter_map(|&at| parsed.get(at)).collect()
    };
    let found = |file: &File| {
        let text = sources.get(file.id).map_or("", |source| source.text());
        directives(file, text)
    };
    let is_module = |(path, folder): &(&String, &Folder)| {
        !folder.base.is_empty() || !folder.overrides.is_empty() || asked.contains(path)
    };
    let modules = folders.iter().filter(is_module).map(|(path, folder)| {
        let mut module = Module::gather(
            path,
            &files(&folder.base),
            &files(&folder.overrides),
            &found,
        );
        module.values = files(&folder.values);
        (path.clone(), module)
    });
    modules.collect()
}

/// The folders that no call reaches, and one of each circle of calls that nothing
/// else reaches: the first by name.
fn roots<'m>(folders: &[String], modules: &'m Modules<'_>) -> Vec<&'m str> {
    let called = |folder: &'m str| -> Vec<&'m str> {
        let calls = modules
            .get(folder)
            .into_iter()
            .flat_map(|module| module.calls.values());
        let sources = calls.filter_map(|call| match &call.expression("source")?.1.kind {
            ExprKind::String(source) => local_source(folder, source),
            _ => None,
        });
        sources
            .filter_map(|path| Some(modules.get_key_value(&path)?.0.as_str()))
            .collect()
    };
    let asked: BTreeSet<String> = folders
        .iter()
        .map(|folder| paths::join("", folder))
        .collect();
    let asked = || {
        modules
            .keys()
            .map(String::as_str)
            .filter(|folder| asked.contains(*folder))
    };
    let reached: BTreeSet<&str> = asked()
        .flat_map(|from| called(from).into_iter().filter(move |to| *to != from))
        .collect();
    let mut covered = BTreeSet::new();
    let mut roots = Vec::new();
    let uncalled = asked().filter(|folder| !reached.contains(folder));
    for root in uncalled.chain(asked()) {
        if covered.contains(root) {
            continue;
        }
        roots.push(root);
        let mut queue = vec![root];
        while let Some(folder) = queue.pop() {
            if covered.insert(folder) {
                queue.extend(called(folder));
            }
        }
    }
    roots.sort_unstable();
    roots
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which of ten roots have what they need, where each needs so many steps.
    #[track_caller]
    fn check(steps: u64, enough: usize) {
        let roots = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
        let (results, exceeded) = within_budget(&roots, |root, budget| {
            let has_enough = budget.spend(steps);
            if !has_enough {
                budget.record("it is too much", None);
            }
            (root.to_owned(), has_enough)
        });
        let expected = roots.iter().enumerate();
        let expected = expected.map(|(number, root)| ((*root).to_owned(), number < enough));
        assert_eq!(results, expected.collect::<Vec<_>>());
        assert_eq!(exceeded.len(), usize::from(enough < roots.len()));
    }

    #[test]
    fn roots_share_a_budget_in_their_order() {
        check(MAX_STEPS / 10, 10);
        check(MAX_STEPS / 4, 4);
        check(MAX_STEPS, 1);
        check(MAX_STEPS + 1, 0);
    }
}

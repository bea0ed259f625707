//! How a run ends, for whoever started it.

use std::process::{ExitCode, Termination};

/// The exit status. The format has no say in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: done, and nothing at or above `fail-on`.
    Clean,
    /// 1: done, with findings at or above `fail-on`.
    Findings,
    /// 2: not done, or not all of it: a path that is not there, a configuration
    /// that can't be read, no Terraform file found.
    Failed,
}

impl Termination for Exit {
    fn report(self) -> ExitCode {
        ExitCode::from(match self {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Failed => 2,
        })
    }
}

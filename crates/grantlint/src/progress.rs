//! A bar on standard error for runs that take longer than a second. The bar is
//! made when that second is over, by a thread that does nothing else.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How far a run is.
#[derive(Debug, Default)]
pub struct Progress {
    modules: AtomicUsize,
    read: AtomicUsize,
}

impl Progress {
    /// So many modules were found.
    pub fn found(&self, modules: usize) {
        self.modules.store(modules, Ordering::Relaxed);
    }

    /// One more was read.
    pub fn read_one(&self) {
        self.read.fetch_add(1, Ordering::Relaxed);
    }

    /// Does the work and shows, where it is wanted and standard error is a
    /// terminal, how far it is.
    pub fn shown_during<T>(&self, wanted: bool, work: impl FnOnce() -> T) -> T {
        if !wanted || !std::io::stderr().is_terminal() {
            return work();
        }
        let (at_work, done) = channel::<()>();
        thread::scope(|scope| {
            scope.spawn(move || {
                if done.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
                let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
                while done.recv_timeout(BEAT) == Err(RecvTimeoutError::Timeout) {
                    self.draw(&bar);
                }
                bar.finish_and_clear();
            });
            let result = work();
            drop(at_work);
            result
        })
    }

    fn draw(&self, bar: &ProgressBar) {
        let modules = self.modules.load(Ordering::Relaxed);
        let read = self.read.load(Ordering::Relaxed).min(modules);
        let template = if modules == 0 {
            "{spinner} looking for modules"
        } else if read < modules {
            "[{bar:30}] {pos}/{len} modules read"
        } else {
            "{spinner} checking {len} modules"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            // ASCII, since what the terminal can show is not known here.
            bar.set_style(style.progress_chars("=> ").tick_chars("-\\|/ "));
        }
        bar.set_length(modules as u64);
        bar.set_position(read as u64);
        bar.tick();
    }
}

const PATIENCE: Duration = Duration::from_secs(1);
const BEAT: Duration = Duration::from_millis(100);

//! A spinner for people who wait: on standard error, after one second, and only where someone is looking.
//!
//! Workers count on an atomic, whether or not a bar is ever drawn; one thread looks at it ten times a second. In a
//! pipe, in CI and on a dumb terminal there is no such thread.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Runs that are shorter show nothing.
const PATIENCE: Duration = Duration::from_secs(1);
const REFRESH: Duration = Duration::from_millis(100);

/// How far a run is. All methods may be called from any thread.
#[derive(Debug)]
pub struct Progress {
    counters: Arc<Counters>,
    painter: Mutex<Option<Painter>>,
}

#[derive(Debug, Default)]
struct Counters {
    done: AtomicU64,
}

/// The thread that draws; it ends when `stop` is dropped.
#[derive(Debug)]
struct Painter {
    stop: Sender<()>,
    thread: JoinHandle<()>,
}

impl Progress {
    /// Without `enabled`, or where nobody looks, it only counts.
    pub fn new(enabled: bool) -> Self {
        Self::drawn(enabled && someone_looks(), ProgressDrawTarget::stderr)
    }

    fn drawn(shown: bool, target: fn() -> ProgressDrawTarget) -> Self {
        let counters = Arc::new(Counters::default());
        let painter = shown.then(|| Painter::start(Arc::clone(&counters), target));
        Self {
            counters,
            painter: Mutex::new(painter.flatten()),
        }
    }

    /// One step is done.
    pub fn inc(&self) {
        self.counters.done.fetch_add(1, Ordering::Relaxed);
    }

    /// Takes the bar off the screen; returns when that is done. A second call does nothing.
    pub fn finish(&self) {
        let painter = self.painter.lock();
        let painter = painter.unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Painter { stop, thread }) = painter {
            drop(stop);
            // A painter that panicked has nothing left on the screen that a run depends on.
            let _ = thread.join();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.finish();
    }
}

impl Painter {
    /// `None` where there is no thread to be had: a bar is not worth an error.
    fn start(counters: Arc<Counters>, target: fn() -> ProgressDrawTarget) -> Option<Self> {
        let (stop, stopped) = mpsc::channel::<()>();
        let still_running =
            move |time| matches!(stopped.recv_timeout(time), Err(RecvTimeoutError::Timeout));
        let paint = move || {
            if still_running(PATIENCE) {
                let bar = bar(target());
                counters.show(&bar);
                while still_running(REFRESH) {
                    counters.show(&bar);
                }
                bar.finish_and_clear();
            }
        };
        let thread = thread::Builder::new().name("progress".into()).spawn(paint);
        thread.ok().map(|thread| Painter { stop, thread })
    }
}

impl Counters {
    fn show(&self, bar: &ProgressBar) {
        bar.set_position(self.done.load(Ordering::Relaxed));
        bar.tick();
    }
}

/// A spinner: how many files there are is known when the last one is found, which is when the run ends.
fn bar(target: ProgressDrawTarget) -> ProgressBar {
    let style = ProgressStyle::with_template("{spinner} {human_pos} files");
    let style = style.unwrap_or_else(|_| ProgressStyle::default_spinner());
    ProgressBar::with_draw_target(None, target).with_style(style)
}

fn someone_looks() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_counts_from_many_threads_without_a_bar() {
        let progress = Progress::new(false);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..100).for_each(|_| progress.inc()));
            }
        });
        assert_eq!(progress.counters.done.load(Ordering::Relaxed), 400);
        assert!(progress.painter.lock().unwrap().is_none());
        progress.finish();
        progress.finish();
    }

    #[test]
    fn a_short_run_never_asks_for_the_screen() {
        let progress = Progress::drawn(true, || panic!("the bar was drawn"));
        assert!(progress.painter.lock().unwrap().is_some());
        progress.inc();
        progress.finish();
        assert!(progress.painter.lock().unwrap().is_none());
    }

    #[test]
    fn the_bar_shows_what_was_counted() {
        let counters = Counters::default();
        counters.done.store(3, Ordering::Relaxed);
        let bar = bar(ProgressDrawTarget::hidden());
        counters.show(&bar);
        assert_eq!((bar.position(), bar.length()), (3, None));
    }
}

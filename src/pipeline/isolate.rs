//! What becomes of a panic: a value. One bad file never stops the run, and nothing ever ends it in silence.
//!
//! `isolated` is for a stage, whose panic is a finding about its file, `timed` the same with an end; `guarded` is for the
//! whole run. What is told to people is for the callers.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, resume_unwind};
use std::sync::OnceLock;
use std::time::Duration;

use crate::model::deadline::{self, Budget, OutOfTime};
use crate::model::outcome::Unread;

thread_local! {
    static IN_STAGE: Cell<bool> = const { Cell::new(false) };
    /// Where the last panic of this thread was.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// The first panic outside of a stage. The threads that wait for a panicked one panic in turn, with less to say.
static FIRST: OnceLock<String> = OnceLock::new();

/// Keeps panics off the terminal, for the whole process: `isolated` and `guarded` give what they had to say.
pub fn silence_panics() {
    std::panic::set_hook(Box::new(note));
}

fn note(info: &PanicHookInfo<'_>) {
    let place = info
        .location()
        .map_or_else(String::new, |at| format!(", {}:{}", at.file(), at.line()));
    if IN_STAGE.get() {
        PLACE.set(place);
    } else {
        // Only the first one counts.
        let _ = FIRST.set(format!("{}{place}", said(info.payload())));
    }
}

/// What is told of a source that a stage failed on, by what the panic said.
pub(super) fn failed(panic: &str) -> Unread {
    let version = env!("CARGO_PKG_VERSION");
    Unread::new(
        format!("parselint {version} failed on it ({panic})"),
        "this is a bug in parselint: please report it with the file",
    )
}

/// Why a stage has no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stopped {
    OutOfTime,
    /// With what the panic said.
    Panicked(String),
}

/// What `work` gives, or what the panic in it said. Work whose time is over ends whatever it is a part of.
pub(super) fn isolated<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    stopped(work).map_err(|stopped| match stopped {
        Stopped::OutOfTime => resume_unwind(Box::new(OutOfTime)),
        Stopped::Panicked(text) => text,
    })
}

/// What `work` gives in the time that it has.
pub(super) fn timed<T>(time: Duration, work: impl FnOnce() -> T) -> Result<T, Stopped> {
    stopped(|| deadline::within(Some(Budget::of(time)), work))
}

fn stopped<T>(work: impl FnOnce() -> T) -> Result<T, Stopped> {
    let outer = IN_STAGE.replace(true);
    // Nothing that `work` touches is used again after a panic but its own result, which is then absent.
    let done = catch_unwind(AssertUnwindSafe(work));
    IN_STAGE.set(outer);
    done.map_err(|panic| match panic.downcast_ref() {
        Some(OutOfTime) => Stopped::OutOfTime,
        None => Stopped::Panicked(format!("{}{}", said(&*panic), PLACE.take())),
    })
}

/// What a whole run gives, or what the first panic in any of its threads said.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    // A run that panicked is over: nothing it touched is used again.
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|panic| FIRST.get().cloned().unwrap_or_else(|| said(&*panic)))
}

fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_what_it_said() {
        assert_eq!(isolated(|| 1), Ok(1));
        let text = isolated::<()>(|| panic!("{} is wrong", "this")).expect_err("a panic");
        assert!(text.starts_with("this is wrong"), "{text}");
        assert!(!IN_STAGE.get());
        assert_eq!(guarded(|| 1), Ok(1));
        assert!(guarded::<()>(|| panic!("outside")).is_err());
    }

    #[test]
    fn what_is_out_of_time_ends_all_of_it() {
        let ask = || (0..10_000).for_each(|_| deadline::ask());
        let nested = || isolated(ask).is_err();
        assert_eq!(timed(Duration::ZERO, nested), Err(Stopped::OutOfTime));
        assert_eq!(timed(Duration::from_secs(3600), nested), Ok(false));
        let panicked = timed::<()>(Duration::ZERO, || panic!("sooner"));
        assert!(matches!(panicked, Err(Stopped::Panicked(text)) if text.starts_with("sooner")));
    }
}

//! What becomes of a panic: a value. One bad file never stops the run, and nothing ever ends it in silence.
//!
//! `isolated` is for a stage, whose panic is a finding about its file; `guarded` is for the whole run. What is told to
//! people is for the callers.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::sync::OnceLock;

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

/// What `work` gives, or what the panic in it said.
pub(super) fn isolated<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let outer = IN_STAGE.replace(true);
    // Nothing that `work` touches is used again after a panic but its own result, which is then absent.
    let done = catch_unwind(AssertUnwindSafe(work));
    IN_STAGE.set(outer);
    done.map_err(|panic| format!("{}{}", said(&*panic), PLACE.take()))
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
}

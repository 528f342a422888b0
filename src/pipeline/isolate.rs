//! One bad file never stops the run: a panic inside a stage becomes a value.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// What `work` gives, or what the panic in it said.
pub(super) fn isolated<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    // Nothing that `work` touches is used again after a panic but its own result, which is then absent.
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let text = panic.downcast_ref::<&str>().map(ToString::to_string);
        text.or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "no message".into())
    })
}

//! Foreign code that may panic on files that are not as they should be: what it makes of them is a value all the same.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work`; nothing where it panics.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    let before = GUARDED.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    done.ok()
}

/// Whether this thread runs code whose panics are caught and told as diagnostics: a program's panic hook need not print
/// them.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

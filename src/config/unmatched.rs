//! Which parts of a configuration were about some file: what is about none is likely a slip, or long gone.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::model::settings::Settings;

/// A mark for each pattern of `exclude`, each `[[component]]` and each `[[override]]`. Threads share it.
#[derive(Debug)]
pub(super) struct Matched {
    pub(super) exclude: Vec<AtomicBool>,
    pub(super) components: Vec<AtomicBool>,
    pub(super) overrides: Vec<AtomicBool>,
}

impl Matched {
    pub(super) fn new(settings: &Settings) -> Self {
        let marks = |count: usize| (0..count).map(|_| AtomicBool::new(false)).collect();
        Self {
            exclude: marks(settings.exclude.len()),
            components: marks(settings.components.len()),
            overrides: marks(settings.overrides.len()),
        }
    }
}

/// Remembers that the part with this place in its list was about a file.
pub(super) fn mark(marks: &[AtomicBool], at: usize) {
    // Mostly it is known already: then nothing is written that other threads would wait for.
    if let Some(mark) = marks.get(at).filter(|mark| !mark.load(Ordering::Relaxed)) {
        mark.store(true, Ordering::Relaxed);
    }
}

/// What was about nothing.
pub(super) fn unmatched<'t, T>(
    all: &'t [T],
    marks: &'t [AtomicBool],
) -> impl Iterator<Item = &'t T> {
    let parts = all.iter().zip(marks);
    parts
        .filter(|(_, mark)| !mark.load(Ordering::Relaxed))
        .map(|(part, _)| part)
}

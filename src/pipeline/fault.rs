//! Faults on request, in debug builds only: tests see by them that one bad file stops nothing.
//!
//! `PARSELINT_FAULT` is a fault and a path, as in `panic:cloud/main.js`. A release does not look at it.

#[cfg(debug_assertions)]
use std::panic::resume_unwind;

#[cfg(debug_assertions)]
use crate::model::deadline;

/// A stage at which something may go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Linting a source, with all that there is to it.
    Lint,
    /// The same, of tokens only.
    HurriedLint,
    /// What is done when all sources have been linted: for each of them, and for a project.
    Finish,
    Project,
}

impl Stage {
    pub(super) fn lint(hurried: bool) -> Self {
        match hurried {
            true => Self::HurriedLint,
            false => Self::Lint,
        }
    }
}

/// What was asked for goes wrong: `panic`, `panic-late` (when all have been linted), `panic-project`, `endless` (linting
/// does not end) or `endless-tree` (it does, of tokens only).
#[cfg(debug_assertions)]
pub(super) fn inject(stage: Stage, path: &str) {
    let Ok(asked) = std::env::var("PARSELINT_FAULT") else {
        return;
    };
    let Some((fault, _)) = asked.split_once(':').filter(|(_, of)| *of == path) else {
        return;
    };
    match (stage, fault) {
        (Stage::Lint, "panic")
        | (Stage::Finish, "panic-late")
        | (Stage::Project, "panic-project") => {
            resume_unwind(Box::new("a fault that was asked for"));
        }
        (Stage::Lint | Stage::HurriedLint, "endless") | (Stage::Lint, "endless-tree") => loop {
            deadline::ask();
        },
        _ => {}
    }
}

#[cfg(not(debug_assertions))]
pub(super) fn inject(_: Stage, _: &str) {}

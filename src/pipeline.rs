//! The main path: from paths to an outcome. The only room that knows more than one stage.
//!
//! `run` lints files, `texts` lints what is in memory; both give each text to `file`, which walks the street: gate,
//! tokens, tree, meaning, judgement. What came of a file waits as `unfinished`, with its `levels`, for `finish`, which
//! does what only the end of a run can: judge the projects, ask comments, order, free codes, fingerprints. `remarks` is
//! the same for the inventory, `packages` what only all files of a package can say together; `neighbours` asks one file
//! about what another imports from it. `explain` walks the same street for one place of one file. Nothing is written
//! here; reports are drawn from the outcome.

mod file;
mod finish;
mod fault;
mod isolate;
mod levels;
mod mend;
mod neighbours;
mod own;
mod packages;
mod remarks;
mod run;
mod scope;
mod shelf;
mod texts;
mod unfinished;

use std::path::Path;

use crate::model::finding::Rule;
use crate::rules;

pub use crate::baseline::{Applied, Baseline};
pub use crate::discover::{clean, named};
pub use isolate::{guarded, silence_panics};
pub use mend::{Answer, Ask};
pub use run::{
    Changed, Fixed, Run, baseline, explain, files, fix, initial, registry, run, settled,
};
pub use scope::{KnownFindings, Scope, renewed};
pub use texts::{Reading, explain_text, lint_texts, read_texts};

/// Every rule, in the order in which they are asked.
pub fn rules() -> &'static [&'static Rule] {
    rules::RULES
}

pub fn rule(id: &str) -> Option<&'static Rule> {
    rules::find(id)
}

/// Whether a path is called like a source that is linted.
pub fn is_source(path: &Path) -> bool {
    crate::lang::of(path).is_some()
}

/// Extensions of the sources that are linted, without the dot.
pub fn extensions() -> Vec<&'static str> {
    let languages = crate::lang::LANGUAGES.iter();
    languages
        .flat_map(|language| language.extensions())
        .copied()
        .collect()
}

pub fn rule_ids() -> Vec<&'static str> {
    rules::ids()
}

/// What the files are read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    Check,
    Inventory,
}

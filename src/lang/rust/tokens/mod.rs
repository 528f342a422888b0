//! Rust as tokens: fast, and tolerant of any input.
//!
//! `lexer` cuts the text, `scan` says whether a tree is worth while. `words` knows single words.

mod lexer;
mod words;
mod scan;

use crate::model::facts::Facts;
use crate::model::source::{SourceFile, Span};

pub use scan::scan;

pub fn facts(_file: &SourceFile) -> Facts {
    Facts::default()
}

pub(super) fn facts_in(_file: &SourceFile, _span: Span) -> Facts {
    Facts::default()
}

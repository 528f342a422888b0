//! The exact front end: syn's tree becomes facts.

use crate::model::facts::Facts;
use crate::model::source::SourceFile;

pub(super) const DEPTH_LIMIT: usize = 200;

pub(super) fn facts(file: &SourceFile) -> Facts {
    super::tokens::facts_in(file, crate::model::source::Span::new(0, file.text.len()))
}

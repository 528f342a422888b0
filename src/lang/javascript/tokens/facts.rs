//! stub
use crate::model::facts::Facts;
use crate::model::source::SourceFile;
pub fn facts(_file: &SourceFile) -> Facts {
    Facts::default()
}
pub(crate) fn facts_in(_file: &SourceFile, _span: crate::model::source::Span) -> Facts {
    Facts::default()
}

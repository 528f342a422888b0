//! Sources and the facts that the tree front end reads in them, one fact a line in the notation of `lang::notation`.

mod uses;
mod bindings;
mod broken;

use super::facts;
use crate::lang::notation::{joined, rows, shown_binding, shown_use};
use crate::model::facts::{Facts, Operand, Site, Subject};
use crate::model::source::SourceFile;

fn read(path: &str, text: &str) -> (SourceFile, Facts) {
    let file = SourceFile::new(path, text);
    let facts = facts(&file);
    (file, facts)
}

/// The uses of each source; names that are mentioned or handed to a call are left out.
#[track_caller]
fn check_uses(path: &str, table: &[(&str, &str)]) {
    rows(table, |source| {
        let (file, facts) = read(path, source);
        let told = facts.uses.iter().filter(|found| {
            let is_name = matches!(found.operand, Operand::Path(_));
            found.subject != Subject::Mentioned && !(is_name && found.site == Site::Argument)
        });
        joined(told.map(|found| shown_use(found, &file, &facts)))
    });
}

/// The bindings of each source.
#[track_caller]
fn check_bindings(path: &str, table: &[(&str, &str)]) {
    rows(table, |source| {
        let (_, facts) = read(path, source);
        joined(facts.bindings.iter().map(shown_binding))
    });
}

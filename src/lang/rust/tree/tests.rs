//! Sources and the facts that the tree front end reads in them, one fact a line in the notation of `lang::notation`.

mod uses;
mod macros;
mod bindings;
mod numbers;
mod whole;
mod types;

use super::facts;
use crate::lang::notation::{expr, joined, rows, shown_binding, shown_use};
use crate::model::facts::{Facts, Operand, Site, Subject};
use crate::model::source::SourceFile;

fn read(text: &str) -> (SourceFile, Facts) {
    let file = SourceFile::new("a.rs", text);
    let facts = facts(&file);
    (file, facts)
}

/// A source of statements in a function.
fn in_function(source: &str) -> String {
    format!("fn f() {{ {source} }}")
}

/// The uses of statements in a function, as `check_uses` tells them.
#[track_caller]
fn check_statements(table: &[(&str, &str)]) {
    rows(table, |source| told_uses(&in_function(source)));
}

/// The uses of each source; names that are mentioned or handed to a call are left out.
#[track_caller]
fn check_uses(table: &[(&str, &str)]) {
    rows(table, told_uses);
}

fn told_uses(source: &str) -> String {
    let (file, facts) = read(source);
    assert!(facts.failures.is_empty(), "{source}: {:?}", facts.failures);
    let told = facts.uses.iter().filter(|found| {
        let is_name = matches!(found.operand, Operand::Path(_));
        let handed = matches!(found.site, Site::Argument | Site::Constructor);
        found.subject != Subject::Mentioned && !(is_name && handed)
    });
    joined(told.map(|found| shown_use(found, &file, &facts)))
}

/// The bindings of each source, but for a function `f` that holds it.
#[track_caller]
fn check_bindings(table: &[(&str, &str)]) {
    rows(table, |source| {
        let (_, facts) = read(source);
        let told = facts
            .bindings
            .iter()
            .filter(|found| found.name != "f" && found.name != "self");
        joined(told.map(shown_binding))
    });
}

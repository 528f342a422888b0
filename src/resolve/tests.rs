//! Tables of sources and of what they mean: the front end and the resolver together, without rules.
//!
//! A row is a source and its uses in the order of the text, separated by commas: the literal, the grade, and marks
//! (`pinned`, `redundant`, `status`, `named`, `message`, `unknown`). Constants of the SDK are not listed.

mod names;
mod errors;
mod constants;
mod foreign;
mod hostile;
mod packages;
mod rust;
mod declared;
mod explain;

use std::path::Path;

use crate::lang;
use crate::model::neighbours::Alone;
use crate::model::resolved::{Package, ResolvedUse, Role, Target};
use crate::model::source::SourceFile;

use super::{Surroundings, resolve};

/// A package that depends on Parse.
fn dependent() -> Package {
    Package {
        name: "shop".into(),
        manifest: "package.json".into(),
        parse: true,
        ..Package::default()
    }
}

/// What surrounds a file that nobody stands beside.
fn alone(package: Option<&Package>) -> Surroundings<'_> {
    Surroundings {
        package,
        role: Role::App,
        in_test: false,
        neighbours: &Alone,
        seeds: &[],
    }
}

fn uses(path: &str, text: &str, package: Option<&Package>) -> String {
    let file = SourceFile::new(path, text);
    let language = lang::of(Path::new(path)).expect("a language");
    let facts = language.facts(&file);
    let mut found = resolve(&file, &facts, alone(package)).uses;
    found.sort_by_key(|found| (found.code_use.span, std::cmp::Reverse(found.evidence)));
    found.dedup_by_key(|found| found.code_use.span);
    let shown: Vec<String> = found.iter().filter_map(shown).collect();
    shown.join(", ")
}

fn shown(found: &ResolvedUse<'_>) -> Option<String> {
    let target = match &found.target {
        Target::Number(_) | Target::NumericText(_) => "",
        Target::Message => " message",
        Target::UnknownMember(_) => " unknown",
        Target::Constant(_) if found.from_http_status => " status",
        Target::Constant(_) => return None,
    };
    let mut line = format!("{} {}{target}", found.literal(), found.evidence.name());
    let marks = [
        (found.pinned, " pinned"),
        (found.redundant.is_some(), " redundant"),
        (found.name.as_ref().is_some_and(|name| name.right), " right"),
    ];
    for (_, mark) in marks.iter().filter(|(holds, _)| *holds) {
        line.push_str(mark);
    }
    Some(line)
}

/// Holds every row of a table, and tells all that differ at once.
#[track_caller]
fn rows(path: &str, package: Option<&Package>, rows: &[(&str, &str)]) {
    let differs = |(source, expected): &&(&str, &str)| uses(path, source, package) != *expected;
    let told: Vec<String> = rows
        .iter()
        .filter(differs)
        .map(|(source, expected)| {
            let found = uses(path, source, package);
            format!("{source}\n  expected: {expected}\n  found:    {found}")
        })
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

/// Rows of files that stand in no package.
#[track_caller]
fn check(table: &[(&str, &str)]) {
    rows("a.ts", None, table);
}

/// Rows of files in a package that depends on Parse.
#[track_caller]
fn check_dependent(table: &[(&str, &str)]) {
    rows("a.ts", Some(&dependent()), table);
}

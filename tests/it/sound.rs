//! Every fix of every example: what it leaves behind is as sound as what was there.
//!
//! The texts are those of the rules' pages and of the accuracy corpus, little projects in many shapes.

use std::collections::BTreeSet;

use parselint::fix::{self, Checked, Fix};
use parselint::model::finding::{Applicability, Edit};
use parselint::model::outcome::FileOutcome;
use parselint::pipeline::{Reading, Task, read_texts};

use crate::pages::{Project, pages_in};

/// Fixes that are tried at the least, and edits that are looked at.
const FIXES: usize = 900;
const EDITS: usize = 600;

type Texts = Vec<(String, String)>;

fn projects() -> Vec<(Texts, Option<String>)> {
    let pages = ["rules", "fixtures/accuracy"]
        .into_iter()
        .flat_map(pages_in);
    let projects = pages.flat_map(|page| page.projects());
    let texts = |project: Project| {
        let sources = project.sources.into_iter();
        let sources = sources.map(|source| (source.path, source.text));
        let texts = project.manifests.into_iter().chain(sources);
        (texts.collect(), project.config)
    };
    projects.map(texts).collect()
}

fn linted(texts: &Texts, config: Option<&str>) -> Vec<FileOutcome> {
    let how = Reading::of(Task::Check);
    read_texts(texts, config, how).expect("it is linted").files
}

fn checked(files: &[FileOutcome], path: &str) -> FileOutcome {
    let found = files.iter().find(|file| file.file.path() == path);
    found
        .cloned()
        .unwrap_or_else(|| FileOutcome::new(parselint::model::source::SourceFile::new(path, "")))
}

fn text_of(file: &FileOutcome) -> &str {
    &file.file.whole().expect("all of it is kept").text
}

fn with(texts: &Texts, path: &str, text: &str) -> Texts {
    let replaced = |(known, old): &(String, String)| {
        let text = if known == path { text } else { old };
        (known.clone(), text.to_owned())
    };
    texts.iter().map(replaced).collect()
}

/// Whether a file with these fixes is no worse, and the fixes' findings have gone.
fn is_sound(texts: &Texts, config: Option<&str>, before: &FileOutcome, fixes: &[Fix]) -> bool {
    let path = before.file.path();
    let text = fix::apply(text_of(before), fixes);
    let after = checked(&linted(&with(texts, path, &text), config), path);
    let of = |outcome: &'_ FileOutcome| outcome.failures.len();
    fix::is_sound(
        &Checked {
            findings: &before.findings,
            failures: of(before),
        },
        &Checked {
            findings: &after.findings,
            failures: of(&after),
        },
        fixes.len(),
    )
}

/// What is safe is sound. What is plausible only may say more of the file than was known, so that more is found there: few
/// do, and `--fix` takes these back.
#[test]
fn a_safe_fix_takes_its_finding_away_and_brings_no_other() {
    let (mut tried, mut unsound, mut worse) = (0, 0, Vec::new());
    for (texts, config) in projects() {
        let config = config.as_deref();
        for file in linted(&texts, config) {
            for least in [Applicability::Safe, Applicability::Unsafe] {
                let all = fix::choose(&file.findings, least, &BTreeSet::new());
                // All of them, and every second one: any subset is as good as any other.
                let some: Vec<Fix> = all.iter().step_by(2).cloned().collect();
                for fixes in [all, some].into_iter().filter(|fixes| !fixes.is_empty()) {
                    tried += fixes.len();
                    if is_sound(&texts, config, &file, &fixes) {
                        continue;
                    }
                    unsound += 1;
                    if least == Applicability::Safe {
                        let text = fix::apply(text_of(&file), &fixes);
                        worse.push(format!("{}\n{text}", file.file.path()));
                    }
                }
            }
        }
    }
    println!("{tried} fixes, {unsound} taken back");
    assert!(tried > FIXES, "{tried}");
    assert!(unsound * 100 < tried, "{unsound} of {tried}");
    assert!(worse.is_empty(), "{}", worse.join("\n---\n"));
}

#[test]
fn an_edit_touches_its_own_bytes_only() {
    let mut edits = 0;
    for (texts, config) in projects() {
        for file in linted(&texts, config.as_deref()) {
            let text = text_of(&file);
            for finding in &file.findings {
                for Edit { span, .. } in finding.suggestions.iter().flat_map(|one| &one.edits) {
                    edits += 1;
                    let range = span.range();
                    assert!(text.get(range).is_some(), "{}: {span:?}", file.file.path());
                    // Beside its literal an edit touches imports only.
                    let own = span.is_empty() || finding.primary.span == *span;
                    let line = text[..span.start as usize]
                        .rfind('\n')
                        .map_or(0, |at| at + 1);
                    let imports = ["import ", "use "].map(|word| text[line..].starts_with(word));
                    let known = own || imports.contains(&true);
                    assert!(known, "{}: {span:?} in\n{text}", file.file.path());
                }
            }
        }
    }
    assert!(edits > EDITS, "{edits}");
}

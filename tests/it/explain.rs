//! Explanations agree with findings: on the pages of the rules, every integer literal, string and name on a line has a
//! reason, and what `check` finds is told with its rule.

use std::collections::BTreeSet;
use std::path::Path;

use parselint::lang;
use parselint::model::explain::{Asked, Explained, Explanation, Report, Shown, Verdict};
use parselint::model::finding::Finding;
use parselint::model::pieces::PieceKind;
use parselint::model::source::SourceFile;
use parselint::pipeline::{explain_text, lint_texts};

use crate::accuracy::corpus;
use crate::pages::{Page, Project, Source, pages};

#[test]
fn every_literal_of_the_pages_has_a_reason_and_its_rule() {
    let asked = explain_all(pages());
    assert!(asked > 300, "only {asked} lines have numbers");
}

#[test]
fn every_literal_of_the_accuracy_corpus_has_a_reason_and_its_rule() {
    let asked = explain_all(corpus());
    assert!(asked > 800, "only {asked} lines have numbers");
}

/// Holds every line with a number, and tells how many there are.
fn explain_all(pages: Vec<Page>) -> usize {
    let projects = pages.into_iter().flat_map(|page| page.projects());
    let mut asked = 0;
    let wrong: Vec<String> = projects
        .flat_map(|project| {
            let project = Told::new(project);
            let sources = project.project.sources.iter();
            let wrong: Vec<String> = sources
                .flat_map(|source| project.wrong(source, &mut asked))
                .collect();
            wrong
        })
        .collect();
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
    asked
}

/// A project with its findings.
struct Told {
    project: Project,
    files: Vec<(String, String)>,
    findings: Vec<(String, Vec<Finding>)>,
}

impl Told {
    fn new(project: Project) -> Self {
        let sources = project.sources.iter();
        let texts = sources.map(|source| (source.path.clone(), source.text.clone()));
        let files: Vec<_> = project.manifests.iter().cloned().chain(texts).collect();
        let findings = lint_texts(&files, project.config.as_deref(), false).expect("findings");
        Self {
            project,
            files,
            findings,
        }
    }

    /// What is not told of a source as it should be.
    fn wrong(&self, source: &Source, asked: &mut usize) -> Vec<String> {
        let file = SourceFile::new(source.path.as_str(), source.text.as_str());
        let language = lang::of(Path::new(&source.path)).expect("a language");
        let pieces = language.pieces(&source.text);
        let numbers = pieces
            .iter()
            .filter(|piece| piece.kind == PieceKind::Number);
        let numbers: Vec<_> = numbers.map(|piece| piece.span).collect();
        let found = self
            .findings
            .iter()
            .filter(|(path, _)| *path == source.path);
        let found: Vec<&Finding> = found.flat_map(|(_, findings)| findings).collect();
        let of_uses = || found.iter().filter(|finding| finding.site.is_some());
        let places = numbers.iter().copied();
        let places = places.chain(of_uses().map(|finding| finding.primary.span));
        let lines: BTreeSet<u32> = places.map(|span| file.position(span.start).line).collect();
        let mut wrong = Vec::new();
        for line in lines {
            *asked += 1;
            let place = format!("{}: {}:{line}", self.project.page, source.path);
            let rows = match self.explained(source, line) {
                Ok(explained) => explained.rows,
                Err(error) => {
                    wrong.push(format!("{place}: {error}"));
                    continue;
                }
            };
            let here = |start: u32| file.position(start).line == line;
            wrong.extend(
                numbers
                    .iter()
                    .filter(|number| here(number.start))
                    .filter(|number| !rows.iter().any(|row| row.span.contains(**number)))
                    .map(|number| format!("{place}: {} is not told", file.slice(*number))),
            );
            let here = of_uses().filter(|finding| here(finding.primary.span.start));
            let here: Vec<&Finding> = here.copied().collect();
            let rows = rows.iter();
            wrong.extend(rows.filter_map(|row| Some(format!("{place}: {}", fault(row, &here)?))));
        }
        wrong
    }

    fn explained(&self, source: &Source, line: u32) -> Result<Explained, String> {
        let asked = Asked {
            path: source.path.clone().into(),
            line,
            column: None,
        };
        explain_text(&self.files, self.project.config.as_deref(), &asked)
            .map_err(|error| error.to_string())
    }
}

/// What is wrong with an explanation on a line with these findings.
fn fault(row: &Explanation, findings: &[&Finding]) -> Option<String> {
    let literal = &row.literal;
    if row.meets.is_empty() {
        return Some(format!("{literal} stands nowhere"));
    }
    let reasons = match row.verdict {
        Verdict::Code { .. } => &row.reasons,
        Verdict::NoCode { .. } => &row.against,
    };
    if reasons.is_empty() || reasons.iter().any(|reason| reason.trim().is_empty()) {
        return Some(format!("{literal} lacks a reason: {row:?}"));
    }
    let mut here = findings.iter();
    let finding = here.find(|finding| finding.primary.span == row.span);
    match (&row.report, finding) {
        (
            Report::Finding {
                rule,
                shown,
                severity,
                ..
            },
            Some(finding),
        ) => {
            let same = *rule == finding.rule && *severity == finding.severity;
            (!same || *shown != Shown::Yes).then(|| {
                format!(
                    "{literal} is told as {} {shown:?}, and found as {}",
                    rule.id, finding.rule.id
                )
            })
        }
        (
            Report::Finding {
                rule,
                shown: Shown::Yes,
                ..
            },
            None,
        ) => Some(format!("{literal} is told as {}, and not found", rule.id)),
        (_, Some(finding)) => Some(format!(
            "{literal} is found as {}: {row:?}",
            finding.rule.id
        )),
        (_, None) => None,
    }
}

/// A little project in which only another file makes a constant a code.
#[test]
fn a_constant_is_explained_by_the_file_that_uses_it() {
    let files = [
        (
            "package.json",
            r#"{"name": "shop", "private": true, "dependencies": {"parse": "^5"}}"#,
        ),
        (
            "codes.js",
            "export const SOLD_OUT = 1001;\nexport const WIDTH = 1002;\n",
        ),
        (
            "main.js",
            "import Parse from 'parse';\nimport { SOLD_OUT } from './codes';\nthrow new Parse.Error(SOLD_OUT, 'x');\n",
        ),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let explain = |line| {
        let asked = Asked {
            path: "codes.js".into(),
            line,
            column: None,
        };
        let explained = explain_text(&files, None, &asked).expect("an explanation");
        explained.rows.into_iter().next().expect("a row")
    };
    let row = explain(1);
    assert!(
        row.reasons
            .iter()
            .any(|reason| reason.contains("`SOLD_OUT` reaches it")),
        "{row:?}"
    );
    assert!(matches!(row.report, Report::Finding { rule, .. } if rule.id == "app-code-range"));
    let row = explain(2);
    assert!(
        matches!(row.verdict, Verdict::NoCode { value: Some(1002) }),
        "{row:?}"
    );
    assert!(
        row.against
            .iter()
            .any(|reason| reason.contains("another one of the project"))
    );
}

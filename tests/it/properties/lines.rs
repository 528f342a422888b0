//! Lines that say nothing change nothing: comments and blank lines between the statements of the rules' examples.
//!
//! They are put where a statement has ended and another one begins, at the top of a file, and not where a comment or an
//! attribute stands above: that belongs to what is below it.

use parselint::lang;
use parselint::model::finding::Finding;
use parselint::model::pieces::{Piece, PieceKind};
use parselint::pipeline::lint_texts;
use proptest::prelude::*;

use super::always;
use crate::pages::pages;

const SILENT: [&str; 7] = [
    "\n",
    "   \t\n",
    "// A remark about 101 and e.code === 404.\n",
    "/* throw new Parse.Error(209, 'x') */\n",
    "/*\n * code: 141, error: 'x'\n */\n",
    "// é 𐐀 漢字\n\n",
    "\n\n\n// eslint-disable-line\n\n",
];

/// Places that are used at the least, and findings that are compared.
const PLACES: usize = 500;
const FINDINGS: usize = 300;

/// The texts of a page's example, manifests first, and its configuration.
struct Example {
    texts: Vec<(String, String)>,
    config: Option<String>,
}

fn examples() -> Vec<Example> {
    let projects = pages().into_iter().flat_map(|page| page.projects());
    let example = |project: crate::pages::Project| {
        let sources = project
            .sources
            .into_iter()
            .map(|source| (source.path, source.text));
        Example {
            texts: project.manifests.into_iter().chain(sources).collect(),
            config: project.config,
        }
    };
    projects.map(example).collect()
}

/// The offsets of line starts at which nothing is open.
fn between_statements(path: &str, text: &str) -> Vec<usize> {
    let Some(language) = lang::of(path.as_ref()) else {
        return Vec::new();
    };
    let pieces = language.pieces(text);
    let starts = text.match_indices('\n').map(|(at, _)| at + 1);
    let is_between = |at: &usize| {
        let before = pieces
            .iter()
            .take_while(|piece| piece.span.range().start < *at);
        let before: Vec<&Piece> = before.collect();
        let count = |kind| before.iter().filter(|piece| piece.kind == kind).count();
        let Some(last) = before.last() else {
            return false;
        };
        let next = text[*at..].trim_start();
        let begins = text[*at..].starts_with(|first: char| first.is_alphabetic());
        let goes_on = ["else", "catch", "finally", "while", "as "]
            .iter()
            .any(|word| next.starts_with(word));
        last.span.range().end < *at
            && matches!(&text[last.span.range()], ";" | "}")
            && count(PieceKind::Open) == count(PieceKind::Close)
            && begins
            && !goes_on
    };
    starts.filter(is_between).collect()
}

/// A text with lines put in at some places, and where each of its old bytes is by now.
fn with_lines(text: &str, places: &[usize], decisions: &[u8]) -> (String, Vec<(usize, usize)>) {
    let mut fuller = String::new();
    let mut moved = Vec::new();
    let mut at = 0;
    let ends_in_crlf = text.contains("\r\n");
    for (place, decision) in places.iter().zip(decisions.iter().cycle()) {
        fuller += &text[at..*place];
        at = *place;
        if decision & 1 == 1 {
            let lines = SILENT[usize::from(decision >> 1) % SILENT.len()];
            fuller += &if ends_in_crlf {
                lines.replace('\n', "\r\n")
            } else {
                lines.to_owned()
            };
        }
        moved.push((at, fuller.len()));
    }
    fuller += &text[at..];
    (fuller, moved)
}

/// What a finding says, but for where: that is told as the place that its text had before.
fn told(finding: &Finding, moved: &[(usize, usize)]) -> String {
    let start = finding.primary.span.start as usize;
    let shift = moved.iter().rev().find(|(_, now)| *now <= start);
    let start = shift.map_or(start, |(before, now)| start - now + before);
    let names: Vec<_> = finding
        .suggestions
        .iter()
        .map(|one| (&one.constant, one.applicability))
        .collect();
    format!(
        "{start} {} {:?} {} {:?} {:?} {:?} {names:?} {} {}",
        finding.rule.id,
        finding.severity,
        finding.message,
        finding.code,
        finding.literal,
        finding.help.as_deref().map(without_lines),
        finding.item,
        finding.fingerprint
    )
}

/// Without the lines of other places, as in `a.js:12`.
fn without_lines(text: &str) -> String {
    let parts = text.split(':');
    let parts = parts.map(|part| part.trim_start_matches(|letter: char| letter.is_ascii_digit()));
    parts.collect::<Vec<_>>().join(":")
}

#[test]
fn lines_that_say_nothing_change_nothing() {
    let examples = examples();
    let (places, findings) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    let decisions = prop::collection::vec(any::<u8>(), 16);
    always(2, decisions, |decisions| {
        for Example { texts, config } in &examples {
            let lint = |texts: &[(String, String)]| {
                lint_texts(texts, config.as_deref(), false).expect("it is linted")
            };
            let mut fuller = texts.clone();
            let mut moved = Vec::new();
            for (path, text) in &mut fuller {
                let between = between_statements(path, text);
                places.set(places.get() + between.len());
                let (more, to) = with_lines(text, &between, &decisions);
                *text = more;
                moved.push((path.clone(), to));
            }
            let moves = |path: &str| {
                let found = moved.iter().find(|(known, _)| known == path);
                found.map_or(&[][..], |(_, moved)| moved.as_slice())
            };
            let said = |texts: &[(String, String)], is_moved: bool| {
                let files = lint(texts).into_iter();
                let said = files.map(|(path, found)| {
                    let moves = if is_moved { moves(&path) } else { &[] };
                    let said: Vec<String> =
                        found.iter().map(|finding| told(finding, moves)).collect();
                    (path, said)
                });
                said.collect::<Vec<_>>()
            };
            let before = said(texts, false);
            findings.set(findings.get() + before.iter().map(|(_, said)| said.len()).sum::<usize>());
            assert_eq!(said(&fuller, true), before, "{fuller:#?}");
        }
    });
    assert!(
        places.get() > PLACES && findings.get() > FINDINGS,
        "{places:?} {findings:?}"
    );
}

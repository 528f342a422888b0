//! Runs the pages in `rules/` as the specification that they are.
//!
//! A fenced block of JavaScript, TypeScript or Rust is linted as a little project. A line that ends with a mark must have a
//! finding, every other line must have none, of any rule:
//!
//! - `// error`: of the page's own rule
//! - `// error: words`: the same, and the finding's message, help or suggestions hold these words
//! - `// error: [rule-id]` and `// error: [rule-id] words`: of another rule
//!
//! Marks are cut off before linting. Blocks with a `title="path"` form one project together with the others of their
//! section; a block without one is a project of its own. A block `js fixed` shows what safe fixes make of the block before
//! it, `js fixed unsafe` what all fixes make of it. A `toml` block is the section's configuration, a `json` or
//! `toml` block with a title one of its manifests. How a finding comes about is not checked here: see the tests beside
//! the stages.

use std::collections::BTreeSet;

use parselint::fix;
use parselint::model::finding::{Applicability, Finding};
use parselint::model::source::SourceFile;
use parselint::pipeline::lint_texts;
use parselint::rules::RULES;

use crate::pages::{Mark, Project, Source, pages};

const HEADINGS: [&str; 6] = [
    "## What it finds",
    "## Why it matters",
    "## Examples",
    "## What it leaves alone",
    "## Options",
    "## When the fix is not safe",
];

/// The one page without examples: no text of a page can be unreadable.
const WITHOUT_EXAMPLES: &str = "file-not-linted";

#[test]
fn every_line_is_judged_as_marked() {
    let projects = pages().into_iter().flat_map(|page| page.projects());
    let mismatches: Vec<String> = projects.flat_map(|project| run(&project)).collect();
    assert!(
        mismatches.is_empty(),
        "{} mismatches:\n{}",
        mismatches.len(),
        mismatches.join("\n")
    );
}

#[test]
fn every_page_has_the_fixed_headings_in_order() {
    for page in pages() {
        let headings: Vec<&str> = page.prose().filter(|l| l.starts_with("## ")).collect();
        assert_eq!(headings, HEADINGS, "{}", page.stem);
        let mut lines = page.prose();
        let title = format!("# `{}`", page.stem);
        assert_eq!(lines.next(), Some(title.as_str()), "{}", page.stem);
        let summary = lines.find(|line| !line.is_empty()).unwrap_or_default();
        assert!(!summary.starts_with('#'), "{}: no summary", page.stem);
    }
}

/// The rules with findings that can be fixed.
const FIXED: [&str; 9] = [
    "http-status-as-code",
    "magic-code",
    "message-as-code",
    "mismatched-constant",
    "string-code",
    "third-party-code",
    "unknown-constant",
    "unnamed-app-code",
    "unused-suppression",
];

#[test]
fn fixes_write_what_the_pages_show() {
    for page in pages() {
        let shown = page.shown();
        let fixable = FIXED.contains(&page.stem.as_str());
        assert_eq!(!shown.is_empty(), fixable, "{}", page.stem);
        for shown in shown {
            let files = files(&shown.project);
            let found = lint_texts(&files, shown.project.config.as_deref(), false).expect("linted");
            let (_, before) = files
                .iter()
                .find(|(path, _)| *path == shown.path)
                .expect("a text");
            let of_path = found.iter().find(|(path, _)| *path == shown.path);
            let findings = of_path.map_or(&[][..], |(_, findings)| findings);
            let least = match shown.plausible {
                true => Applicability::Unsafe,
                false => Applicability::Safe,
            };
            let fixed = fix::apply(before, &fix::choose(findings, least, &BTreeSet::new()));
            assert_eq!(
                fixed, shown.text,
                "rules/{}.md:{}",
                page.stem, shown.page_line
            );
        }
    }
}

/// Rules about mistakes that a Rust program does not compile with.
const NOT_IN_RUST: [&str; 2] = ["message-as-code", "unknown-constant"];

#[test]
fn every_page_shows_flagged_and_silent_lines_in_every_language() {
    let pages = pages();
    for page in pages.iter().filter(|page| page.stem != WITHOUT_EXAMPLES) {
        let in_rust = !NOT_IN_RUST.contains(&page.stem.as_str());
        let rust = in_rust.then_some(["rust", "rust"]);
        for languages in [["js", "jsx"], ["ts", "tsx"]].into_iter().chain(rust) {
            let fences = page.fences().into_iter();
            let of_language = fences.filter(|f| languages.contains(&f.language.as_str()));
            let shown: Vec<_> = of_language
                .map(|fence| fence.source(&page.stem).shows_both())
                .collect();
            let flagged = shown.iter().any(|(flagged, _)| *flagged);
            let silent = shown.iter().any(|(_, silent)| *silent);
            assert!(flagged && silent, "{}: {languages:?}", page.stem);
        }
    }
}

#[test]
fn the_pages_are_those_of_the_rules() {
    let mut of_rules: Vec<(&str, &str)> = RULES.iter().map(|rule| (rule.id, rule.doc)).collect();
    of_rules.sort_unstable();
    let pages = pages();
    let stems: Vec<&str> = pages.iter().map(|page| page.stem.as_str()).collect();
    let ids: Vec<&str> = of_rules.iter().map(|(id, _)| *id).collect();
    assert_eq!(stems, ids);
    for (page, (id, doc)) in pages.iter().zip(of_rules) {
        assert!(page.text == doc, "{id} embeds another page than its own");
    }
}

/// What is not as the marks say, a line each.
fn run(project: &Project) -> Vec<String> {
    let files = files(project);
    let results = match lint_texts(&files, project.config.as_deref(), false) {
        Ok(results) => results,
        Err(error) => return vec![format!("rules/{}.md: {error}", project.page)],
    };
    let mut mismatches = Vec::new();
    for source in &project.sources {
        let of_path = results.iter().filter(|(path, _)| *path == source.path);
        let findings: Vec<&Finding> = of_path.flat_map(|(_, findings)| findings).collect();
        mismatches.extend(compare(&project.page, source, &findings));
    }
    mismatches
}

/// Path and text of manifests and sources.
fn files(project: &Project) -> Vec<(String, String)> {
    let sources = project.sources.iter();
    let texts = sources.map(|source| (source.path.clone(), source.text.clone()));
    project.manifests.iter().cloned().chain(texts).collect()
}

fn compare(page: &str, source: &Source, findings: &[&Finding]) -> Vec<String> {
    let file = SourceFile::new(source.path.as_str(), source.text.as_str());
    let line_of = |finding: &Finding| file.position(finding.primary.span.start).line;
    let place = |line: u32| {
        let line = line as usize;
        let code = source.text.lines().nth(line - 1).unwrap_or_default().trim();
        let page_line = source.page_line + line - 1;
        format!("rules/{page}.md:{page_line}: {}: `{code}`", source.path)
    };
    let is_expected = |finding: &&&Finding| {
        let mark = source.marks.get(&line_of(finding));
        mark.is_some_and(|mark| mark.rule == finding.rule.id)
    };
    let unexpected = findings.iter().filter(|finding| !is_expected(finding));
    let unexpected = unexpected.map(|finding| {
        let at = place(line_of(finding));
        format!("{at}: unexpected [{}] {}", finding.rule.id, finding.message)
    });
    let missing = source.marks.iter().filter(|(line, mark)| {
        let here = |finding: &&&Finding| line_of(finding) == **line;
        !findings.iter().filter(here).any(|f| fits(mark, f))
    });
    let missing = missing.map(|(line, mark)| {
        let here = findings.iter().filter(|finding| line_of(finding) == *line);
        let said: Vec<String> = here.map(|finding| texts(finding).join("; ")).collect();
        let missing = format!("missing [{}] {}", mark.rule, mark.words);
        format!("{}: {missing}, but: {said:?}", place(*line))
    });
    unexpected.chain(missing).collect()
}

fn fits(mark: &Mark, finding: &Finding) -> bool {
    let says = texts(finding).iter().any(|text| text.contains(&mark.words));
    mark.rule == finding.rule.id && says
}

/// What a finding says in words.
fn texts(finding: &Finding) -> Vec<&str> {
    let suggested = finding.suggestions.iter().map(|s| s.constant.as_str());
    let said = [finding.message.as_str()].into_iter();
    let said = said.chain(finding.help.as_deref()).chain(suggested);
    said.collect()
}

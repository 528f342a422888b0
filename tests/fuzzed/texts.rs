//! Little projects around one text, and what holds of everything that is linted, whatever was written there.
//!
//! Nothing here depends on what the text is about.

use std::collections::BTreeSet;

use parselint::lang;
use parselint::model::explain::Asked;
use parselint::model::finding::{Finding, Judge};
use parselint::model::outcome::{FileOutcome, Outcome};
use parselint::model::source::{SourceFile, Span};
use parselint::pipeline::{Reading, Task, explain_text, read_texts};

use super::choices::Choices;
use super::grammar;

/// Paths (with `/`) and texts.
pub(crate) type Texts = Vec<(String, String)>;

pub(crate) const PACKAGE: &str = r#"{"name": "shop", "dependencies": {"parse": "5"}}"#;
pub(crate) const CRATE: &str =
    "[package]\nname = \"shop\"\npublish = false\n[dependencies]\nparse-rs = \"1\"\n";

/// What a JavaScript text may import.
pub(crate) const GONE: &str = "import Parse from 'parse/node';
export const GONE = 9001;
export class Base extends Parse.Error { constructor(c, m) { super(c, m); } }
export function deny(code, m) { throw new Parse.Error(code, m); }
";

/// What a Rust text may import.
const CODES: &str = "use parse_rs::ParseError;
pub const GONE: i32 = 9001;
pub fn deny(code: i32) -> ParseError { ParseError::OtherParseError { code, message: String::new() } }
";

const CONFIGS: [&str; 4] = [
    "",
    "[[component]]\nfiles = [\"**\"]\nrole = \"third-party\"\n",
    "[[component]]\nfiles = [\"**\"]\nrole = \"server\"\n[rules]\nmagic-code = \"off\"\n",
    "[rules]\nunnamed-app-code = \"warning\"\nunmade-app-code = \"warning\"\nunhandled-app-code = \"error\"\n\
     [app-codes]\nBANNED = { code = 9001, description = \"Banned.\" }\n\
     [suggest]\nrust = \"crate::codes::{SCREAMING_SNAKE}\"\njavascript = \"codes.{PascalCase}\"\n",
];

const PACKAGES: [&str; 4] = [
    PACKAGE,
    r#"{"name": "shop"}"#,
    r#"{"name": "parse-server-x-adapter", "version": "1.0.0", "peerDependencies": {"parse-server": ">=5"}}"#,
    "",
];

const CRATES: [&str; 4] = [
    CRATE,
    "[package]\nname = \"shop\"\n",
    "[package]\nname = \"parse-rs\"\n[dependencies]\nserde = \"1\"\n",
    "",
];

/// The endings of all grammars that JavaScript has.
pub(crate) const ENDINGS: [&str; 8] = ["js", "ts", "jsx", "tsx", "mjs", "cjs", "mts", "cts"];

/// The ending of a file's name, by the first byte of an input and what follows.
pub(crate) fn ending(head: u8, choices: &mut Choices<'_>) -> &'static str {
    match head & 4 {
        0 => choices.of::<&str>(&ENDINGS),
        _ => "rs",
    }
}

pub(crate) fn language(ending: &str) -> &'static str {
    if ending == "rs" { "rust" } else { "javascript" }
}

/// The same with a text: any, a program, or a torn one.
pub(crate) fn chosen(head: u8, choices: &mut Choices<'_>) -> (&'static str, String) {
    let ending = ending(head, choices);
    let text = match head & 3 {
        0 | 2 => choices.text(),
        1 => grammar::program(language(ending), choices),
        _ => grammar::cut_up(language(ending), choices),
    };
    (ending, text)
}

/// A text among others, and how it is to be read.
pub(crate) struct Project {
    pub(crate) path: String,
    pub(crate) texts: Texts,
    config: &'static str,
    how: Reading,
    /// The line that is asked about.
    line: u8,
}

impl Project {
    /// Three bytes say how, and then comes the text.
    pub(crate) fn of(language: &str, choices: &mut Choices<'_>) -> Self {
        let (around, how, line) = (choices.byte(), choices.byte(), choices.byte());
        let part = |shift: u8| usize::from(around >> shift & 3);
        let in_test = around >> 4 & 1 == 1;
        let folder = if in_test { "tests" } else { "src" };
        let (path, manifest, beside) = match language {
            "rust" => (
                format!("{folder}/lib.rs"),
                ("Cargo.toml", CRATES[part(0)]),
                (format!("{folder}/codes.rs"), CODES),
            ),
            _ => (
                format!("{folder}/main.{}", ENDINGS[usize::from(around >> 5)]),
                ("package.json", PACKAGES[part(0)]),
                (format!("{folder}/gone.js"), GONE),
            ),
        };
        let text = choices.text();
        let own = |(path, text): (&str, &str)| (path.to_owned(), text.to_owned());
        Self {
            texts: vec![
                own(manifest),
                (beside.0, beside.1.to_owned()),
                (path.clone(), text),
            ],
            path,
            config: CONFIGS[part(2)],
            how: Reading {
                task: if how & 4 == 0 {
                    Task::Check
                } else {
                    Task::Inventory
                },
                pedantic: how & 1 == 1,
                no_gate: how & 2 == 2,
            },
            line,
        }
    }

    fn text(&self) -> &str {
        let found = self.texts.iter().find(|(path, _)| *path == self.path);
        found.map_or("", |(_, text)| text)
    }

    /// Reads it in every way that there is, and checks what that gives.
    pub(crate) fn check(&self) {
        let outcome =
            read_texts(&self.texts, Some(self.config), self.how).expect("a valid configuration");
        check(&outcome);
        self.check_facts();
        let lines = self.text().lines().count().max(1);
        let asked = Asked {
            path: self.path.clone().into(),
            line: u32::try_from(usize::from(self.line) % lines + 1).expect("few lines"),
            column: None,
        };
        // That nothing can be said of a line is an answer, too.
        let _ = explain_text(&self.texts, Some(self.config), &asked);
    }

    /// Places of facts lie in the text, whoever reads it.
    fn check_facts(&self) {
        let language = lang::of(self.path.as_ref()).expect("a language");
        let file = SourceFile::new(self.path.clone(), self.text());
        let scan = language.scan(&file.text);
        let tokens = language.token_facts(&file);
        let mut all = vec![&tokens];
        let whole;
        if scan.depth <= language.depth_limit() {
            whole = language.facts(&file);
            all.push(&whole);
        }
        for facts in all {
            let uses = facts.uses.iter().map(|one| one.span);
            let comments = facts.comments.iter().map(|one| one.span);
            let items = facts.items.iter().flat_map(|one| [one.span, one.name]);
            let failures = facts.failures.iter().map(|one| one.span);
            let statements = facts.statements.iter().copied();
            for span in uses
                .chain(comments)
                .chain(items)
                .chain(failures)
                .chain(statements)
            {
                assert_inside(&file, span);
            }
        }
        for piece in language.pieces(&file.text) {
            assert_inside(&file, piece.span);
        }
        language.names_parse(&file.text);
    }
}

/// Asks up to three times whether something is wrong. A tree has so much time by the clock, and what is read as tokens for
/// want of it says less; a machine that stands still for so long is nobody's fault.
pub(crate) fn assert_none(wrong: impl Fn() -> Option<String>) {
    let told: Option<Vec<String>> = (0..3).map(|_| wrong()).collect();
    if let Some(told) = told {
        panic!("{}", told.concat());
    }
}

/// What holds of every outcome.
pub(crate) fn check(outcome: &Outcome) {
    let paths: Vec<&str> = outcome.files.iter().map(|file| file.file.path()).collect();
    assert!(paths.is_sorted(), "{paths:?}");
    outcome.files.iter().for_each(check_file);
}

fn check_file(outcome: &FileOutcome) {
    let file = outcome.file.whole().expect("all of it is kept");
    let hidden = outcome.hidden.iter().map(|hidden| &hidden.finding);
    let all: Vec<&Finding> = outcome.findings.iter().chain(hidden).collect();
    all.iter().for_each(|finding| check_finding(file, finding));
    let place = |finding: &Finding| (finding.primary.span, finding.rule.id);
    assert!(
        outcome.findings.is_sorted_by_key(place),
        "{:#?}",
        outcome.findings
    );
    let fingerprints: BTreeSet<&str> = all
        .iter()
        .map(|finding| finding.fingerprint.as_str())
        .collect();
    assert_eq!(
        fingerprints.len(),
        all.len(),
        "a fingerprint is a finding's own: {all:#?}"
    );
    let judged = all
        .iter()
        .filter(|finding| !matches!(finding.rule.judge, Judge::Engine));
    let judged: Vec<Span> = judged.map(|finding| finding.primary.span).collect();
    let places: BTreeSet<Span> = judged.iter().copied().collect();
    assert_eq!(
        places.len(),
        judged.len(),
        "a literal has one finding: {all:#?}"
    );
}

fn check_finding(file: &SourceFile, finding: &Finding) {
    let related = finding.related.iter().map(|label| label.span);
    for span in related.chain([finding.primary.span]) {
        assert_inside(file, span);
    }
    let start = file.position(finding.primary.span.start);
    assert_eq!(
        file.offset(start.line, start.column),
        Some(start.offset),
        "{finding:#?}"
    );
    assert!(!finding.message.is_empty());
    if let Some(literal) = &finding.literal {
        assert_eq!(file.slice(finding.primary.span), literal, "{finding:#?}");
    }
    let suggested = finding
        .suggestions
        .iter()
        .map(|suggestion| suggestion.edits.as_slice());
    for edits in suggested.chain(finding.removal.as_ref().map(std::slice::from_ref)) {
        let mut spans: Vec<Span> = edits.iter().map(|edit| edit.span).collect();
        spans.iter().for_each(|span| assert_inside(file, *span));
        spans.sort();
        let apart = spans.windows(2).all(|pair| pair[0].end <= pair[1].start);
        assert!(apart, "edits overlap: {finding:#?}");
    }
}

fn assert_inside(file: &SourceFile, span: Span) {
    let is_inside = span.start <= span.end && file.text.get(span.range()).is_some();
    assert!(
        is_inside,
        "{span:?} is no place in {}: {:?}",
        file.path, file.text
    );
}

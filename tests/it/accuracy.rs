//! How well a Parse code is told from a number, over made-up snippets: `fixtures/accuracy/`, a page for each context.
//!
//! A heading is one snippet; the blocks under it form one little project. Every line with an integer ends with a mark:
//!
//! - `//= none`: none of them is a Parse code
//! - `//= 101 magic-code`: the literal with this value is one, and the rule has a finding
//! - `//= 101 -`: one without a finding; several are separated by commas
//!
//! The snippets are judged by what is promised to users, so some are missed. Precision and recall are printed for each
//! context, and `floor.txt` holds how many literals are right, and how many are none: it only rises.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use parselint::model::excerpt::Excerpt;
use parselint::model::outcome::Outcome;
use parselint::pipeline::{Reading, Task, read_texts};

use crate::pages::{Page, pages_in};

const CORPUS: &str = "fixtures/accuracy";
const FLOOR: &str = "floor.txt";

/// What has to be there at the least.
const SNIPPETS: usize = 300;
/// Of the judged literals, the share of Parse codes lies between these, in percent.
const SHARE: std::ops::RangeInclusive<usize> = 40..=60;

/// A literal: path, line, value, and the rule of its finding or `-`.
type Judged = (String, u32, i64, String);

#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Score {
    right: usize,
    missed: usize,
    wrong: usize,
    /// Found, with another rule than the right one.
    misnamed: usize,
    /// Literals that are no codes.
    others: usize,
}

impl Score {
    fn add(&mut self, other: Score) {
        self.right += other.right;
        self.missed += other.missed;
        self.wrong += other.wrong;
        self.misnamed += other.misnamed;
        self.others += other.others;
    }

    fn precision(self) -> f64 {
        ratio(self.right, self.right + self.wrong)
    }

    fn recall(self) -> f64 {
        ratio(self.right, self.right + self.missed)
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 1.0;
    }
    part as f64 / whole as f64
}

#[test]
fn no_context_falls_below_its_floor() {
    let (scores, misses) = scores();
    let mut total = Score::default();
    let mut table = String::new();
    for (context, score) in &scores {
        total.add(*score);
        row(&mut table, context, *score);
    }
    row(&mut table, "all", total);
    println!("{table}");
    println!("{}", misses.join("\n"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(CORPUS)
        .join(FLOOR);
    let floor = floor(&fs::read_to_string(&path).unwrap_or_default());
    let fallen: Vec<String> = floor
        .iter()
        .filter_map(|(context, floor)| fallen(context, scores.get(context).copied(), *floor))
        .collect();
    assert!(
        fallen.is_empty(),
        "{}\n{}",
        fallen.join("\n"),
        misses.join("\n")
    );
    let risen = written(&scores);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &risen).expect("the floor can be written");
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        known == risen,
        "the floor rises: `UPDATE=1 cargo test accuracy` writes it\n{risen}"
    );
}

/// Whatever a tree would find, the gate lets through.
#[test]
fn the_gate_loses_nothing() {
    let pages = corpus().into_iter().chain(crate::pages::pages());
    let mut lost = Vec::new();
    for snippet in pages.flat_map(|page| snippets(&page)) {
        for pedantic in [false, true] {
            let told = |no_gate| {
                let how = Reading {
                    pedantic,
                    no_gate,
                    ..Reading::of(Task::Check)
                };
                let outcome = snippet.read(how);
                let files = outcome.files.iter();
                let findings =
                    files.map(|file| (file.file.path().to_owned(), file.findings.clone()));
                let findings = findings.filter(|(_, findings)| !findings.is_empty());
                format!("{:?}", findings.collect::<Vec<_>>())
            };
            if told(false) != told(true) {
                lost.push(format!("{} (pedantic: {pedantic})", snippet.place));
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn the_corpus_is_large_and_even() {
    let pages = corpus();
    let snippets: usize = pages.iter().map(|page| headings(page).len()).sum();
    assert!(snippets >= SNIPPETS, "{snippets} snippets");
    for page in &pages {
        let headings = headings(page);
        let mut names: Vec<&str> = headings.to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(
            names.len(),
            headings.len(),
            "{}: a heading twice",
            page.stem
        );
    }
    let (scores, _) = scores();
    let all = scores.values().fold(Score::default(), |mut all, score| {
        all.add(*score);
        all
    });
    let codes = all.right + all.missed;
    let share = codes * 100 / (codes + all.others);
    assert!(
        SHARE.contains(&share),
        "{share} % of the literals are codes"
    );
}

fn row(table: &mut String, context: &str, score: Score) {
    writeln!(
        table,
        "{context:40} codes {:4} (missed {:3}, other rule {:2})  others {:4} (false {:2})  precision {:.3}  recall {:.3}",
        score.right + score.missed,
        score.missed,
        score.misnamed,
        score.others,
        score.wrong,
        score.precision(),
        score.recall()
    )
    .expect("a string takes it");
}

/// What fell, in words.
fn fallen(context: &str, score: Option<Score>, floor: Score) -> Option<String> {
    let Some(score) = score else {
        return Some(format!("{context}: the context is gone"));
    };
    let worse = score.missed > floor.missed
        || score.wrong > floor.wrong
        || score.misnamed > floor.misnamed
        || score.right < floor.right
        || score.others < floor.others;
    worse.then(|| {
        let (score, floor) = (counts(score), counts(floor));
        format!("{context}: {score}; the floor is {floor}")
    })
}

/// As a line of the floor has them.
fn counts(score: Score) -> String {
    let Score {
        right,
        missed,
        wrong,
        misnamed,
        others,
    } = score;
    format!("{right} {missed} {wrong} {misnamed} {others}")
}

fn written(scores: &BTreeMap<String, Score>) -> String {
    let mut text = String::from(
        "# context: right, missed, false, with another rule, and literals that are no codes. Only ever better.\n",
    );
    for (context, score) in scores {
        writeln!(text, "{context}: {}", counts(*score)).expect("a string takes it");
    }
    text
}

fn floor(text: &str) -> BTreeMap<String, Score> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let read = lines.filter_map(|line| {
        let (context, numbers) = line.split_once(": ")?;
        let numbers: Vec<usize> = numbers.split(' ').filter_map(|n| n.parse().ok()).collect();
        let [right, missed, wrong, misnamed, others] = numbers.try_into().ok()?;
        let score = Score {
            right,
            missed,
            wrong,
            misnamed,
            others,
        };
        Some((context.to_owned(), score))
    });
    read.collect()
}

/// By context, and what is not as the marks say, a line each.
fn scores() -> (BTreeMap<String, Score>, Vec<String>) {
    let mut scores = BTreeMap::new();
    let mut misses = Vec::new();
    for page in corpus() {
        let mut all = Score::default();
        for snippet in snippets(&page) {
            all.add(snippet.score(&mut misses));
        }
        scores.insert(page.stem.clone(), all);
    }
    (scores, misses)
}

pub(crate) fn corpus() -> Vec<Page> {
    pages_in(CORPUS)
}

fn headings(page: &Page) -> Vec<&str> {
    page.prose()
        .filter(|line| line.starts_with("## "))
        .collect()
}

/// The blocks under one heading.
struct Snippet {
    place: String,
    config: Option<String>,
    files: Vec<(String, String)>,
    expected: Vec<Judged>,
    others: usize,
}

fn snippets(page: &Page) -> Vec<Snippet> {
    let mut snippets: BTreeMap<usize, Snippet> = BTreeMap::new();
    for fence in page.fences() {
        let snippet = snippets.entry(fence.section()).or_insert_with(|| Snippet {
            place: format!("{}.md:{}", page.stem, fence.section() + 1),
            config: None,
            files: Vec::new(),
            expected: Vec::new(),
            others: 0,
        });
        match (fence.language.as_str(), &fence.title) {
            ("toml", None) => snippet.config = Some(fence.body().to_owned()),
            ("toml" | "json", Some(path)) => {
                snippet.files.push((path.clone(), fence.body().to_owned()));
            }
            _ => snippet.add(&fence.path(), fence.body()),
        }
    }
    snippets.into_values().collect()
}

impl Snippet {
    fn add(&mut self, path: &str, body: &str) {
        let mut text = String::new();
        for (line, content) in (1..).zip(body.lines()) {
            let (code, mark) = match content.split_once("//=") {
                Some((code, mark)) => (code.trim_end(), Some(mark.trim())),
                None => (content, None),
            };
            text.push_str(code);
            text.push('\n');
            let Some(mark) = mark else { continue };
            let judged = judged(mark);
            let place = format!("{}: {path}:{line}: {mark}", self.place);
            let judged = judged.unwrap_or_else(|| panic!("{place}: no such mark"));
            self.others += integers(code).saturating_sub(judged.len());
            let judged = judged.into_iter();
            self.expected
                .extend(judged.map(|(value, rule)| (path.to_owned(), line, value, rule)));
        }
        self.files.push((path.to_owned(), text));
    }

    fn read(&self, how: Reading) -> Outcome {
        let outcome = read_texts(&self.files, self.config.as_deref(), how);
        outcome.unwrap_or_else(|error| panic!("{}: {}", self.place, error.message))
    }

    fn score(&self, misses: &mut Vec<String>) -> Score {
        let found = |task| self.read(Reading::of(task));
        let mut uses = uses(&found(Task::Inventory));
        let findings = findings(&found(Task::Check));
        let mut score = Score {
            others: self.others,
            ..Score::default()
        };
        for expected in &self.expected {
            let (path, line, value, rule) = expected;
            let here =
                |other: &(String, u32, i64)| (&other.0, other.1, other.2) == (path, *line, *value);
            let Some(at) = uses.iter().position(here) else {
                score.missed += 1;
                misses.push(format!(
                    "missed {} {path}:{line}: {value} {rule}",
                    self.place
                ));
                continue;
            };
            uses.remove(at);
            score.right += 1;
            let told = findings
                .iter()
                .find(|found| (&found.0, found.1, found.2) == (path, *line, *value));
            let told = told.map_or("-", |found| found.3.as_str());
            if told != rule {
                score.misnamed += 1;
                misses.push(format!(
                    "rule {} {path}:{line}: {value} {rule}, found {told}",
                    self.place
                ));
            }
        }
        score.wrong = uses.len();
        let wrong = uses.iter();
        misses.extend(
            wrong.map(|(path, line, value)| format!("false {} {path}:{line}: {value}", self.place)),
        );
        score
    }
}

/// The codes of a mark with their rules; `None` for what is no mark.
fn judged(mark: &str) -> Option<Vec<(i64, String)>> {
    if mark == "none" {
        return Some(Vec::new());
    }
    let each = mark.split(", ").map(|part| {
        let (value, rule) = part.split_once(' ')?;
        let known = rule == "-" || parselint::rules::find(rule).is_some();
        known.then_some((value.parse().ok()?, rule.to_owned()))
    });
    each.collect()
}

/// How many integers a line of code holds, about: words that begin with a digit.
fn integers(code: &str) -> usize {
    let code = code.split("// ").next().unwrap_or_default();
    let words =
        code.split(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '.');
    let numbers = words.filter(|word| word.starts_with(|letter: char| letter.is_ascii_digit()));
    numbers.filter(|word| !word.contains('.')).count()
}

fn uses(outcome: &Outcome) -> Vec<(String, u32, i64)> {
    let uses = outcome.files.iter().flat_map(|file| &file.uses);
    uses.map(|found| (found.path.clone(), found.start.line, found.code))
        .collect()
}

fn findings(outcome: &Outcome) -> Vec<Judged> {
    let files = outcome.files.iter();
    let found = files.flat_map(|file| file.findings.iter().map(|finding| (&file.file, finding)));
    let told = found.filter_map(|(file, finding)| {
        let line = line_of(file, finding.primary.span.start);
        Some((
            file.path().to_owned(),
            line,
            finding.code?,
            finding.rule.id.to_owned(),
        ))
    });
    told.collect()
}

fn line_of(file: &Excerpt, offset: u32) -> u32 {
    file.position(offset).line
}

/// A line without a mark would be judged by nobody.
#[test]
fn every_line_with_an_integer_has_a_mark() {
    let mut bare = Vec::new();
    for page in corpus() {
        for fence in page.fences() {
            if matches!(fence.language.as_str(), "toml" | "json") {
                continue;
            }
            let lines = fence.body().lines().filter(|line| !line.contains("//="));
            for line in lines {
                let code: String = line.split(['"', '\'', '`']).step_by(2).collect();
                if integers(&code) > 0 {
                    bare.push(format!("{}: {line}", page.stem));
                }
            }
        }
    }
    assert!(bare.is_empty(), "{}", bare.join("\n"));
}

#[test]
fn marks_are_read() {
    assert_eq!(judged("none"), Some(Vec::new()));
    assert_eq!(
        judged("101 magic-code, -1 -"),
        Some(vec![(101, "magic-code".into()), (-1, "-".into())])
    );
    for wrong in ["101", "101 magic", "x -", ""] {
        assert_eq!(judged(wrong), None, "{wrong}");
    }
    assert_eq!(integers("f(101, 0x65, a1, 1.5) // 7"), 2);
}

//! `github`: workflow commands, which the runner of GitHub Actions turns into annotations of the changed files.
//!
//! The runner keeps ten annotations of each level a step, so the gravest come first, and a notice tells what it will drop.
//! `step_summary` is the same run as Markdown, for `$GITHUB_STEP_SUMMARY`: all rules, and as many findings as fit.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, BufWriter, Write};

use super::base::Base;
use super::visible::{visible_in_command, visible_line};
use super::{Reporter, words};
use crate::model::finding::{Finding, Rule, Severity};
use crate::model::outcome::{FileOutcome, Outcome};

/// Annotations of one level that the runner keeps of a step.
const KEPT: usize = 10;
/// Bytes of Markdown that a step may have; the runner refuses more.
const SUMMARY_LIMIT: usize = 1024 * 1024;

pub struct Github {
    base: Base,
}

impl Github {
    pub fn new(base: &Base) -> Self {
        Self { base: base.clone() }
    }
}

impl Reporter for Github {
    fn report(&self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        if let Some(notice) = dropped(outcome) {
            writeln!(out, "::notice title=parselint::{}", data(&notice))?;
        }
        for (file, finding) in gravest_first(outcome) {
            self.command(file, finding, &mut out)?;
        }
        out.flush()
    }
}

impl Github {
    fn command(
        &self,
        file: &FileOutcome,
        finding: &Finding,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let start = file.file.position(finding.primary.span.start);
        let end = file.file.position(finding.primary.span.end);
        let path = self.base.path(file.file.path());
        write!(
            out,
            "::{} file={},line={},endLine={}",
            level(finding.severity),
            property(&path),
            start.line,
            end.line
        )?;
        // Columns are only heeded on a single line.
        if start.line == end.line {
            write!(out, ",col={},endColumn={}", start.column, end.column)?;
        }
        let title = format!("parselint ({})", finding.rule.id);
        let message = words::with_help(finding);
        writeln!(out, ",title={}::{}", property(&title), data(&message))
    }
}

/// What the runner will not show.
fn dropped(outcome: &Outcome) -> Option<String> {
    let summary = &outcome.summary;
    // The notice is one as well.
    let kept = [
        (summary.errors, KEPT),
        (summary.warnings, KEPT),
        (summary.advice, KEPT - 1),
    ];
    let dropped: usize = kept
        .iter()
        .map(|(found, kept)| found.saturating_sub(*kept))
        .sum();
    let found = words::findings(summary)?;
    (dropped > 0).then(|| {
        let them = words::count(dropped, "finding");
        format!("{found}: GitHub shows ten annotations of each level, so {them} can be read in the log and in the summary of the job only")
    })
}

fn gravest_first(outcome: &Outcome) -> Vec<(&FileOutcome, &Finding)> {
    let findings = outcome.files.iter();
    let findings =
        findings.flat_map(|file| file.findings.iter().map(move |finding| (file, finding)));
    let mut findings: Vec<_> = findings.collect();
    findings.sort_by_key(|(_, finding)| std::cmp::Reverse(finding.severity));
    findings
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice | Severity::Off => "notice",
    }
}

/// What stands behind `::`.
fn data(text: &str) -> String {
    let text = visible_in_command(text);
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// The run as Markdown, of at most so many bytes as a step may have beside what is there already.
pub fn step_summary(outcome: &Outcome, base: &Base, there: usize) -> String {
    let limit = SUMMARY_LIMIT.saturating_sub(there);
    let mut text = heading(outcome);
    for row in rule_rows(outcome) {
        text.push_str(&row);
    }
    let head = "\n| level | place | finding |\n|---|---|---|\n";
    let rest = |left: usize| {
        format!(
            "\n{} not listed here.\n",
            words::count(left, "more finding")
        )
    };
    let findings = gravest_first(outcome);
    if !findings.is_empty() {
        text.push_str(head);
    }
    let room = limit.saturating_sub(rest(findings.len()).len());
    for (at, (file, finding)) in findings.iter().enumerate() {
        let row = finding_row(file, finding, base);
        if text.len() + row.len() > room {
            text.push_str(&rest(findings.len() - at));
            break;
        }
        text.push_str(&row);
    }
    if text.len() > limit {
        String::new()
    } else {
        text
    }
}

fn heading(outcome: &Outcome) -> String {
    let summary = &outcome.summary;
    let found = words::findings(summary).unwrap_or_else(|| "no findings".into());
    let mut text = format!(
        "### parselint\n\n{} linted: {found}",
        words::count(summary.files, "file")
    );
    for told in [words::not_linted(summary), words::left_out(outcome)]
        .into_iter()
        .flatten()
    {
        let _ = write!(text, "; {told}");
    }
    text.push_str(".\n");
    text
}

/// How often each rule speaks, the gravest first.
fn rule_rows(outcome: &Outcome) -> Vec<String> {
    let mut counts: BTreeMap<(std::cmp::Reverse<Severity>, &str), (&Rule, usize)> = BTreeMap::new();
    for (_, finding) in gravest_first(outcome) {
        let key = (std::cmp::Reverse(finding.severity), finding.rule.id);
        counts.entry(key).or_insert((finding.rule, 0)).1 += 1;
    }
    if counts.is_empty() {
        return Vec::new();
    }
    let head = "\n| rule | level | findings | what it finds |\n|---|---|---:|---|\n".to_owned();
    let rows = counts.into_iter().map(|((severity, id), (rule, count))| {
        let url = words::rule_url(rule);
        let summary = cell(rule.summary);
        format!(
            "| [`{id}`]({url}) | {} | {count} | {summary} |\n",
            severity.0.name()
        )
    });
    std::iter::once(head).chain(rows).collect()
}

fn finding_row(file: &FileOutcome, finding: &Finding, base: &Base) -> String {
    let place = file.file.position(finding.primary.span.start);
    let path = base.path(file.file.path());
    format!(
        "| {} | {}:{}:{} | {} |\n",
        finding.severity.name(),
        cell(&path),
        place.line,
        place.column,
        cell(&words::with_help(finding))
    )
}

/// A text in a table of Markdown: what would mean something there is escaped. A word that GitHub would make a link of, as
/// it does with names of people, numbers of issues and addresses, stands as code, where it does not.
fn cell(text: &str) -> String {
    let text = visible_line(text);
    let words = text.split_inclusive(char::is_whitespace).map(|word| {
        let bare = word.trim_end();
        let links = |mark: &str| bare.contains(mark);
        match ["@", "#", "://", "www."].into_iter().any(links) {
            true => format!("<code>{}</code>{}", escaped(bare), &word[bare.len()..]),
            false => escaped(word),
        }
    });
    words.collect()
}

fn escaped(text: &str) -> String {
    let mut cell = String::new();
    for letter in text.chars() {
        match letter {
            '&' => cell.push_str("&amp;"),
            '<' => cell.push_str("&lt;"),
            '>' => cell.push_str("&gt;"),
            '|' | '\\' | '[' | ']' | '*' | '_' | '!' | '#' | '~' | '@' | ':' | '$' => {
                let _ = write!(cell, "&#{};", u32::from(letter));
            }
            '`' => cell.push_str("&#96;"),
            letter => cell.push(letter),
        }
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::{self, drawn};

    fn github() -> Github {
        Github::new(&Base::default())
    }

    #[test]
    fn the_gravest_come_first_with_their_place() {
        assert_eq!(
            drawn(&github(), &samples::outcome()),
            "::error file=cloud/latin.js,line=1,endLine=1,col=1,endColumn=1,title=parselint (file-not-linted)::the file \
             is not UTF-8: save it as UTF-8\n\
             ::warning file=cloud/main.js,line=2,endLine=2,col=25,endColumn=28,title=parselint (magic-code)::the Parse \
             error code 101 is written as a number: write `Parse.Error.OBJECT_NOT_FOUND`\n"
        );
        assert_eq!(drawn(&github(), &Outcome::default()), "");
    }

    #[test]
    fn no_text_ends_a_command_or_begins_one() {
        let mut finding = samples::magic("101", "101");
        finding.message = "100%\r\n::error::forged\u{2028}".into();
        finding.help = None;
        let outcome = samples::run(vec![samples::file("a,b:c%\n.js", "101", vec![finding])]);
        let text = drawn(&github(), &outcome);
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(
            text.starts_with("::warning file=a%2Cb%3Ac%25\\u{a}.js,line=1,"),
            "{text}"
        );
        assert!(
            text.ends_with("::100%25\\u{d}\\u{a}::error::forged\\u{2028}\n"),
            "{text}"
        );
    }

    #[test]
    fn what_the_runner_drops_is_told_before_all_else() {
        let text = "101 ".repeat(12);
        let findings = vec![samples::magic(&text, "101"); 12];
        let outcome = samples::run(vec![samples::file("a.js", &text, findings)]);
        let text = drawn(&github(), &outcome);
        assert_eq!(text.lines().count(), 13);
        assert!(
            text.starts_with("::notice title=parselint::12 warnings: GitHub shows ten"),
            "{text}"
        );
        assert!(text.contains("so 2 findings can"), "{text}");
    }

    #[test]
    fn columns_of_several_lines_are_left_out() {
        let mut finding = samples::magic("1\n01", "1\n01");
        finding.help = None;
        let outcome = samples::run(vec![samples::file("a.js", "1\n01", vec![finding])]);
        let text = drawn(&github(), &outcome);
        assert!(text.contains("line=1,endLine=2,title="), "{text}");
    }

    #[test]
    fn the_summary_is_a_table_that_no_text_breaks() {
        let mut finding = samples::magic("101", "101");
        finding.message = "a | b\n<script> [x](y) **c**".into();
        let outcome = samples::run(vec![samples::file("a|b.js", "101", vec![finding])]);
        let text = step_summary(&outcome, &Base::default(), 0);
        assert!(
            text.starts_with("### parselint\n\n1 file linted: 1 warning.\n"),
            "{text}"
        );
        let row = text.lines().last().expect("a row");
        assert_eq!(row.matches('|').count(), 4, "{row}");
        assert!(!row.contains('<') && !row.contains("[x]"), "{row}");
        assert_eq!(
            cell("by @somebody, see https://example.org"),
            "by <code>&#64;somebody,</code> see <code>https&#58;//example.org</code>"
        );
        assert!(
            text.contains("/rules/magic-code.md) | warning | 1 | a predefined"),
            "{text}"
        );
    }

    #[test]
    fn the_summary_fits_whatever_there_is() {
        let text = "101 ".repeat(12_000);
        let findings = vec![samples::magic(&text, "101"); 12_000];
        let outcome = samples::run(vec![samples::file("a.js", &text, findings)]);
        let text = step_summary(&outcome, &Base::default(), 1000);
        assert!(text.len() <= SUMMARY_LIMIT - 1000 && text.len() > SUMMARY_LIMIT / 2);
        assert!(
            text.ends_with("more findings not listed here.\n"),
            "{}",
            &text[text.len() - 100..]
        );
        assert_eq!(step_summary(&outcome, &Base::default(), SUMMARY_LIMIT), "");
        let clean = step_summary(&Outcome::default(), &Base::default(), 0);
        assert_eq!(clean, "### parselint\n\n0 files linted: no findings.\n");
    }
}

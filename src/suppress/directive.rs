//! What a suppression comment says: its mark, its rules, its reason, and what is wrong with it.
//!
//! The mark counts anywhere in a comment, in any letter case: a comment that looks as if it suppressed something either
//! does, or is told of. In quotes it is only talked about. What a comment covers is for the room above.

use crate::model::hidden::is_unseen;
use crate::model::nearest::nearest;
use crate::model::source::{SourceFile, Span};

const MARK: &str = "parselint-ignore";

/// One directive of a comment.
pub(super) struct Written {
    pub(super) span: Span,
    pub(super) said: Result<Said, Malformed>,
}

pub(super) struct Said {
    /// `parselint-ignore-file`
    pub(super) whole_file: bool,
    /// Known ones, at least one.
    pub(super) rules: Vec<String>,
    pub(super) reason: String,
}

/// What is wrong with a directive, and how to mend it.
#[derive(Debug, PartialEq)]
pub(super) struct Malformed {
    pub(super) message: String,
    pub(super) help: String,
}

impl Malformed {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
        }
    }
}

/// The text of a comment behind the marks at its beginning.
pub(super) fn inside(comment: &str) -> &str {
    comment.trim_start_matches(['/', '*', '!', ' ', '\t'])
}

/// The directives of a comment, one a line at most; a reason may stand on the line below.
pub(super) fn read(file: &SourceFile, comment: Span, known: &[&str]) -> Vec<Written> {
    let text = file.slice(comment);
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(mark) = find_mark(line) {
            let body = line.get(mark..).unwrap_or_default().trim_end();
            let body = body.trim_end_matches("*/").trim_end();
            let first = start == 0 && inside(line).len() + mark == line.len();
            let at = comment.start as usize + start + mark;
            let span = if first && line.len() == text.len() {
                comment
            } else {
                Span::new(at, at + body.len())
            };
            let behind = text.get(start + line.len()..).unwrap_or_default();
            let said = match body.ends_with(':') {
                true => parse(&format!("{body} {}", inside(behind.trim_start())), known),
                false => parse(body, known),
            };
            found.push(Written { span, said });
        }
        start += line.len();
    }
    found
}

/// Where a line speaks to parselint, rather than about it.
fn find_mark(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let is_here = |at: &usize| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let clings = |byte: &u8| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'`' | b'"' | b'\'')
        };
        let here = bytes.get(*at..*at + MARK.len());
        here.is_some_and(|here| here.eq_ignore_ascii_case(MARK.as_bytes()))
            && !before.is_some_and(clings)
    };
    (0..bytes.len().checked_sub(MARK.len())? + 1).find(is_here)
}

/// Reads a directive from its mark on.
fn parse(body: &str, known: &[&str]) -> Result<Said, Malformed> {
    let rest = body.get(MARK.len()..).unwrap_or_default();
    let is_end = |letter: char| letter.is_whitespace() || letter == ':';
    let suffix = rest.get(..rest.find(is_end).unwrap_or(rest.len()));
    let suffix = suffix.unwrap_or_default();
    let rest = rest.get(suffix.len()..).unwrap_or_default();
    let whole_file = match suffix.to_ascii_lowercase().as_str() {
        "" => false,
        "-file" => true,
        _ => return Err(no_such(suffix)),
    };
    let form = if whole_file {
        "write `// parselint-ignore-file RULE: reason`"
    } else {
        "write `// parselint-ignore RULE: reason`"
    };
    if rest
        .split(':')
        .next()
        .is_none_or(|names| names.trim().is_empty())
    {
        return Err(Malformed::new("this suppression names no rule", form));
    }
    let Some((names, reason)) = rest.split_once(':') else {
        return Err(Malformed::new("this suppression gives no reason", form));
    };
    let rules = rules(names, known, form)?;
    let reason = inside(reason.trim()).to_owned();
    if reason.chars().all(is_unseen) {
        return Err(Malformed::new("this suppression gives no reason", form));
    }
    Ok(Said {
        whole_file,
        rules,
        reason,
    })
}

/// What other linters have, and slips.
fn no_such(suffix: &str) -> Malformed {
    let help = match suffix.to_ascii_lowercase().as_str() {
        "-next-line" | "-next" | "-nextline" => {
            "write `// parselint-ignore RULE: reason` on the line above"
        }
        "-line" | "-this-line" => "write `// parselint-ignore RULE: reason` at the end of the line",
        _ => {
            "write `// parselint-ignore RULE: reason`, or `// parselint-ignore-file RULE: reason` at the top"
        }
    };
    Malformed::new(format!("there is no suppression `{MARK}{suffix}`"), help)
}

fn rules(names: &str, known: &[&str], form: &str) -> Result<Vec<String>, Malformed> {
    let names: Vec<&str> = names.split(',').map(str::trim).collect();
    let is_known = |name: &str| known.contains(&name);
    for name in &names {
        let words: Vec<&str> = name.split_whitespace().collect();
        match words.as_slice() {
            [] => {
                return Err(Malformed::new(
                    "this suppression lacks the name of a rule",
                    form,
                ));
            }
            [word] if is_known(word) => {}
            [word] => return Err(unknown(word, known)),
            several if several.iter().all(|word| is_known(word)) => {
                let help = format!("separate the rules: `{}`", several.join(", "));
                return Err(Malformed::new(
                    "a comma is missing between the rules of this suppression",
                    help,
                ));
            }
            [first, ..] if is_known(first) => {
                return Err(Malformed::new(
                    "the reason of a suppression stands behind a colon",
                    form,
                ));
            }
            [first, ..] => return Err(unknown(first, known)),
        }
    }
    Ok(names.into_iter().map(str::to_owned).collect())
}

fn unknown(name: &str, known: &[&str]) -> Malformed {
    let help = match nearest(name, known.iter().copied()) {
        Some(nearest) => format!("did you mean `{nearest}`? `parselint rule` lists them all"),
        None => "`parselint rule` lists all rules".into(),
    };
    Malformed::new(format!("there is no rule `{name}`"), help)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 3] = ["magic-code", "string-code", "app-code-range"];

    fn said(body: &str) -> Result<(bool, Vec<String>), Malformed> {
        parse(body, &KNOWN).map(|said| (said.whole_file, said.rules))
    }

    #[track_caller]
    fn assert_malformed(body: &str, message: &str, help: &str) {
        let malformed = said(body).expect_err(body);
        assert!(malformed.message.contains(message), "{body}: {malformed:?}");
        assert!(malformed.help.contains(help), "{body}: {malformed:?}");
    }

    #[test]
    fn well_formed_ones_name_rules_and_a_reason() {
        let one = Ok((false, vec!["magic-code".to_owned()]));
        assert_eq!(said("parselint-ignore magic-code: why"), one);
        assert_eq!(said("PARSELINT-Ignore  magic-code : why"), one);
        let two = vec!["magic-code".to_owned(), "string-code".to_owned()];
        let both = "parselint-ignore-file magic-code,string-code: why";
        assert_eq!(said(both), Ok((true, two)));
    }

    #[test]
    fn others_are_told_how_to_mend_them() {
        let mark = "parselint-ignore";
        let with = |rest: &str| format!("{mark}{rest}");
        assert_malformed(mark, "names no rule", "RULE: reason");
        assert_malformed(&with(": why"), "names no rule", "RULE: reason");
        assert_malformed(&with("-file"), "names no rule", "ignore-file RULE");
        assert_malformed(&with(" magic-code"), "gives no reason", "RULE: reason");
        assert_malformed(&with(" magic-code: "), "gives no reason", "RULE: reason");
        assert_malformed(
            &with(" magic-code: \u{200b}\u{fe0f}"),
            "gives no reason",
            "RULE: reason",
        );
        assert_malformed(&with(" magic-code,: why"), "lacks the name", "RULE");
        assert_malformed(
            &with(" magic-code string-code: why"),
            "comma is missing",
            "`magic-code, string-code`",
        );
        assert_malformed(&with(" magic-code for now: why"), "behind a colon", "RULE");
        assert_malformed(
            &with(" magic-cod: why"),
            "no rule `magic-cod`",
            "`magic-code`",
        );
        assert_malformed(
            &with("-next-line magic-code: why"),
            "-next-line`",
            "the line above",
        );
        assert_malformed(&with("-line magic-code: why"), "-line`", "end of the line");
        assert_malformed(&with("s magic-code: why"), "parselint-ignores`", "write");
    }

    #[test]
    fn words_far_from_every_rule_are_not_guessed_at() {
        for word in ["xyz", "all"] {
            let malformed = said(&format!("parselint-ignore {word}: why")).expect_err(word);
            assert!(!malformed.help.contains("did you mean"), "{malformed:?}");
        }
    }

    #[test]
    fn the_mark_is_found_anywhere_but_in_quotes_and_words() {
        let file = |text: &str| SourceFile::new("a.js", text);
        let spans = |text: &str| -> Vec<String> {
            let file = file(text);
            let all = read(&file, Span::new(0, text.len()), &KNOWN);
            all.iter()
                .map(|written| file.slice(written.span).to_owned())
                .collect()
        };
        let whole = "// Parselint-ignore magic-code: why";
        assert_eq!(spans(whole), [whole]);
        assert_eq!(
            spans("/* first\n * parselint-ignore magic-code: why */"),
            ["parselint-ignore magic-code: why"]
        );
        assert_eq!(
            spans("// eslint-disable-line no-x -- parselint-ignore magic-code: why"),
            ["parselint-ignore magic-code: why"]
        );
        assert!(spans("// what `parselint-ignore` does").is_empty());
        assert!(spans("// no-parselint-ignore").is_empty());
        assert!(spans("// é").is_empty());
    }
}

//! What a baseline hides, and what it does not.

use std::cell::Cell;

use super::*;
use crate::model::finding::{Judge, Label, Rule, Severity};
use crate::model::source::SourceFile;

static MAGIC: Rule = rule("magic-code");
static RANGE: Rule = rule("app-code-range");
static UNREAD: Rule = rule(NOT_LINTED);

const fn rule(id: &'static str) -> Rule {
    Rule {
        id,
        summary: "",
        suggests: "",
        severity: Severity::Warning,
        opt_in: false,
        since: "0.1.0",
        doc: "",
        judge: Judge::Engine,
    }
}

/// A file with a finding at each number of three digits, in the item that its line names behind `//`.
fn file(path: &str, text: &str, rule: &'static Rule) -> FileOutcome {
    let source = SourceFile::new(path, text);
    let digits = |at: usize| {
        text.get(at..at + 3)
            .is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let findings = (0..text.len()).filter(|at| digits(*at)).map(|at| {
        let mut finding = Finding::new(rule, Label::new(Span::new(at, at + 3), ""), "");
        let line = source.line_span(source.line_of(finding.primary.span.start));
        let line = line.map(|line| source.slice(line)).unwrap_or_default();
        line.rsplit("//")
            .next()
            .unwrap_or_default()
            .clone_into(&mut finding.item);
        finding
    });
    FileOutcome {
        findings: findings.collect(),
        ..FileOutcome::new(source.clone())
    }
}

struct Around {
    exists: bool,
    judges: bool,
    today: &'static str,
}

const AROUND: Around = Around {
    exists: true,
    judges: true,
    today: "2026-06-01",
};

fn apply(baseline: &Baseline, files: &mut [FileOutcome], around: Around) -> Applied {
    let mut known: Vec<Known<'_>> = files
        .iter_mut()
        .map(|file| Known {
            path: file.file.path().to_owned(),
            file,
        })
        .collect();
    baseline.apply(
        &mut known,
        &Run {
            today: around.today,
            judges: &|_| around.judges,
            exists: &|_| around.exists,
        },
    )
}

fn of(files: &[FileOutcome]) -> Baseline {
    let files = files.iter().map(|file| (file.file.path().to_owned(), file));
    Baseline::of(&Applied::default(), files)
}

/// How many findings are shown, and how many entries are left over.
#[track_caller]
fn check(before: &str, after: &str, shown: usize, leftover: usize) {
    let baseline = of(&[file("a.js", before, &MAGIC)]);
    let mut files = [file("a.js", after, &MAGIC)];
    let applied = apply(&baseline, &mut files, AROUND);
    let found = (files[0].findings.len(), applied.leftover.len());
    assert_eq!(found, (shown, leftover), "{before:?} -> {after:?}");
    assert_eq!(applied.kept.len() + leftover, baseline.entries.len());
}

#[test]
fn what_is_known_is_hidden_wherever_its_line_moves() {
    check("f(101); //a", "f(101); //a", 0, 0);
    check("f(101); //a", "\n\n   f(101);    //a\n", 0, 0);
    check("f(101); //a\nf(102); //a", "f(102); //a\nf(101); //a", 0, 0);
}

#[test]
fn one_finding_does_not_pay_for_another() {
    // One mended and another of the same rule written: counts would be the same.
    check("f(101); //a", "f(102); //a", 1, 1);
    check("f(101); //a", "g(101); //a", 1, 1);
    // The same line, in another item.
    check("f(101); //a", "f(101); //b", 1, 1);
    // Once more.
    check("f(101); //a", "f(101); //a\nf(101); //a", 1, 0);
    check("f(101); //a\nf(101); //a", "f(101); //a", 0, 1);
    let baseline = of(&[file("a.js", "f(101); //a", &MAGIC)]);
    let mut files = [file("a.js", "f(101); //a", &RANGE)];
    let applied = apply(&baseline, &mut files, AROUND);
    assert_eq!(
        (files[0].findings.len(), applied.leftover.len()),
        (1, 1),
        "another rule"
    );
}

#[test]
fn a_renamed_file_keeps_its_entries_and_they_learn_its_name() {
    let baseline = of(&[file("a.js", "f(101); //a", &MAGIC)]);
    let gone = Around {
        exists: false,
        ..AROUND
    };
    let mut files = [file("b.js", "f(101); //a", &MAGIC)];
    let applied = apply(&baseline, &mut files, gone);
    assert!(files[0].findings.is_empty() && applied.leftover.is_empty());
    assert_eq!(applied.kept[0].path, "b.js");
    // A copy is new.
    let mut files = [file("b.js", "f(101); //a", &MAGIC)];
    let applied = apply(&baseline, &mut files, AROUND);
    assert_eq!((files[0].findings.len(), applied.leftover.len()), (1, 1));
}

#[test]
fn what_the_run_does_not_look_at_is_left_alone() {
    let baseline = of(&[file("a.js", "f(101); //a", &MAGIC)]);
    let around = Around {
        judges: false,
        ..AROUND
    };
    let applied = apply(&baseline, &mut [], around);
    assert_eq!((applied.kept.len(), applied.leftover.len()), (1, 0));
}

#[test]
fn a_day_is_the_last_one() {
    let mut baseline = of(&[file("a.js", "f(101); //a", &MAGIC)]);
    baseline.entries[0].expires = Some("2026-06-01".into());
    baseline.entries[0].reason = Some("old apps".into());
    let mut files = [file("a.js", "f(101); //a", &MAGIC)];
    let applied = apply(&baseline, &mut files, AROUND);
    assert!(files[0].findings.is_empty() && applied.expired.is_empty());
    let by = &files[0].hidden[0].by;
    assert_eq!(
        *by,
        Hiding::Baseline {
            reason: Some("old apps".into())
        }
    );
    let late = Around {
        today: "2026-06-02",
        ..AROUND
    };
    let mut files = [file("a.js", "f(101); //a", &MAGIC)];
    let applied = apply(&baseline, &mut files, late);
    assert_eq!(
        (
            files[0].findings.len(),
            applied.expired.len(),
            applied.kept.len()
        ),
        (1, 1, 0)
    );
}

#[test]
fn a_file_that_was_not_linted_is_never_hidden() {
    let baseline = of(&[file("a.js", "f(101); //a", &UNREAD)]);
    assert!(baseline.entries.is_empty());
    let entry = Entry {
        rule: NOT_LINTED.into(),
        ..Entry::of(
            "a.js",
            &SourceFile::new("a.js", "101").into(),
            &file("a.js", "101", &UNREAD).findings[0],
        )
    };
    let mut files = [file("a.js", "101", &UNREAD)];
    let baseline = Baseline {
        entries: vec![entry],
    };
    apply(&baseline, &mut files, AROUND);
    assert_eq!(files[0].findings.len(), 1);
}

#[test]
fn lines_are_sorted_and_come_back() {
    let mut baseline = of(&[
        file("b.js", "f(101); //a", &MAGIC),
        file("a.js", "f(102); //\nf(101); //Basket > add", &RANGE),
    ]);
    baseline.entries[0].reason = Some("é \u{2028}".into());
    let text = baseline.render();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines.is_sorted(), "{text}");
    assert!(
        lines[0].starts_with(r#"{"path":"a.js","rule":"app-code-range","hash":""#),
        "{text}"
    );
    let read = Baseline::parse("known.jsonl", &text.replace('\n', "\r\n\r\n")).expect("entries");
    assert_eq!(read.render(), text);
}

#[test]
fn what_is_no_entry_is_told_at_its_place() {
    let good = r#"{"path":"a.js","rule":"magic-code","hash":"00"}"#;
    for (bad, words) in [
        ("<<<<<<< HEAD", "expected value"),
        (
            r#"{"path":"a.js","rule":"magic-code"}"#,
            "missing field `hash`",
        ),
        (
            r#"{"path":"a.js","rule":"x","hash":"0","expire":"2026-01-01"}"#,
            "did you mean `expires`?",
        ),
        (
            r#"{"path":"a.js","rule":"x","hash":"0","expires":"2026-02-30"}"#,
            "`expires`",
        ),
        (
            r#"{"path":"a.js","rule":"x","hash":"0","expires":"2026-1-1"}"#,
            "`expires`",
        ),
    ] {
        let error = Baseline::parse("known.jsonl", &format!("{good}\n  {bad}\n")).expect_err(bad);
        let place = error.place.expect("a place");
        assert!(place.label.contains(words), "{bad}: {}", place.label);
        assert_eq!(&place.text[place.span.range()], bad);
        assert!(error.help.is_some());
    }
}

#[test]
fn an_expired_entry_stays_with_its_finding_and_goes_with_it() {
    let mut baseline = of(&[file("a.js", "f(101); //a", &MAGIC)]);
    baseline.entries[0].expires = Some("2001-01-01".into());
    let mut files = [file("a.js", "f(101); //a\nf(101); //a", &MAGIC)];
    let applied = apply(&baseline, &mut files, AROUND);
    assert_eq!((files[0].findings.len(), applied.expired.len()), (2, 1));
    let renewed = Baseline::of(&applied, [("a.js".to_owned(), &files[0])].into_iter());
    let expires: Vec<_> = renewed
        .entries
        .iter()
        .map(|entry| entry.expires.as_deref())
        .collect();
    assert_eq!(
        expires,
        [Some("2001-01-01"), None],
        "one more finding is one more entry"
    );
    let applied = apply(&baseline, &mut [file("a.js", "", &MAGIC)], AROUND);
    assert_eq!((applied.leftover.len(), applied.expired.len()), (1, 0));
}

#[test]
fn each_file_is_looked_for_once_however_many_entries_it_has() {
    let asked = Cell::new(0);
    let baseline = of(&[file("a.js", &"f(101); //a\n".repeat(50), &MAGIC)]);
    let mut other = file("b.js", &"f(101); //a\n".repeat(50), &MAGIC);
    let mut files = [Known {
        path: "b.js".into(),
        file: &mut other,
    }];
    let run = Run {
        today: "2026-06-01",
        judges: &|_| true,
        exists: &|_| {
            asked.set(asked.get() + 1);
            true
        },
    };
    let applied = baseline.apply(&mut files, &run);
    assert_eq!((asked.get(), applied.leftover.len()), (1, 50));
}

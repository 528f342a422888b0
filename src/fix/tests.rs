//! Which fixes go together, and what they leave alone.

use proptest::prelude::*;

use super::*;
use crate::model::finding::{Judge, Label, Rule, Severity};

static RULE: Rule = Rule {
    id: "magic-code",
    summary: "",
    suggests: "",
    severity: Severity::Warning,
    opt_in: false,
    since: "",
    doc: "",
    judge: Judge::Engine,
};

fn edit(start: usize, end: usize, text: &str) -> Edit {
    Edit {
        span: Span::new(start, end),
        text: text.into(),
    }
}

fn fix(edits: Vec<Edit>) -> Fix {
    let last = edits.last().map_or(Span::default(), |edit| edit.span);
    Fix {
        fingerprint: format!("{last:?}"),
        span: last,
        edits,
    }
}

fn finding(at: usize, suggestions: Vec<Suggestion>) -> Finding {
    let label = Label::new(Span::new(at, at + 3), "");
    let mut finding = Finding::new(&RULE, label, "").suggest(suggestions);
    finding.fingerprint = at.to_string();
    finding
}

fn suggestion(applicability: Applicability, edits: Vec<Edit>) -> Suggestion {
    Suggestion::new("X", applicability).writing(edits)
}

#[test]
fn the_first_suggestion_that_is_applicable_enough_is_written() {
    let one = || vec![edit(2, 5, "A")];
    let findings = [
        finding(
            2,
            vec![
                suggestion(Applicability::Unsafe, one()),
                suggestion(Applicability::Safe, vec![edit(2, 5, "B")]),
            ],
        ),
        finding(
            7,
            vec![suggestion(Applicability::Manual, vec![edit(7, 10, "C")])],
        ),
        finding(12, vec![suggestion(Applicability::Safe, Vec::new())]),
    ];
    let written = |least| {
        let fixes = choose(&findings, least, &BTreeSet::new());
        apply("f(101, 209, 119)", &fixes)
    };
    assert_eq!(written(Applicability::Safe), "f(B, 209, 119)");
    assert_eq!(written(Applicability::Unsafe), "f(A, 209, 119)");
    let without = BTreeSet::from(["2".to_owned()]);
    assert!(choose(&findings, Applicability::Safe, &without).is_empty());
}

#[test]
fn an_edit_that_several_fixes_share_is_written_once() {
    let import = edit(0, 0, "import Parse;\n");
    let fixes = compatible([
        fix(vec![import.clone(), edit(4, 7, "X")]),
        fix(vec![import, edit(9, 12, "Y")]),
    ]);
    assert_eq!(fixes.len(), 2);
    let fixed = apply("f(  101, 119)", &fixes);
    assert_eq!(fixed, "import Parse;\nf(  X, Y)");
}

#[test]
fn of_fixes_that_meet_the_first_is_written() {
    for (other, meets) in [
        (edit(2, 5, "B"), true),
        (edit(4, 6, "B"), true),
        (edit(3, 3, "B"), true),
        (edit(5, 5, "B"), true),
        (edit(2, 2, "B"), true),
        (edit(5, 8, "B"), false),
        (edit(0, 2, "B"), false),
    ] {
        let fixes = compatible([fix(vec![edit(2, 5, "A")]), fix(vec![other.clone()])]);
        assert_eq!(fixes.len(), if meets { 1 } else { 2 }, "{other:?}");
    }
}

#[test]
fn a_text_is_worse_with_a_new_finding_a_failure_or_a_finding_that_stays() {
    let all = [finding(2, vec![]), finding(7, vec![])];
    let checked = |findings, failures| Checked { findings, failures };
    let before = checked(&all[..], 1);
    assert!(is_sound(&before, &checked(&all[1..], 1), 1));
    assert!(is_sound(&before, &checked(&all[1..], 0), 1));
    assert!(!is_sound(&before, &checked(&all[1..], 2), 1));
    assert!(!is_sound(&before, &checked(&all[..], 1), 1));
    let mut other = finding(2, vec![]);
    other.message = "something else".into();
    assert!(!is_sound(&before, &checked(&[other], 1), 1));
}

proptest! {
    /// Whatever is chosen: the bytes between the edits are those of the text, in their order.
    #[test]
    fn bytes_outside_of_the_edits_stay(
        text in "[a-zé𐐀\r\n 0-9]{0,60}",
        places in prop::collection::vec((0usize..80, 0usize..8, "[A-Z]{0,4}"), 0..12),
    ) {
        let on_boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let fixes = places.into_iter().map(|(start, len, written)| {
            let (start, end) = (on_boundary(start), on_boundary(start + len));
            fix(vec![edit(start, end.max(start), &written)])
        });
        let fixes = compatible(fixes);
        let mut edits: Vec<Edit> = fixes.iter().flat_map(|fix| fix.edits.clone()).collect();
        edits.sort_by_key(|edit| (edit.span, edit.text.clone()));
        edits.dedup();
        let fixed = apply(&text, &fixes);
        let mut rest = fixed.as_str();
        let mut at = 0;
        for edit in &edits {
            let kept = &text[at..edit.span.start as usize];
            prop_assert!(rest.starts_with(kept));
            rest = &rest[kept.len()..];
            prop_assert!(rest.starts_with(&edit.text));
            rest = &rest[edit.text.len()..];
            at = edit.span.end as usize;
        }
        prop_assert_eq!(rest, &text[at..]);
    }
}

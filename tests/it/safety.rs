//! Which edits are called safe: those that keep the meaning and compile, and no others.

use parselint::pipeline::lint_texts;

/// The literal and the applicability of the first suggestion of each finding.
fn suggested(path: &str, text: &str) -> Vec<String> {
    let files = [(path.to_owned(), text.to_owned())];
    let found = lint_texts(&files, None, false).expect("it is linted");
    let findings = found.iter().flat_map(|(_, findings)| findings);
    findings
        .filter_map(|finding| {
            let literal = finding.literal.as_deref()?;
            let first = finding.suggestions.first()?;
            Some(format!("{literal} {:?}", first.applicability))
        })
        .collect()
}

#[test]
fn a_use_is_safe_and_a_definition_is_not() {
    let text = "import Parse from 'parse';
const GONE = 101;
enum Codes { Old = 209, Other = 9001 }
const enum Fixed { Slow = 124 }
enum Counted { Name = 202, Next }
throw new Parse.Error(119, 'x');
throw new Parse.Error(GONE, 'x');
throw new Parse.Error(Codes.Old, 'x');
throw new Parse.Error(Fixed.Slow, 'x');
throw new Parse.Error(Counted.Name, 'x');
";
    let expected = [
        "101 Unsafe",
        "209 Unsafe",
        "124 Manual",
        "202 Manual",
        "119 Safe",
    ];
    assert_eq!(suggested("a.ts", text), expected);
}

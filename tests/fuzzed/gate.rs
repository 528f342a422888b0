//! The gate only saves time.
//!
//! Of any text (the first byte is even) it is asserted that what is found behind the gate is among what is found without
//! it, and told in the same words: the same rule, level, place, message, code and kind of place. No more than that, as there
//! are texts of which the gate is known to lose findings (ARCHITECTURE.md has an invariant, and it has these holes):
//! `new g['Base'](101)`, `new (require('./gone').Base)(101)`, `(0, _deny.deny)(101)`, `deny<string>(101)`,
//! `(deny as any)(101)`, a constant as an argument of an imported class, a function that takes the code second and expects
//! it. A fuzzer would find little else.
//!
//! Of a program of the grammar (odd), which has no such form, the findings must be equal to the last word: suggestions,
//! reasons and fingerprints, too, in all files.

use parselint::model::finding::Finding;
use parselint::model::outcome::Outcome;
use parselint::pipeline::{Reading, Task, read_texts};

use super::choices::Choices;
use super::grammar;
use super::texts::{self, CRATE, GONE, PACKAGE, Texts};

pub(crate) fn run(data: &[u8]) {
    let mut choices = Choices::new(data);
    let head = choices.byte();
    let (is_whole, pedantic) = (head & 1 == 1, head & 2 == 2);
    let ending = texts::ending(head, &mut choices);
    let language = texts::language(ending);
    let text = match is_whole {
        true => grammar::program(language, &mut choices),
        false => choices.text(),
    };
    let project = project(ending, text);
    match is_whole {
        true => assert_equal(&project, pedantic),
        false => assert_subset(&project, pedantic),
    }
}

/// A text with an ending, beside what it may import.
pub(crate) fn project(ending: &str, text: String) -> Texts {
    let own = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let manifest = match ending {
        "rs" => own("Cargo.toml", CRATE),
        _ => own("package.json", PACKAGE),
    };
    let path = match ending {
        "rs" => "src/lib.rs".to_owned(),
        ending => format!("src/main.{ending}"),
    };
    vec![manifest, own("src/gone.js", GONE), (path, text)]
}

fn read(project: &Texts, pedantic: bool, no_gate: bool) -> Outcome {
    let how = Reading {
        pedantic,
        no_gate,
        ..Reading::of(Task::Check)
    };
    let outcome = read_texts(project, None, how).expect("it is linted");
    texts::check(&outcome);
    outcome
}

pub(crate) fn assert_equal(project: &Texts, pedantic: bool) {
    let told = |no_gate| {
        let files = read(project, pedantic, no_gate).files.into_iter();
        let told = files.filter(|file| !file.findings.is_empty() || !file.hidden.is_empty());
        let told = told.map(|file| {
            format!(
                "{} {:#?} {:#?}",
                file.file.path(),
                file.findings,
                file.hidden
            )
        });
        told.collect::<Vec<_>>().join("\n")
    };
    texts::assert_none(|| {
        let (gated, whole) = (told(false), told(true));
        let wrong = || format!("behind the gate:\n{gated}\nwithout it:\n{whole}\nof {project:#?}");
        (gated != whole).then(wrong)
    });
}

fn assert_subset(project: &Texts, pedantic: bool) {
    let told = |no_gate| {
        let files = read(project, pedantic, no_gate).files.into_iter();
        let says = |finding: &Finding| {
            let Finding {
                rule,
                severity,
                message,
                primary,
                code,
                literal,
                site,
                role,
                ..
            } = finding;
            format!(
                "{} {severity:?} {:?} {message} {code:?} {literal:?} {site:?} {role:?}",
                rule.id, primary.span
            )
        };
        let told = files.flat_map(|file| {
            let all: Vec<String> = file.findings.iter().map(says).collect();
            all.into_iter()
                .map(move |said| format!("{}: {said}", file.file.path()))
        });
        told.collect::<Vec<_>>()
    };
    texts::assert_none(|| {
        let (gated, whole) = (told(false), told(true));
        let more = gated.into_iter().find(|finding| !whole.contains(finding))?;
        Some(format!(
            "only behind the gate: {more}\nwithout it: {whole:#?}\nof {project:#?}"
        ))
    });
}

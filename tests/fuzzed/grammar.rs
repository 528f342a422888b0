//! Programs out of decisions: whole ones by a small grammar, and torn ones from pieces of the rules' pages.
//!
//! A grammar is a list of forms for each kind of part; `@s` in a form is a part of kind `s`. What a program means is for
//! whoever reads it.

mod javascript;
mod rust;

use std::sync::OnceLock;

use super::choices::Choices;
use super::seeds::blocks;

/// The forms of the parts, by the letter that stands for them.
type Grammar = &'static [(char, &'static [&'static str])];

/// Parts within parts; deeper down only the first form of a kind is taken, which holds no others.
const DEEPEST: usize = 6;
/// Bytes that a program may have.
const LONGEST: usize = 4000;

/// The program that some bytes decide on.
pub(crate) fn made(language: &str, decisions: &[u8]) -> String {
    program(language, &mut Choices::new(decisions))
}

/// A program in which everything is whole.
pub(crate) fn program(language: &str, choices: &mut Choices<'_>) -> String {
    let (grammar, heads) = match language {
        "rust" => (rust::GRAMMAR, rust::HEADS),
        _ => (javascript::GRAMMAR, javascript::HEADS),
    };
    let mut text = String::new();
    for _ in 0..=choices.below(2) {
        text.push_str(choices.of::<&str>(heads));
        text.push('\n');
    }
    for _ in 0..=choices.below(6) {
        part(grammar, 's', 0, choices, &mut text);
        text.push('\n');
    }
    text
}

fn part(grammar: Grammar, kind: char, depth: usize, choices: &mut Choices<'_>, text: &mut String) {
    let known = grammar.iter().find(|(known, _)| *known == kind);
    let (_, forms) = known.unwrap_or_else(|| panic!("there is no part `{kind}`"));
    let is_small = depth < DEEPEST && text.len() < LONGEST;
    let form = if is_small {
        choices.of(forms)
    } else {
        &forms[0]
    };
    let mut letters = form.chars();
    while let Some(letter) = letters.next() {
        match (letter, letters.clone().next()) {
            ('@', Some(kind)) if kind.is_ascii_lowercase() => {
                letters.next();
                part(grammar, kind, depth + 1, choices, text);
            }
            _ => text.push(letter),
        }
    }
}

/// Lines of the pages' examples, whole and cut at any place, between marks that mean something, and anything else.
pub(crate) fn cut_up(language: &str, choices: &mut Choices<'_>) -> String {
    let lines = lines(language);
    let mut text = String::new();
    while !choices.is_empty() && text.len() < LONGEST {
        let kind = choices.byte() % 8;
        match kind {
            0..=3 => text.push_str(choices.of::<String>(lines)),
            4 | 5 => {
                let line = choices.of(lines);
                let at = (0..=choices.below(line.len() + 1)).rev();
                let at = at
                    .into_iter()
                    .find(|at| line.is_char_boundary(*at))
                    .unwrap_or(0);
                let (before, after) = line.split_at(at);
                text += if kind == 4 { before } else { after };
            }
            6 => text.push_str(choices.of::<&str>(MARKS)),
            _ => text.push_str(&choices.piece()),
        }
        if kind < 4 || choices.bit() {
            text.push('\n');
        }
    }
    text
}

const MARKS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "`",
    "${",
    "'",
    "\"",
    "/*",
    "*/",
    "//",
    "/",
    "\\",
    "\r\n",
    "\r",
    "\u{feff}",
    "\u{2028}",
    "\u{202e}",
    "\u{0}",
    "é",
    "𐐀",
    "#!",
    "#",
    "r#\"",
    "\"#",
    "b'",
    "'a",
    "::",
    "=>",
    "?.",
    "??",
    "...",
    "-",
    "101",
    "0x65",
    "1_0_1",
    "101n",
    "101i32",
    "1e2",
    "'101'",
    "-1",
    "// parselint-ignore magic-code: why\n",
    "/* parselint-ignore-file magic-code: why */",
    "</",
    "/>",
    "<a>",
    "@",
    "macro_rules! m {",
    "vec![",
    "!",
];

/// The lines of the examples in a language, each once.
fn lines(language: &str) -> &'static [String] {
    static RUST: OnceLock<Vec<String>> = OnceLock::new();
    static OTHERS: OnceLock<Vec<String>> = OnceLock::new();
    let is_rust = language == "rust";
    let known = if is_rust { &RUST } else { &OTHERS };
    known.get_or_init(|| {
        let pages = parselint::rules::RULES
            .iter()
            .flat_map(|rule| blocks(rule.doc));
        let code = ["js", "jsx", "ts", "tsx", "rust"];
        let wanted = pages.filter(|block| {
            code.contains(&&*block.language) && (block.language == "rust") == is_rust
        });
        let mut lines: Vec<String> = wanted
            .flat_map(|block| block.text.lines().map(str::to_owned).collect::<Vec<_>>())
            .filter(|line| !line.trim().is_empty())
            .collect();
        lines.sort();
        lines.dedup();
        lines
    })
}

//! `duplicate-app-code`: one app code stands for two errors, by its names or by its messages.
//!
//! Literals only are looked at: a name that refers to a constant says nothing that the constant does not say.

use std::collections::{BTreeMap, BTreeSet};

use super::gathered::{self, Others};
use crate::model::catalogue;
use crate::model::contract::{AppUse, Contract};
use crate::model::finding::{Finding, Judge, Label, Rule, Severity, WantsCode};
use crate::model::resolved::{Intent, Role};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-app-code",
    summary: "an app's code that stands for two errors",
    suggests: "a free code",
    severity: Severity::Warning,
    opt_in: false,
    since: "0.1.0",
    doc: include_str!("../../rules/duplicate-app-code.md"),
    judge: Judge::Project {
        judge,
        by_name: false,
    },
};

/// Letters from which on a word of a message tells something.
const TELLING: usize = 4;

fn judge(contract: &Contract) -> Vec<(usize, Finding)> {
    let mut found = Vec::new();
    for (_, uses) in contract.codes() {
        for role in Role::ALL {
            let is_evidence = |at: &usize| {
                let one = &contract.uses()[*at];
                one.role == role && one.shown && !one.in_test && !one.by_name
            };
            let uses: Vec<usize> = uses.iter().copied().filter(is_evidence).collect();
            let named = by_name(contract, &uses);
            let told = by_message(contract, &uses);
            let fresh = |(at, _): &(usize, Finding)| !named.iter().any(|(known, _)| known == at);
            found.extend(told.into_iter().filter(fresh));
            found.extend(named);
        }
    }
    found.retain(|(at, _)| contract.uses()[*at].is_judged());
    found
}

/// The places at which a code is bound to another name than elsewhere.
fn by_name(contract: &Contract, uses: &[usize]) -> Vec<(usize, Finding)> {
    let mut names: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for at in uses {
        let one = &contract.uses()[*at];
        if let Some(name) = one.name.as_deref().filter(|name| tells(name, one.code)) {
            names
                .entry(catalogue::normalise(name))
                .or_default()
                .push(*at);
        }
    }
    let groups: Vec<Vec<usize>> = names.into_values().collect();
    let mut found = Vec::new();
    for (group, others) in groups.iter().zip(apart(contract, &groups)) {
        for at in group {
            let finding = misnamed(&contract.uses()[*at], &others);
            found.extend(finding.map(|finding| (*at, finding)));
        }
    }
    found
}

/// The name on record is the right one; else each of several may be.
fn misnamed(one: &AppUse, others: &Others<'_>) -> Option<Finding> {
    let own = one.name.as_deref().unwrap_or_default();
    let name = |other: &AppUse| format!("`{}`", other.name.as_deref().unwrap_or_default());
    if let Some(known) = &one.on_record {
        let calls = format!("`{}` calls it `{}`", known.origin, known.name);
        let other = !catalogue::same_name(&known.name, own);
        return other.then(|| named(one, own, &format!("`{}`", known.name), &calls));
    }
    let first = name(others.first.first()?);
    let beside = others.beside(one, |other| format!("{} here", name(other)));
    let calls = others.places(|other| format!("{} calls it {}", gathered::at(other), name(other)));
    Some(named(one, own, &first, &calls).related(beside))
}

/// For each group of uses, those of the other ones.
fn apart<'c>(contract: &'c Contract, groups: &[Vec<usize>]) -> Vec<Others<'c>> {
    let mut all: Vec<usize> = groups.iter().flatten().copied().collect();
    all.sort_unstable();
    let others = |group: &Vec<usize>| {
        let elsewhere = |at: usize| group.binary_search(&at).is_err();
        Others::new(contract, &all, elsewhere, all.len() - group.len())
    };
    groups.iter().map(others).collect()
}

fn named(one: &AppUse, own: &str, other: &str, calls: &str) -> Finding {
    let label = Label::new(one.span, format!("`{own}` here"));
    let message = format!(
        "the app's error code {} has two names, `{own}` and {other}",
        one.code
    );
    with_advice(Finding::new(&RULE, label, message), one, calls)
}

/// Whether a name says what a code means: `CODE` does not, nor does the bound of a range (`FIRST_CODE = 9000`).
fn tells(name: &str, code: i64) -> bool {
    const BOUNDS: [&str; 16] = [
        "MIN", "MAX", "MINIMUM", "MAXIMUM", "FIRST", "LAST", "LOWEST", "HIGHEST", "START", "END",
        "FROM", "TO", "BASE", "OFFSET", "RANGE", "LIMIT",
    ];
    let at_bound = code % 100 == 0 || code % 100 == 99;
    let words = catalogue::screaming_snake(name);
    let bound = at_bound && words.split('_').any(|word| BOUNDS.contains(&word));
    catalogue::is_telling(name) && !bound
}

/// The places at which a code is made with a message that has nothing in common with others of it.
fn by_message(contract: &Contract, uses: &[usize]) -> Vec<(usize, Finding)> {
    let told = uses.iter().filter_map(|at| {
        let one = &contract.uses()[*at];
        let message = one
            .message
            .as_deref()
            .filter(|_| one.intent == Intent::Makes)?;
        let words = telling_words(message);
        (!words.is_empty()).then_some((*at, words))
    });
    let groups = kin(&told.collect::<Vec<_>>());
    let mut found = Vec::new();
    for (group, others) in groups.iter().zip(apart(contract, &groups)) {
        let alone = others.first.is_empty();
        let group = group.iter().filter(|_| !alone);
        found.extend(group.map(|at| (*at, thrown(&contract.uses()[*at], &others))));
    }
    found
}

fn thrown(one: &AppUse, others: &Others<'_>) -> Finding {
    let says = |other: &AppUse| {
        let message = other.message.as_deref().unwrap_or_default();
        format!("“{}”", shortened(message))
    };
    let label = Label::new(one.span, "for another error than elsewhere");
    let message = format!("the app's error code {} stands for two errors", one.code);
    let calls = others.places(|other| format!("{} says {}", gathered::at(other), says(other)));
    let calls = match &one.on_record {
        Some(known) => format!("`{}` calls it `{}`; {calls}", known.origin, known.name),
        None => calls,
    };
    let beside = others.beside(one, |other| format!("{} here", says(other)));
    let finding = Finding::new(&RULE, label, message).related(beside);
    with_advice(finding, one, &calls)
}

/// The help, to which the end of the run adds a free code.
fn with_advice(finding: Finding, one: &AppUse, calls: &str) -> Finding {
    let mut finding = finding.help(format!(
        "{calls}, and clients cannot tell the two apart; give one of them a code of its own"
    ));
    finding.wants_code = Some(WantsCode {
        role: one.role,
        message: None,
    });
    finding
}

/// The words of a message that tell something, in lower case. What stands in braces is a name of the program's.
fn telling_words(message: &str) -> BTreeSet<String> {
    let mut outside = String::new();
    let mut depth = 0usize;
    for letter in message.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(letter),
            _ => {}
        }
        if depth > 0 {
            outside.push(' ');
        }
    }
    let mut words = BTreeSet::new();
    for word in outside
        .to_lowercase()
        .split(|letter: char| !letter.is_alphabetic())
    {
        let letters: Vec<char> = word.chars().collect();
        if letters.iter().any(|letter| is_unspaced(*letter)) {
            words.extend(
                letters
                    .windows(2)
                    .map(|pair| pair.iter().collect::<String>()),
            );
        } else if letters.len() >= TELLING {
            words.insert(word.to_owned());
        }
    }
    words
}

/// Letters of scripts that put no blanks between words: what stands there is compared by pairs of letters.
fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Uses in groups: those that share a word are kin, and so are the kin of kin.
fn kin(told: &[(usize, BTreeSet<String>)]) -> Vec<Vec<usize>> {
    let mut leads: Vec<usize> = (0..told.len()).collect();
    let mut speakers: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, (_, words)) in told.iter().enumerate() {
        for word in words {
            let first = *speakers.entry(word).or_insert(index);
            let (one, other) = (eldest(&mut leads, first), eldest(&mut leads, index));
            leads[one.max(other)] = one.min(other);
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, (at, _)) in told.iter().enumerate() {
        groups
            .entry(eldest(&mut leads, index))
            .or_default()
            .push(*at);
    }
    groups.into_values().collect()
}

/// The one that all kin of a use lead to; the way there is shortened for the next question.
fn eldest(leads: &mut [usize], mut index: usize) -> usize {
    while leads[index] != index {
        leads[index] = leads[leads[index]];
        index = leads[index];
    }
    index
}

/// The beginning of a message, in one line and without its quotes.
fn shortened(message: &str) -> String {
    const LONGEST: usize = 40;
    let words = message.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.trim_matches(['\'', '"', '`']);
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_four_letters_tell() {
        let words = |message| telling_words(message).into_iter().collect::<Vec<_>>();
        assert_eq!(words("Sold OUT, sold again!"), ["again", "sold"]);
        assert_eq!(words("no {reason} for it"), [""; 0]);
        assert_eq!(words("Straße gesperrt"), ["gesperrt", "straße"]);
        assert_eq!(words("数据库错误"), ["库错", "据库", "数据", "错误"]);
        assert_eq!(words("${this.name} is out"), [""; 0]);
        assert_eq!(words("coupon{name}used"), ["coupon", "used"]);
    }

    #[test]
    fn kin_of_kin_are_kin() {
        let told = |at: usize, message| (at, telling_words(message));
        let chain = vec![
            told(0, "account banned"),
            told(1, "wallet empty"),
            told(2, "account wallet"),
        ];
        assert_eq!(kin(&chain), [[0, 1, 2]]);
        let apart = vec![
            told(0, "account banned"),
            told(1, "sold out"),
            told(2, "banned"),
        ];
        assert_eq!(kin(&apart), [vec![0, 2], vec![1]]);
    }

    #[test]
    fn bounds_and_empty_names_say_nothing() {
        for (name, code, expected) in [
            ("SOLD_OUT", 9001, true),
            ("FIRST_APP_CODE", 9000, false),
            ("appCodeMax", 9999, false),
            ("LAST_ARTICLE", 9001, true),
            ("errorCode", 9001, false),
            ("CODE", 9001, false),
        ] {
            assert_eq!(tells(name, code), expected, "{name}");
        }
    }
}

//! Names of codes, compared as people compare them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Letters and digits in lower case, without the words PARSE, ERR, ERROR, CODE at either end:
/// `PARSE_ERR_OBJECT_NOT_FOUND`, `ObjectNotFoundError` and `objectNotFound` are one name.
pub fn normalise(name: &str) -> String {
    telling_words(name).concat()
}

/// Whether a name has more than one word beside those that do not count: `TIMEOUT` may be anybody's.
pub fn is_distinctive(name: &str) -> bool {
    telling_words(name).len() > 1
}

/// Whether a name is one of the catalogue's of several words and at least twelve letters, spelt as code spells names:
/// `OBJECT_NOT_FOUND`, `ErrObjectNotFound`. Nobody has a constant of that name and of its number by chance.
pub fn is_unmistakable(name: &str) -> bool {
    let words = telling_words(name);
    let known = |words: &Vec<String>| UNMISTAKABLE.binary_search(words).is_ok();
    // A number picks one of several codes: `INVALID_IMAGE_DATA_150`.
    let is_known = known(&words) || {
        let mut words = words.clone();
        words
            .pop_if(|last| last.bytes().all(|byte| byte.is_ascii_digit()))
            .is_some()
            && known(&words)
    };
    is_known
        && forms(&words)
            .iter()
            .any(|form| name.contains(form.as_str()))
}

/// The names of which `is_unmistakable` speaks, each in all its forms, without what does not count at its ends.
pub fn unmistakable_forms() -> &'static [String] {
    static FORMS: LazyLock<Vec<String>> =
        LazyLock::new(|| UNMISTAKABLE.iter().flat_map(|words| forms(words)).collect());
    &FORMS
}

/// Letters of the shortest name that is taken for an unmistakable one: `FileRead` may be anybody's.
const SHORTEST: usize = 12;

/// The words of the catalogue's names that have several, sorted.
static UNMISTAKABLE: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    let names = super::entries().iter().flat_map(|entry| {
        let rows = entry.rows.iter().map(|row| row.name);
        rows.chain(entry.constants.iter().map(|constant| constant.name))
    });
    let words = names.map(telling_words);
    let words = words.filter(|words| words.len() > 1 && words.concat().len() >= SHORTEST);
    words.collect::<BTreeSet<_>>().into_iter().collect()
});

/// How code spells several words as one name.
fn forms(words: &[String]) -> [String; 4] {
    let snake = words.join("_");
    let humps: String = words.iter().map(|word| humped(word)).collect();
    let small = words.first().map_or(0, String::len);
    let camel = [
        words.concat().get(..small).unwrap_or_default(),
        humps.get(small..).unwrap_or_default(),
    ]
    .concat();
    [snake.to_uppercase(), camel, humps, snake]
}

/// Whether a name has a word beside those that do not count: `ERROR_CODE` says nothing.
pub fn is_telling(name: &str) -> bool {
    let words = telling_words(name);
    words.iter().any(|word| !AFFIXES.contains(&word.as_str()))
}

/// What does not count at either end of a name.
const AFFIXES: [&str; 4] = ["parse", "err", "error", "code"];

/// The words of a name, without the ones at either end that do not count.
pub(super) fn telling_words(name: &str) -> Vec<String> {
    let mut words = words(name);
    let counts = |word: &String| !AFFIXES.contains(&word.as_str());
    if let (Some(first), Some(last)) = (
        words.iter().position(counts),
        words.iter().rposition(counts),
    ) {
        words.truncate(last + 1);
        words.drain(..first);
    }
    words
}

pub fn same_name(one: &str, other: &str) -> bool {
    normalise(one) == normalise(other)
}

/// The name in capitals with underscores: `ObjectNotFound` is `OBJECT_NOT_FOUND`.
pub fn screaming_snake(name: &str) -> String {
    words(name).join("_").to_uppercase()
}

/// The name in humps: `OBJECT_NOT_FOUND` is `ObjectNotFound`.
pub fn pascal_case(name: &str) -> String {
    words(name).iter().map(|word| humped(word)).collect()
}

fn humped(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// The words of a name in camelCase, PascalCase, snake_case, kebab-case or SCREAMING_SNAKE, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut previous = ' ';
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter.is_alphanumeric() {
            let next_is_lower = letters.peek().is_some_and(|next| next.is_lowercase());
            let hump = letter.is_uppercase()
                && (previous.is_lowercase() || (previous.is_uppercase() && next_is_lower));
            if !previous.is_alphanumeric() || hump || words.is_empty() {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(letter.to_lowercase());
            }
        }
        previous = letter;
    }
    words
}

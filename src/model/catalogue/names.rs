//! Names of codes, compared as people compare them.

/// Letters and digits in lower case, without the words PARSE, ERR, ERROR, CODE at either end:
/// `PARSE_ERR_OBJECT_NOT_FOUND`, `ObjectNotFoundError` and `objectNotFound` are one name.
pub fn normalise(name: &str) -> String {
    telling_words(name).concat()
}

/// Whether a name has more than one word beside those that do not count: `TIMEOUT` may be anybody's.
pub fn is_distinctive(name: &str) -> bool {
    telling_words(name).len() > 1
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
    let hump = |word: String| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string());
        first.unwrap_or_default() + letters.as_str()
    };
    words(name).into_iter().map(hump).collect()
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

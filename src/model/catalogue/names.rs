//! Names of codes, compared as people compare them.

/// Letters and digits in lower case, without the words PARSE, ERR, ERROR, CODE at either end:
/// `PARSE_ERR_OBJECT_NOT_FOUND`, `ObjectNotFoundError` and `objectNotFound` are one name.
pub fn normalise(name: &str) -> String {
    const AFFIXES: [&str; 4] = ["parse", "err", "error", "code"];
    let words = words(name);
    let counts = |word: &String| !AFFIXES.contains(&word.as_str());
    let first = words.iter().position(counts);
    let last = words.iter().rposition(counts);
    match (first, last) {
        (Some(first), Some(last)) => words[first..=last].concat(),
        _ => words.concat(),
    }
}

pub fn same_name(one: &str, other: &str) -> bool {
    normalise(one) == normalise(other)
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

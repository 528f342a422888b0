//! What is said of a constant, as words of a comment that no text can break out of.
//!
//! What no reader sees (control and bidirectional characters) is written as an escape, and line breaks are blanks.

use crate::model::hidden::{escaped, hidden, is_hidden};

/// Columns; no line is longer unless a single word is.
pub(super) const WIDTH: usize = 80;

/// The words of a text, for a block comment of JavaScript: neither its end nor a tag of JSDoc is among them.
pub(super) fn for_javascript(text: &str) -> Vec<String> {
    let words = words(text);
    let words = words.into_iter().map(|word| {
        let word = word.replace("*/", "*\\/");
        match word.strip_prefix('@') {
            Some(rest) => format!("\\@{rest}"),
            None => word.replace("{@", "{\\@"),
        }
    });
    words.collect()
}

/// The words of a text, for rustdoc: what stands between back-ticks is code, all else is text and no Markdown.
pub(super) fn for_rust(text: &str) -> Vec<String> {
    let balanced = text.matches('`').count().is_multiple_of(2) && !text.contains("``");
    let mut in_code = false;
    let words = words(text);
    let words = words.into_iter().map(|word| {
        let mut escaped = String::with_capacity(word.len());
        for (at, letter) in word.char_indices() {
            match letter {
                '`' if balanced => in_code = !in_code,
                _ if in_code => {}
                '`' | '\\' | '[' | ']' | '<' | '>' | '*' | '&' => escaped.push('\\'),
                '_' if at == 0 || word[at..].len() == 1 => escaped.push('\\'),
                '#' | '+' | '-' | '=' | '|' | '~' if at == 0 => escaped.push('\\'),
                '.' | ')' if at > 0 && word[..at].bytes().all(|byte| byte.is_ascii_digit()) => {
                    escaped.push('\\');
                }
                // A bare address is no link.
                ':' if word[at..].starts_with("://") => escaped.push('\\'),
                _ => {}
            }
            escaped.push(letter);
        }
        escaped
    });
    words.collect()
}

/// Lines of words, `margin` columns narrower than `WIDTH`.
pub(super) fn wrapped(words: &[String], margin: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH - margin => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.clone()),
        }
    }
    lines
}

fn words(text: &str) -> Vec<String> {
    let shown = |word: &str| escaped(word, hidden(word, is_hidden)).into_owned();
    text.split_whitespace().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_breaks_out_of_a_comment() {
        let text = "a */ b\n*/c\r\u{2028}d\u{202e}e @deprecated {@link x} \u{0}\u{85}f";
        let javascript = for_javascript(text).join(" ");
        assert_eq!(
            javascript,
            r"a *\/ b *\/c d\u{202e}e \@deprecated {\@link x} \u{0} f"
        );
        let rust = for_rust(text).join(" ");
        assert!(!rust.contains(['\n', '\r', '\u{2028}', '\u{202e}', '\u{0}']));
    }

    #[test]
    fn rustdoc_reads_text_and_no_markup() {
        let escaped = |text: &str| for_rust(text).join(" ");
        assert_eq!(escaped("a [link] <b> c_d"), r"a \[link\] \<b\> c_d");
        assert_eq!(escaped("code `Vec<u8>` here"), "code `Vec<u8>` here");
        assert_eq!(escaped("an odd ` one"), r"an odd \` one");
        assert_eq!(escaped("# no - 1. x"), r"\# no \- 1\. x");
        assert_eq!(
            escaped("see https://example.org"),
            r"see https\://example.org"
        );
    }

    #[test]
    fn lines_break_between_words() {
        let words = for_rust("one two three four");
        assert_eq!(wrapped(&words, WIDTH - 8), ["one two", "three", "four"]);
    }
}

//! Text in columns: widths, wrapping with a hanging indent, tables.
//!
//! It works on plain text; what is painted is painted word by word, after it has its place.

use super::visible::columns;

/// Columns that a text without colours takes at most.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

/// Fills lines of at most `room` columns with words that blanks separate; a word that is wider has a line of its own.
/// There is always a line.
pub(super) fn wrap(text: &str, room: usize) -> Vec<String> {
    let words = text.split_whitespace().map(|word| (word, width(word)));
    fill(words, room)
        .into_iter()
        .map(|line| line.join(" "))
        .collect()
}

/// The same for words of known width, whatever they are made of: the lines, each of its words.
pub(super) fn fill<T>(words: impl IntoIterator<Item = (T, usize)>, room: usize) -> Vec<Vec<T>> {
    let mut lines = vec![Vec::new()];
    let mut used = 0;
    for (word, width) in words {
        if used > 0 && used + 1 + width > room {
            lines.push(Vec::new());
            used = 0;
        }
        used += width + usize::from(used > 0);
        if let Some(line) = lines.last_mut() {
            line.push(word);
        }
    }
    lines
}

/// `text` with blanks after it, up to `columns`.
pub(super) fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", blanks(columns, text))
}

/// `text` with blanks before it, up to `columns`.
pub(super) fn pad_left(text: &str, columns: usize) -> String {
    format!("{}{text}", blanks(columns, text))
}

fn blanks(columns: usize, text: &str) -> String {
    " ".repeat(columns.saturating_sub(width(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_filled_and_long_words_stay_whole() {
        assert_eq!(wrap("one two three four", 9), ["one two", "three", "four"]);
        assert_eq!(
            wrap("a incomprehensible b", 6),
            ["a", "incomprehensible", "b"]
        );
        assert_eq!(wrap("exactly ten", 11), ["exactly ten"]);
        assert_eq!(wrap("", 10), [""]);
        assert_eq!(wrap("漢字 漢字", 8), ["漢字", "漢字"]);
    }

    #[test]
    fn padding_fills_up_and_never_cuts() {
        assert_eq!(pad("ab", 4), "ab  ");
        assert_eq!(pad_left("ab", 4), "  ab");
        assert_eq!(pad("abcd", 2), "abcd");
    }
}

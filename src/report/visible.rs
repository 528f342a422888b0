//! Text from sources, made harmless and honest: what a terminal would obey, or a reader not see, becomes an escape.
//!
//! A file name, a string in a message or a line of code may hold control characters (which move the cursor or fake
//! a report), bidirectional marks (which show code in another order than it runs) and characters without a width.
//! They are drawn as `\u{202e}`. Tabs stay; cutting and wrapping is for `window` and `layout`.

use std::borrow::Cow;

pub use crate::model::hidden::is_hidden;

/// A text of several lines: LF and tabs stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, is_hidden)
}

/// One line, whatever is in the text: LF becomes an escape, too, so that no text can forge a line of a report.
pub fn visible_line(text: &str) -> Cow<'_, str> {
    escaped(text, is_hidden_in_line)
}

/// A line made visible, which still knows where its bytes went.
#[derive(Debug)]
pub struct Shown {
    pub text: String,
    /// For each escape, ascending: the byte after the hidden character, and the byte after its escape.
    shifts: Vec<(usize, usize)>,
}

impl Shown {
    pub fn line(source: &str) -> Self {
        let mut text = String::with_capacity(source.len());
        let mut shifts = Vec::new();
        for (at, character) in source.char_indices() {
            if is_hidden_in_line(character) {
                text.extend(character.escape_unicode());
                shifts.push((at + character.len_utf8(), text.len()));
            } else {
                text.push(character);
            }
        }
        Self { text, shifts }
    }

    /// Where a byte of the source stands in `text`; the source's end is the text's end.
    pub fn at(&self, offset: usize) -> usize {
        let before = self.shifts.partition_point(|(source, _)| *source <= offset);
        let shifted = match before.checked_sub(1).and_then(|last| self.shifts.get(last)) {
            Some((source, shown)) => shown + (offset - source),
            None => offset,
        };
        shifted.min(self.text.len())
    }
}

/// Columns that a character takes at most, its escape included; a tab takes four.
///
/// An upper bound, for cutting and wrapping: CJK and emoji count two, which characters are narrow there does not
/// matter.
pub(super) fn columns(character: char) -> usize {
    match character {
        ' '..='~' => 1,
        '\t' => 4,
        _ if is_hidden_in_line(character) => character.escape_unicode().len(),
        '\u{1100}'..='\u{1fff}' | '\u{2c00}'.. => 2,
        _ => 1,
    }
}

fn escaped(text: &str, hidden: fn(char) -> bool) -> Cow<'_, str> {
    let Some(first) = text.find(hidden) else {
        return Cow::Borrowed(text);
    };
    let (clean, rest) = text.split_at(first);
    let mut shown = String::with_capacity(text.len() + 16);
    shown.push_str(clean);
    for character in rest.chars() {
        if hidden(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

fn is_hidden_in_line(character: char) -> bool {
    character == '\n' || is_hidden(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_is_borrowed() {
        for text in ["", "a\tb", "é𐐀👩‍👧 漢字 …", "one\ntwo"] {
            assert!(matches!(visible(text), Cow::Borrowed(same) if same == text));
        }
    }

    #[test]
    fn what_a_terminal_obeys_is_escaped() {
        assert_eq!(visible("\u{1b}[2J"), "\\u{1b}[2J");
        assert_eq!(
            visible("a\rb\u{7f}\u{9b}1m\0"),
            "a\\u{d}b\\u{7f}\\u{9b}1m\\u{0}"
        );
        let hidden = [
            0x61c, 0x200b, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2060, 0x2066, 0x2069,
            0xfeff, 0xe0041,
        ];
        for code in hidden {
            let text = char::from_u32(code).unwrap().to_string();
            assert_eq!(visible(&text), format!("\\u{{{code:x}}}"));
        }
    }

    #[test]
    fn a_line_stays_one_line() {
        assert_eq!(visible("a\r\nb"), "a\\u{d}\nb");
        assert_eq!(visible_line("a\r\nb\tc"), "a\\u{d}\\u{a}b\tc");
    }

    #[test]
    fn places_follow_the_escapes() {
        let source = "a\u{202e}b\u{0}101";
        let shown = Shown::line(source);
        assert_eq!(shown.text, "a\\u{202e}b\\u{0}101");
        let at = |needle: &str| shown.at(source.find(needle).unwrap());
        assert_eq!(&shown.text[at("b")..=at("b")], "b");
        assert_eq!(&shown.text[at("101")..shown.at(source.len())], "101");
        assert_eq!(shown.at(0), 0);
        assert_eq!(shown.at(1), 1);
        assert_eq!(shown.at(999), shown.text.len());
    }

    #[test]
    fn columns_are_an_upper_bound() {
        let width = |text: &str| text.chars().map(columns).sum::<usize>();
        assert_eq!(width("abc é…"), 6);
        assert_eq!(width("漢字"), 4);
        assert_eq!(width("🦀"), 2);
        assert_eq!(width("\t"), 4);
        assert_eq!(width("\u{1b}"), "\\u{1b}".len());
    }
}

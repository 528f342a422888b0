//! Text from sources, made harmless and honest: what a terminal would obey, or a reader not see, becomes an escape.
//!
//! A file name, a string in a message or a line of code may hold control characters (which move the cursor or fake
//! a report), bidirectional marks (which show code in another order than it runs) and characters without a width.
//! They are drawn as `\u{202e}`. Tabs stay; cutting and wrapping is for `window` and `layout`.
//!
//! A log of a CI service is a terminal, too: it obeys `##[..]` in any line, of which the second `#` becomes an escape, and
//! lines that begin with `::`. A path that would begin one is shown as `./::`; where anything else would, `Muted` is the
//! last to see it.

use std::borrow::Cow;
use std::io::{self, Write};

use memchr::memmem;

use crate::model::hidden::{begins_command, escaped, hidden};
pub use crate::model::hidden::{has_command, is_hidden};

/// A text of several lines: LF and tabs stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, hidden(text, is_hidden))
}

/// One line, whatever is in the text: LF becomes an escape, too, so that no text can forge a line of a report.
pub fn visible_line(text: &str) -> Cow<'_, str> {
    escaped(text, hidden(text, is_hidden_in_line))
}

/// One line that stands behind a command of parselint's own: no mark in it is obeyed.
pub(super) fn visible_in_command(text: &str) -> Cow<'_, str> {
    let letters = text.char_indices();
    escaped(
        text,
        letters.filter(|(_, letter)| is_hidden_in_line(*letter)),
    )
}

/// A path that may begin a line.
pub fn visible_path(path: &str) -> Cow<'_, str> {
    let shown = visible_line(path);
    match begins_command(&shown) {
        true => Cow::Owned(format!("./{shown}")),
        false => shown,
    }
}

/// Lines for people, of which none begins a command.
pub struct Muted<W: Write> {
    out: W,
    /// What stands in this line so far, as long as that may be blanks, of which some have several bytes.
    start: Option<Vec<u8>>,
    /// A colon that began the line waits for what comes next.
    colon: bool,
}

impl<W: Write> Muted<W> {
    pub fn new(out: W) -> Self {
        Self {
            out,
            start: Some(Vec::new()),
            colon: false,
        }
    }

    fn note(&mut self, byte: u8) {
        let start = self.start.take();
        self.start = match (byte, start) {
            (b'\n', _) => Some(Vec::new()),
            (byte, Some(mut start)) if may_be_blank(&byte) => {
                start.push(byte);
                Some(start)
            }
            _ => None,
        };
    }

    /// Whether `::` would begin a command here.
    fn is_at_start(&self) -> bool {
        let start = self.start.as_deref().map(std::str::from_utf8);
        matches!(start, Some(Ok(start)) if begins_command(&format!("{start}::")))
    }
}

impl<W: Write> Write for Muted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let may_begin = |byte: Option<&u8>| byte == Some(&b':');
        let has_none = memmem::find(bytes, b"::").is_none();
        if has_none && !self.colon && !may_begin(bytes.first()) && !may_begin(bytes.last()) {
            let last = memchr::memrchr(b'\n', bytes).unwrap_or(0);
            bytes[last..].iter().for_each(|byte| self.note(*byte));
            self.out.write_all(bytes)?;
            return Ok(bytes.len());
        }
        let mut muted = Vec::with_capacity(bytes.len() + 8);
        for byte in bytes {
            if std::mem::take(&mut self.colon) {
                muted.extend_from_slice(match byte {
                    b':' => b"\\u{3a}",
                    _ => b":",
                });
                self.start = None;
            }
            if *byte == b':' && self.is_at_start() {
                self.colon = true;
                continue;
            }
            self.note(*byte);
            muted.push(*byte);
        }
        self.out.write_all(&muted)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.colon) {
            self.start = None;
            self.out.write_all(b":")?;
        }
        self.out.flush()
    }
}

/// There are blanks beyond ASCII.
fn may_be_blank(byte: &u8) -> bool {
    !byte.is_ascii() || byte.is_ascii_whitespace()
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
        let mut plain = 0;
        for (at, character) in hidden(source, is_hidden_in_line) {
            text.push_str(&source[plain..at]);
            text.extend(character.escape_unicode());
            plain = at + character.len_utf8();
            shifts.push((plain, text.len()));
        }
        text.push_str(&source[plain..]);
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
            0xfeff, 0xe0041, 0x34f, 0x17b4, 0x2800, 0x1bca0, 0x1d173, 0xe0080, 0xe0fff, 0xfdd0,
            0xffff, 0x1fffe,
        ];
        for code in hidden {
            let text = char::from_u32(code).unwrap().to_string();
            assert_eq!(visible(&text), format!("\\u{{{code:x}}}"));
        }
    }

    #[test]
    fn what_a_log_obeys_is_escaped() {
        assert_eq!(visible("a ##[group]b"), "a #\\u{23}[group]b");
        assert_eq!(Shown::line("##vso[x]").text, "#\\u{23}vso[x]");
        assert_eq!(visible_path("::error::a.js"), "./::error::a.js");
        assert_eq!(visible_path("a::b.js"), "a::b.js");
        let muted = |parts: &[&str]| {
            let mut out = Vec::new();
            let mut muted = Muted::new(&mut out);
            for part in parts {
                muted.write_all(part.as_bytes()).expect("written");
            }
            muted.flush().expect("written");
            String::from_utf8(out).expect("UTF-8")
        };
        assert_eq!(
            muted(&["  ::error::x\n:", ":y\n"]),
            "  \\u{3a}:error::x\n\\u{3a}:y\n"
        );
        for plain in [
            "a ::b\n: c\n",
            ":",
            "\u{a0}:\n",
            "1 | ::x\n",
            "é::x.js:1:2\n",
        ] {
            assert_eq!(muted(&[plain]), plain);
        }
        assert_eq!(muted(&["\u{a0}::x"]), "\u{a0}\\u{3a}:x");
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

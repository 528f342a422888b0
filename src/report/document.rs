//! JSON as it is written: nothing in it commands a terminal, and a long list never stands in memory as a whole.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::ser::{CharEscape, CompactFormatter, Formatter, PrettyFormatter};

use crate::model::error::{Error, Result};
use crate::model::hidden::{hidden, is_hidden};

/// Indented, with a line end.
pub(super) fn write_pretty(document: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    write(document, out, PrettyFormatter::new())
}

/// The same as a text; `what` is called so if it cannot be.
pub(super) fn pretty(document: &impl Serialize, what: &str) -> Result<String> {
    let mut out = Vec::new();
    write_pretty(document, &mut out)
        .map_err(|error| Error::new(format!("{what} cannot be written: {error}")))?;
    Ok(String::from_utf8_lossy(&out).into_owned())
}

/// On one line.
pub(super) fn write_line(document: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    write(document, out, CompactFormatter)
}

fn write(
    document: &impl Serialize,
    out: &mut dyn Write,
    formatter: impl Formatter,
) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, Tame(formatter));
    document.serialize(&mut serializer)?;
    out.write_all(b"\n")
}

/// A list that is made while it is written.
pub(super) struct List<F>(pub(super) F);

impl<F, I> Serialize for List<F>
where
    F: Fn() -> I,
    I: Iterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// Escapes what JSON leaves as it is and people would not see.
struct Tame<F>(F);

/// Hands calls on to the formatter within.
macro_rules! handed_on {
    ($($name:ident($($argument:ident: $ty:ty),*);)*) => {
        $(
            #[inline]
            fn $name<W: ?Sized + Write>(&mut self, out: &mut W, $($argument: $ty),*) -> io::Result<()> {
                self.0.$name(out, $($argument),*)
            }
        )*
    };
}

impl<F: Formatter> Formatter for Tame<F> {
    handed_on! {
        begin_array();
        end_array();
        begin_array_value(first: bool);
        end_array_value();
        begin_object();
        end_object();
        begin_object_key(first: bool);
        end_object_key();
        begin_object_value();
        end_object_value();
        write_char_escape(escape: CharEscape);
    }

    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut plain = 0;
        for (at, letter) in hidden(fragment, is_hidden) {
            out.write_all(&fragment.as_bytes()[plain..at])?;
            let mut units = [0; 2];
            for unit in letter.encode_utf16(&mut units) {
                write!(out, "\\u{unit:04x}")?;
            }
            plain = at + letter.len_utf8();
        }
        out.write_all(&fragment.as_bytes()[plain..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> String {
        let mut out = Vec::new();
        write_line(&[text], &mut out).expect("it is written");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn what_is_hidden_is_escaped_and_comes_back() {
        for text in [
            "plain é 𐐀 👩‍👧",
            "\u{202e}a\u{9b}\u{e0041}\u{feff}",
            "\"\\\n\t\u{1b}\u{7f}",
            "##[group] ##vso[x]",
        ] {
            let line = line(text);
            let shown = line.strip_suffix('\n').expect("one line");
            assert_eq!(hidden(shown, is_hidden).next(), None, "{shown:?}");
            let read: Vec<String> = serde_json::from_str(shown).expect("JSON");
            assert_eq!(read, [text]);
        }
        assert_eq!(line("\u{e0041}"), "[\"\\udb40\\udc41\"]\n");
    }

    #[test]
    fn a_list_is_an_array() {
        let mut out = Vec::new();
        write_pretty(&List(|| 1..3), &mut out).expect("it is written");
        assert_eq!(out, b"[\n  1,\n  2\n]\n");
    }
}

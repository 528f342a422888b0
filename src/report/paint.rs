//! Colours of what is drawn without miette: headings, summaries, tables, pages.
//!
//! Only the sixteen colours that every theme of a terminal makes legible; none where the style has none.

use std::fmt::Display;

use super::Style;
use crate::model::finding::Severity;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Bold,
    Dim,
    Red,
    Yellow,
    Cyan,
    Heading,
    Alarm,
}

impl Ink {
    fn codes(self) -> &'static str {
        match self {
            Ink::Bold => "1",
            Ink::Dim => "2",
            Ink::Red => "31",
            Ink::Yellow => "33",
            Ink::Cyan => "36",
            Ink::Heading => "1;4",
            Ink::Alarm => "1;31",
        }
    }
}

impl Style {
    pub(super) fn paint(self, ink: Ink, text: impl Display) -> String {
        if self.colour {
            format!("\u{1b}[{}m{text}\u{1b}[0m", ink.codes())
        } else {
            text.to_string()
        }
    }

    pub(super) fn severity(self, severity: Severity, text: impl Display) -> String {
        self.paint(ink_of(severity), text)
    }
}

fn ink_of(severity: Severity) -> Ink {
    match severity {
        Severity::Error => Ink::Red,
        Severity::Warning => Ink::Yellow,
        Severity::Advice => Ink::Cyan,
        Severity::Off => Ink::Dim,
    }
}

#[cfg(test)]
mod tests {
    use crate::report::samples::{COLOURED, PLAIN};

    use super::*;

    #[test]
    fn colour_is_put_on_and_taken_off_or_left_out() {
        assert_eq!(COLOURED.paint(Ink::Bold, "x"), "\u{1b}[1mx\u{1b}[0m");
        assert_eq!(
            COLOURED.severity(Severity::Error, "x"),
            "\u{1b}[31mx\u{1b}[0m"
        );
        assert_eq!(PLAIN.paint(Ink::Alarm, "x"), "x");
    }
}

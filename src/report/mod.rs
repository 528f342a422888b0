//! Reports: a run's outcome in words and bytes, one format a file.
//!
//! A reporter decides nothing: what is a finding, in which order, and what the run came to is settled in the
//! `Outcome`. Each has row types of its own, so a format does not change because a type of `model` did. Everything
//! that a terminal would obey goes through `visible`. Where the bytes go is for `main`.

use std::io::{self, Write};

use crate::model::outcome::Outcome;

pub mod terminal;
pub mod concise;
pub mod json;
pub mod inventory;
pub mod code;
pub mod rule;
pub mod explain;
pub mod patch;
pub mod progress;
mod window;
mod crop;
mod markdown;
mod words;
mod layout;
mod paint;
pub mod visible;

/// Writes an outcome in one format.
pub trait Reporter {
    /// Two equal outcomes give the same bytes.
    fn report(&self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()>;
}

/// How a report for people may look; formats for machines ignore it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    pub colour: bool,
    /// Box-drawing characters and dashes; else ASCII.
    pub unicode: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// Reasons and roles are told, too.
    pub verbose: bool,
    /// Findings and errors only.
    pub quiet: bool,
}

/// The list of formats: one line each.
macro_rules! formats {
    ($($variant:ident = $name:literal => $reporter:expr,)*) => {
        /// An output format of `check`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Format {
            $($variant,)*
        }

        impl Format {
            pub const ALL: &'static [Format] = &[$(Format::$variant,)*];

            /// As in `--output-format`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Format::$variant => $name,)*
                }
            }
        }

        pub fn reporter(format: Format, style: Style) -> Box<dyn Reporter> {
            match format {
                $(Format::$variant => Box::new($reporter(style)),)*
            }
        }
    };
}

formats! {
    Full = "full" => terminal::Terminal::new,
    Concise = "concise" => concise::Concise::new,
    Json = "json" => |_| json::Json,
    Jsonl = "jsonl" => |_| json::JsonLines,
}

impl Format {
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|format| format.name() == name)
    }
}

#[cfg(test)]
mod samples;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_name_and_reports() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Some(*format));
            let mut out = Vec::new();
            reporter(*format, samples::PLAIN)
                .report(&samples::outcome(), &mut out)
                .unwrap();
            let text = String::from_utf8(out).unwrap();
            assert!(text.contains("magic-code"), "{}: {text}", format.name());
        }
        assert_eq!(Format::from_name("xml"), None);
    }
}

//! Reports: a run's outcome in words and bytes, one format a file.
//!
//! A reporter decides nothing: what is a finding, in which order, and what the run came to is settled in the
//! `Outcome`. Each has row types of its own, so a format does not change because a type of `model` did. Everything
//! that a terminal would obey goes through `visible`. Where the bytes go is for `main`.

use std::io::{self, Write};

use crate::model::finding::Rule;
use crate::model::outcome::Outcome;
pub use base::Base;

pub mod terminal;
pub mod concise;
mod grouped;
pub mod json;
pub mod sarif;
pub mod github;
mod gitlab;
mod rdjson;
mod junit;
mod checkstyle;
mod xml;
mod document;
mod base;
pub mod inventory;
pub mod code;
pub mod rule;
pub mod explain;
pub mod patch;
pub mod progress;
pub mod statistics;
pub mod files;
pub mod settled;
pub mod schema;
mod window;
mod crop;
mod markdown;
mod words;
mod layout;
mod paint;
pub mod visible;

pub use words::count;

/// What a run came to, in some lines, for people who get no report to read.
pub fn summary(outcome: &Outcome, style: Style, out: &mut impl Write) -> io::Result<()> {
    concise::summary(style, outcome, out)
}

/// Writes an outcome in one format.
pub trait Reporter {
    /// Two equal outcomes give the same bytes.
    fn report(&self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()>;
}

/// How a report for people may look; formats for machines ignore it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    pub colour: bool,
    /// Names of rules lead to their pages.
    pub links: bool,
    /// Box-drawing characters and dashes; else ASCII.
    pub unicode: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// Reasons and roles are told, too.
    pub verbose: bool,
    /// Findings and errors only.
    pub quiet: bool,
}

/// All that reporters are told beside the outcome.
#[derive(Clone, Debug)]
pub struct Look {
    pub style: Style,
    pub base: Base,
    /// Every rule, in the order of their list.
    pub rules: &'static [&'static Rule],
}

/// The list of formats: one line each.
macro_rules! formats {
    ($($variant:ident = $name:literal, $about:literal => $reporter:expr,)*) => {
        /// An output format of `check`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Format {
            $($variant,)*
        }

        impl Format {
            pub const ALL: &'static [Format] = &[$(Format::$variant,)*];

            /// For whom it is: a line of help.
            pub fn about(self) -> &'static str {
                match self {
                    $(Format::$variant => $about,)*
                }
            }

            /// As in `--output-format`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Format::$variant => $name,)*
                }
            }
        }

        /// The reporter of a format.
        pub fn reporter(format: Format, look: &Look) -> Box<dyn Reporter> {
            match format {
                $(Format::$variant => {
                    let make: fn(&Look) -> Box<dyn Reporter> = $reporter;
                    make(look)
                })*
            }
        }
    };
}

formats! {
    Full = "full", "Drawn, with the source" => |look| Box::new(terminal::Terminal::new(look.style)),
    Concise = "concise", "One line a finding" => |look| Box::new(concise::Concise::new(look.style)),
    Grouped = "grouped", "Files with their findings in columns" => |look| Box::new(grouped::Grouped::new(look.style)),
    Json = "json", "One document" => |_| Box::new(json::Json),
    Jsonl = "jsonl", "One object a line, the summary last" => |_| Box::new(json::JsonLines),
    Sarif = "sarif", "GitHub code scanning, editors" => |look| Box::new(sarif::Sarif::new(&look.base, look.rules)),
    Github = "github", "Annotations of GitHub Actions, and its job summary" => |look| Box::new(github::Github::new(&look.base)),
    Gitlab = "gitlab", "Code Quality of GitLab" => |look| Box::new(gitlab::Gitlab::new(&look.base)),
    Rdjson = "rdjson", "Reviewdog" => |_| Box::new(rdjson::Rdjson),
    Junit = "junit", "Findings as failed tests" => |_| Box::new(junit::Junit),
    Checkstyle = "checkstyle", "Jenkins and many others" => |_| Box::new(checkstyle::Checkstyle),
}

impl Format {
    /// Whether a report tells more of a text than the lines around its findings: SARIF has hashes over all of it.
    pub fn needs_texts(self) -> bool {
        self == Self::Sarif
    }

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
            reporter(*format, &samples::look())
                .report(&samples::outcome(), &mut out)
                .unwrap();
            let text = String::from_utf8(out).unwrap();
            assert!(text.contains("magic-code"), "{}: {text}", format.name());
        }
        assert_eq!(Format::from_name("xml"), None);
    }
}

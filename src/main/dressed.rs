//! Errors, dressed for the terminal by miette.

use std::fmt;

use miette::{Diagnostic, LabeledSpan, MietteHandlerOpts, NamedSource, ReportHandler, SourceCode};

use parselint::model::error::{Error, Place};
use parselint::model::hidden::{hidden, is_hidden, replaced};
use parselint::model::source::SourceFile;
use parselint::report::visible::{visible, visible_line};

/// An error as miette draws it.
#[derive(Debug)]
pub(super) struct Dressed {
    message: String,
    help: Option<String>,
    snippet: Option<(NamedSource<String>, LabeledSpan)>,
}

impl Dressed {
    /// miette cannot point past this column.
    const LONGEST_LINE: usize = 10_000;

    pub(super) fn new(error: Error) -> Self {
        let mut message = visible_line(&error.message).into_owned();
        let snippet = error.place.and_then(|place| {
            if place
                .text
                .lines()
                .all(|line| line.len() <= Self::LONGEST_LINE)
            {
                return Some(snippet(&place));
            }
            let at = SourceFile::new("", &place.text[..]).position(place.span.start);
            let label = visible_line(&place.label);
            message = format!(
                "{message} ({}:{}:{}: {label})",
                visible_line(&place.path),
                at.line,
                at.column
            );
            None
        });
        Self {
            message,
            help: error.help.as_deref().map(|help| visible(help).into_owned()),
            snippet,
        }
    }

    /// Ends with a line break.
    pub(super) fn draw(&self, colour: bool) -> String {
        struct Draw<'a>(&'a Dressed, bool);
        impl fmt::Display for Draw<'_> {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                let handler = MietteHandlerOpts::new().color(self.1).terminal_links(false);
                handler.build().debug(self.0, out)
            }
        }
        let drawn = Draw(self, colour).to_string();
        format!("{}\n", drawn.trim_end())
    }
}

fn snippet(place: &Place) -> (NamedSource<String>, LabeledSpan) {
    let label = Some(visible_line(&place.label).into_owned());
    let label = LabeledSpan::new(label, place.span.start as usize, place.span.len());
    (
        NamedSource::new(visible_line(&place.path), tame(&place.text)),
        label,
    )
}

/// Without the characters that a terminal would obey; every byte stays at its place.
fn tame(text: &str) -> String {
    let stand_in = |letter: char| match letter.len_utf8() {
        1 => "?",
        2 => "¿",
        3 => "\u{fffd}",
        _ => "\u{fffd}?",
    };
    let text = text.replace("\r\n", " \n");
    let places = hidden(&text, is_hidden);
    replaced(&text, places, |letter, out| out.push_str(stand_in(letter))).into_owned()
}

impl fmt::Display for Dressed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Dressed {}

impl Diagnostic for Dressed {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help
            .as_ref()
            .map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.snippet
            .as_ref()
            .map(|(source, _)| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let (_, label) = self.snippet.as_ref()?;
        Some(Box::new(std::iter::once(label.clone())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parselint::model::source::Span;

    fn drawn(text: &str, marked: &str) -> String {
        let start = text.find(marked).expect("in the text");
        let error = Error::new("unknown key")
            .help("did you mean `exclude`?")
            .at(Place {
                path: "parselint.toml".into(),
                text: text.into(),
                span: Span::new(start, start + marked.len()),
                label: "no such key".into(),
            });
        Dressed::new(error).draw(false)
    }

    #[test]
    fn an_error_is_drawn_with_its_place_and_help() {
        let drawn = drawn("a = 1\nexclud = []\n", "exclud");
        for part in [
            "unknown key",
            "parselint.toml:2:1",
            "exclud = []",
            "no such key",
            "did you mean `exclude`?",
        ] {
            assert!(drawn.contains(part), "{part:?} in\n{drawn}");
        }
        assert!(!drawn.contains('\u{1b}') && drawn.ends_with('\n'));
    }

    #[test]
    fn an_endless_line_is_told_by_its_place() {
        let text = format!("a = 1\nb = \"{}\"\nexclud = []", "x".repeat(100_000));
        let drawn = drawn(&text, "exclud");
        assert!(drawn.contains("parselint.toml:3:1: no such key"), "{drawn}");
        assert!(drawn.len() < 1000);
    }

    #[test]
    fn nothing_reaches_the_terminal_as_a_command() {
        let text = "# \u{1b}[31m \u{9b} \u{202e} \u{200b} \u{e0041}\r\nexclud = []";
        assert_eq!(tame(text).len(), text.len());
        let drawn = drawn(text, "exclud");
        assert!(
            !drawn.contains(['\u{1b}', '\u{9b}', '\u{202e}', '\u{200b}', '\u{e0041}']),
            "{drawn:?}"
        );
        assert!(drawn.contains("parselint.toml:2:1"), "{drawn}");
    }
}

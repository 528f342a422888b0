//! The program: arguments, run, exit status. What a command does is for `pipeline` and the edges; here errors are
//! dressed for the terminal, and a closed pipe is nobody's error.

use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use miette::{Diagnostic, LabeledSpan, MietteHandlerOpts, NamedSource, ReportHandler, SourceCode};

use parselint::cli::{self, Command, Invocation, Output};
use parselint::model::error::{Error, Place, Result};
use parselint::model::source::SourceFile;

mod survey;

/// The job could not be done. 0 is no finding at or above `--fail-on`, 1 is findings.
const FAILED: u8 = 2;

/// The rules that `--select`, `--ignore` and `rule` may name.
const RULES: &[&str] = &[
    "mismatched-constant",
    "unknown-constant",
    "message-as-code",
    "http-status-as-code",
    "third-party-code",
    "server-code-range",
    "app-code-range",
    "string-code",
    "deprecated-code",
    "magic-code",
    "duplicate-app-code",
    "unnamed-app-code",
    "unused-suppression",
    "file-not-linted",
];

fn main() -> ExitCode {
    let invocation = match cli::parse(std::env::args_os(), RULES) {
        Ok(invocation) => invocation,
        Err(error) => return help_or_usage(&error),
    };
    let output = invocation.output;
    match run(invocation) {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            tell(error, output);
            ExitCode::from(FAILED)
        }
    }
}

/// The exit status, where the job was done.
fn run(invocation: Invocation) -> Result<u8> {
    match invocation.command {
        Command::Check { options, .. } | Command::Inventory { options, .. } => {
            let found = survey::survey(&options, RULES)?;
            say(&mut io::stderr(), &format!("{found}\n"))?;
            Ok(if found.not_linted.is_empty() {
                0
            } else {
                FAILED
            })
        }
        Command::Code { .. } => Err(Error::new("`parselint code` has no report yet")),
        Command::Rule { .. } => Err(Error::new("`parselint rule` has no report yet")),
    }
}

/// Help and version go to standard output with status 0, wrong usage to standard error with status 2.
fn help_or_usage(error: &clap::Error) -> ExitCode {
    let status = u8::try_from(error.exit_code()).unwrap_or(FAILED);
    match error.print() {
        Err(failure) if failure.kind() != io::ErrorKind::BrokenPipe => ExitCode::from(FAILED),
        _ => ExitCode::from(status),
    }
}

/// Writes a whole text. A reader that has gone away has seen enough: the exit status stays what it is.
fn say(out: &mut dyn Write, text: &str) -> Result<()> {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::new(format!("the output cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}

/// Draws an error on standard error. Nothing is left to do where that fails, too.
fn tell(error: Error, output: Output) {
    let variable = |name: &str| std::env::var(name).ok();
    let colour = cli::colour(output.colour, variable, io::stderr().is_terminal());
    let _ = say(&mut io::stderr(), &Dressed::new(error).draw(colour));
}

/// An error as miette draws it.
#[derive(Debug)]
struct Dressed {
    message: String,
    help: Option<String>,
    snippet: Option<(NamedSource<String>, LabeledSpan)>,
}

impl Dressed {
    /// miette cannot point past this column.
    const LONGEST_LINE: usize = 10_000;

    fn new(error: Error) -> Self {
        let mut message = tame(&error.message);
        let snippet = error.place.and_then(|place| {
            if place
                .text
                .lines()
                .all(|line| line.len() <= Self::LONGEST_LINE)
            {
                return Some(snippet(&place));
            }
            let at = SourceFile::new("", &place.text[..]).position(place.span.start);
            let label = tame(&place.label);
            message = format!(
                "{message} ({}:{}:{}: {label})",
                tame(&place.path),
                at.line,
                at.column
            );
            None
        });
        Self {
            message,
            help: error.help.as_deref().map(tame),
            snippet,
        }
    }

    /// Ends with a line break.
    fn draw(&self, colour: bool) -> String {
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
    let label = Some(tame(&place.label));
    let label = LabeledSpan::new(label, place.span.start as usize, place.span.len());
    (
        NamedSource::new(tame(&place.path), tame(&place.text)),
        label,
    )
}

/// Without the characters that a terminal would obey; every byte stays at its place.
fn tame(text: &str) -> String {
    let obeyed = |letter: char| {
        let direction = matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        direction || (letter.is_control() && !matches!(letter, '\n' | '\t'))
    };
    let stand_in = |letter: char| match letter.len_utf8() {
        1 => '?',
        2 => '¿',
        _ => '\u{fffd}',
    };
    text.replace("\r\n", " \n")
        .chars()
        .map(|letter| {
            if obeyed(letter) {
                stand_in(letter)
            } else {
                letter
            }
        })
        .collect()
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
        let text = "# \u{1b}[31m \u{9b} \u{202e}\r\nexclud = []";
        assert_eq!(tame(text).len(), text.len());
        let drawn = drawn(text, "exclud");
        assert!(
            !drawn.contains(['\u{1b}', '\u{9b}', '\u{202e}']),
            "{drawn:?}"
        );
        assert!(drawn.contains("parselint.toml:2:1"), "{drawn}");
    }

    #[test]
    fn a_closed_pipe_is_no_error() {
        struct Closed(io::ErrorKind);
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(self.0.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        assert!(say(&mut Closed(io::ErrorKind::BrokenPipe), "text").is_ok());
        let full = say(&mut Closed(io::ErrorKind::StorageFull), "text").expect_err("a full disk");
        assert!(full.message.contains("cannot be written"));
    }
}

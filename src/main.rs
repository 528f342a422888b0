//! The program: arguments, run, exit status. What a command does is for `pipeline` and the edges; here errors are
//! dressed for the terminal, and a closed pipe is nobody's error.

#[path = "main/fixing.rs"]
mod fixing;
#[path = "main/asking.rs"]
mod asking;
#[path = "main/emitting.rs"]
mod emitting;

use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use miette::{Diagnostic, LabeledSpan, MietteHandlerOpts, NamedSource, ReportHandler, SourceCode};

use parselint::cli::{self, ColourChoice, Command, Invocation, Output, TableFormat, Verbosity};
use parselint::model::error::{Error, Place, Result};
use parselint::model::outcome::{Outcome, Summary};
use parselint::model::settings::Options;
use parselint::model::source::SourceFile;
use parselint::pipeline::{self, Run, Task};
use parselint::report::progress::Progress;
use parselint::report::visible::{is_hidden, visible};
use parselint::report::{self, Reporter, Style};

/// The job could not be done. 0 is no finding at or above `--fail-on`, 1 is findings.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    pipeline::silence_panics();
    let invocation = match supervised(|| Ok(cli::parse(std::env::args_os(), &pipeline::rule_ids())))
    {
        Ok(Ok(invocation)) => invocation,
        Ok(Err(error)) => return help_or_usage(&error),
        Err(error) => return failed(error, ColourChoice::Auto),
    };
    let colour = invocation.output.colour;
    match supervised(|| run(invocation)) {
        Ok(status) => ExitCode::from(status),
        Err(error) => failed(error, colour),
    }
}

/// What `work` gives; a panic in it is an error like any other.
fn supervised<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    pipeline::guarded(work).unwrap_or_else(|panic| Err(internal_error(&panic)))
}

/// A panic inside a stage is a finding about its file; this is one anywhere else.
fn internal_error(panic: &str) -> Error {
    let version = env!("CARGO_PKG_VERSION");
    Error::new(format!("internal error in parselint {version}: {panic}")).help(
        "this is a bug in parselint: please report this message with the command line; where memory or threads are \
         scarce, `--threads 1` needs the least",
    )
}

fn failed(error: Error, colour: ColourChoice) -> ExitCode {
    tell(error, colour);
    ExitCode::from(FAILED)
}

/// The exit status, where the job was done.
fn run(Invocation { command, output }: Invocation) -> Result<u8> {
    let style = style(output);
    match command {
        Command::Check {
            options,
            format,
            fixing: Some(fixing),
        } => fixing::check(&options, format, fixing, output),
        Command::Check {
            options, format, ..
        } => {
            let run = lint(&options, Task::Check, output)?;
            draw(&*report::reporter(format.into(), style), &run.outcome)?;
            Ok(status(&run.outcome.summary, &options))
        }
        Command::Inventory { options, format } => {
            let run = lint(&options, Task::Inventory, output)?;
            if let Some(reporter) = report::inventory::reporter(format.into(), style) {
                draw(&*reporter, &run.outcome)?;
            }
            say(&mut io::stderr(), &not_linted(&run.outcome))?;
            Ok(if run.outcome.summary.not_linted > 0 {
                FAILED
            } else {
                0
            })
        }
        Command::Code {
            query,
            format: TableFormat::Json,
        } => print(&report::code::json(query.as_deref())?),
        Command::Code { query, .. } => print(&report::code::text(query.as_deref(), style.colour)?),
        Command::Explain {
            options,
            asked,
            format,
        } => {
            let explained = pipeline::explain(&options, &asked, &cwd()?)?;
            match format {
                TableFormat::Full => print(&report::explain::text(&explained, style)),
                TableFormat::Json => print(&report::explain::json(&explained)?),
            }
        }
        Command::Emit {
            options,
            request,
            target,
        } => emitting::emit(&options, request, &target, output),
        Command::Rule { name } => match name.and_then(pipeline::rule) {
            Some(rule) => print(&report::rule::page(rule, style)),
            None => print(&report::rule::table(pipeline::rules(), style)),
        },
    }
}

/// Reads and lints what the options name; remarks go to standard error.
fn lint(options: &Options, task: Task, output: Output) -> Result<Run> {
    let cwd = cwd()?;
    let progress = Progress::new(output.verbosity != Verbosity::Quiet);
    let run = pipeline::run(options, task, &cwd, &|| progress.inc());
    progress.finish();
    let run = run.map_err(|error| mistyped(error, options))?;
    say(&mut io::stderr(), &remarks(&run, &[], output))?;
    Ok(run)
}

/// What is to be said of a run beside its report, a line each.
fn remarks(run: &Run, notes: &[String], output: Output) -> String {
    let mut remarks = String::new();
    if output.verbosity != Verbosity::Quiet {
        let notes = run.notes.iter().chain(notes);
        remarks.extend(notes.map(|note| format!("note: {}\n", visible(note))));
    }
    if output.verbosity == Verbosity::Verbose {
        let roles = run.roles.iter();
        remarks.extend(roles.map(|role| format!("role: {}\n", visible(role))));
    }
    remarks.push_str(&undrawn(&run.outcome));
    remarks
}

fn cwd() -> Result<PathBuf> {
    std::env::current_dir().map_err(|error| {
        Error::new(format!("there is no working directory: {error}"))
            .help("change into a folder that exists")
    })
}

/// A command with a slip of the finger is taken for a path that does not exist.
fn mistyped(error: Error, options: &Options) -> Error {
    match options.paths.as_slice() {
        [path] if path.symlink_metadata().is_err() => match cli::command_near(path) {
            Some(command) => error.help(format!("did you mean the command `{command}`?")),
            None => error,
        },
        _ => error,
    }
}

/// Files that were not linted and of which no report says so, as the rule is off: the exit status is 2 all the same.
fn undrawn(outcome: &Outcome) -> String {
    let findings = outcome.files.iter().flat_map(|file| &file.findings);
    let drawn = findings.filter(|finding| finding.rule.id == "file-not-linted");
    match outcome.summary.not_linted.saturating_sub(drawn.count()) {
        0 => String::new(),
        1 => "note: 1 file was not linted; the rule `file-not-linted`, which is off, names it\n"
            .into(),
        several => format!(
            "note: {several} files were not linted; the rule `file-not-linted`, which is off, names them\n"
        ),
    }
}

/// What an inventory lacks, a line each.
fn not_linted(outcome: &Outcome) -> String {
    let findings = outcome.files.iter().flat_map(|file| {
        file.findings
            .iter()
            .map(|finding| (&file.file.path, finding))
    });
    findings
        .map(|(path, finding)| format!("{}: {}\n", visible(path), visible(&finding.message)))
        .collect()
}

/// 2: something was not linted. 1: a finding at or above `--fail-on`. 0: neither.
fn status(summary: &Summary, options: &Options) -> u8 {
    match summary {
        Summary {
            not_linted: 1.., ..
        } => FAILED,
        Summary { failing: 1.., .. } if !options.exit_zero => 1,
        _ => 0,
    }
}

/// Writes a report to standard output. A reader that has gone away has seen enough.
fn draw(reporter: &dyn Reporter, outcome: &Outcome) -> Result<()> {
    draw_to(reporter, outcome, io::stdout().lock())
}

fn draw_to(reporter: &dyn Reporter, outcome: &Outcome, out: impl Write) -> Result<()> {
    let mut out = io::BufWriter::with_capacity(64 * 1024, out);
    let written = reporter
        .report(outcome, &mut out)
        .and_then(|()| out.flush());
    // What is left in the buffer is not tried again.
    let _ = out.into_parts();
    finished(written)
}

fn print(text: &str) -> Result<u8> {
    say(&mut io::stdout(), text).map(|()| 0)
}

fn style(output: Output) -> Style {
    let variable = |name: &str| std::env::var(name).ok();
    Style {
        colour: cli::colour(output.colour, variable, io::stdout().is_terminal()),
        unicode: cli::unicode(variable),
        width: cli::width(),
        verbose: output.verbosity == Verbosity::Verbose,
        quiet: output.verbosity == Verbosity::Quiet,
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
    finished(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

fn finished(written: io::Result<()>) -> Result<()> {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::new(format!("the output cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}

/// Draws an error on standard error. Nothing is left to do where that fails, too.
fn tell(error: Error, choice: ColourChoice) {
    let variable = |name: &str| std::env::var(name).ok();
    let colour = cli::colour(choice, variable, io::stderr().is_terminal());
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
    let stand_in = |letter: char| match letter.len_utf8() {
        1 => "?",
        2 => "¿",
        3 => "\u{fffd}",
        _ => "\u{fffd}?",
    };
    let mut tame = String::with_capacity(text.len());
    for letter in text.replace("\r\n", " \n").chars() {
        if is_hidden(letter) {
            tame.push_str(stand_in(letter));
        } else {
            tame.push(letter);
        }
    }
    tame
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
    fn a_panic_is_told_with_version_and_what_to_do() {
        let failed = supervised::<()>(|| panic!("{} of {}", 3, 2)).expect_err("a panic");
        let drawn = Dressed::new(failed).draw(false);
        for part in [
            "internal error",
            env!("CARGO_PKG_VERSION"),
            "3 of 2",
            "report",
        ] {
            assert!(drawn.contains(part), "{part:?} in\n{drawn}");
        }
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

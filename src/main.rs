//! The program: arguments, run, exit status. What a command does is for `pipeline` and the edges; here errors are
//! dressed for the terminal, and a closed pipe is nobody's error.

#[path = "main/fixing.rs"]
mod fixing;
#[path = "main/asking.rs"]
mod asking;
#[path = "main/emitting.rs"]
mod emitting;
#[path = "main/reporting.rs"]
mod reporting;
#[path = "main/scoping.rs"]
mod scoping;
#[path = "main/baselining.rs"]
mod baselining;
#[path = "main/settling.rs"]
mod settling;
#[path = "main/dressed.rs"]
mod dressed;

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use parselint::cli::{
    self, ColourChoice, Command, Fixing, Invocation, Output, Outputs, TableFormat, Verbosity, View,
};
use parselint::model::error::{Error, Result};
use parselint::model::explain::Asked;
use parselint::model::finding::NOT_LINTED;
use parselint::model::outcome::{Outcome, Summary};
use parselint::model::settings::Options;
use parselint::pipeline::{self, Run, Scope, Task};
use parselint::report::progress::Progress;
use parselint::report::visible::{
    Muted, has_command, is_hidden, visible, visible_line, visible_path,
};
use parselint::report::{self, Style};

use dressed::Dressed;

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
    let style = reporting::style(output);
    match command {
        Command::Check {
            options,
            scope,
            outputs,
            view,
            fixing,
        } => check(options, &scope, &outputs, (view, fixing), output),
        Command::Prune {
            options,
            file,
            check,
        } => baselining::prune(&options, file, check, output),
        Command::Inventory { options, format } => inventory(&options, format, output),
        Command::Emit {
            options,
            request,
            target,
        } => emitting::emit(&options, request, &target, output),
        Command::Explain {
            options,
            asked,
            format,
        } => explain(&options, &asked, format, style),
        Command::Config {
            options,
            path,
            format,
        } => settling::config(&options, &path, format, style),
        Command::Code { query, format } => match format {
            TableFormat::Full => print(&report::code::text(query.as_deref(), style.colour)?),
            TableFormat::Json => print(&report::code::json(query.as_deref())?),
        },
        Command::Rule { name } => match name.and_then(pipeline::rule) {
            Some(rule) => print(&report::rule::page(rule, style)),
            None => print(&report::rule::table(pipeline::rules(), style)),
        },
        Command::Init { folder, print } => settling::init(&folder, print, output),
        Command::Schema(of) => settling::schema(of),
        Command::Completions(script) => exactly(&mut io::stdout(), &script).map(|()| 0),
        Command::Man(folder) => settling::manual(folder.as_deref(), output),
    }
}

/// Lints, and does with the findings what is asked for.
fn check(
    options: Options,
    asked: &cli::Scope,
    outputs: &Outputs,
    (view, fixing): (View, Option<Fixing>),
    output: Output,
) -> Result<u8> {
    let cwd = cwd()?;
    let baseline = scoping::baseline_path(&options, asked, &cwd)?;
    let kept: Vec<PathBuf> = baseline.iter().map(|path| cwd.join(path)).collect();
    reporting::check(outputs, &kept)?;
    let (options, scope) = scoping::scope(options, asked, baseline.as_deref(), &cwd)?;
    match (view, fixing) {
        (View::Files, _) => settling::files(&options, &scope, outputs, output),
        (_, Some(fixing)) => fixing::check(&options, &scope, outputs, fixing, output),
        _ if asked.write_baseline => {
            baselining::write(&options, &baseline.unwrap_or_default(), &scope, output)
        }
        _ => {
            let run = lint(&options, &scope, Task::Check, output)?;
            let printed = &mut io::stdout().lock();
            reporting::deliver(&run.outcome, outputs, view, output, printed)?;
            whole(&run)?;
            let status = status(&run.outcome.summary, &options);
            run.leave();
            Ok(status)
        }
    }
}

/// An error where a part of the judging failed: what was found beside it has been told by then.
fn whole(run: &Run) -> Result<()> {
    match &run.failure {
        Some(panic) => Err(internal_error(panic)),
        None => Ok(()),
    }
}

fn inventory(options: &Options, format: TableFormat, output: Output) -> Result<u8> {
    let run = lint(options, &Scope::default(), Task::Inventory, output)?;
    let style = reporting::style(output);
    if let Some(reporter) = report::inventory::reporter(format.into(), style) {
        let printed = &mut io::stdout().lock();
        match format {
            TableFormat::Full => {
                reporting::draw_to(&*reporter, &run.outcome, &mut Muted::new(printed))?;
            }
            TableFormat::Json => reporting::draw_to(&*reporter, &run.outcome, printed)?,
        }
    }
    say(&mut io::stderr(), &not_linted(&run.outcome))?;
    Ok(match run.outcome.summary.not_linted {
        0 => 0,
        _ => FAILED,
    })
}

fn explain(options: &Options, asked: &Asked, format: TableFormat, style: Style) -> Result<u8> {
    let explained = pipeline::explain(options, asked, &cwd()?)?;
    match format {
        TableFormat::Full => print(&report::explain::text(&explained, style)),
        TableFormat::Json => print(&report::explain::json(&explained)?),
    }
}

/// Reads and lints what the options name; remarks go to standard error.
fn lint(options: &Options, scope: &Scope, task: Task, output: Output) -> Result<Run> {
    let cwd = cwd()?;
    let progress = Progress::new(output.verbosity != Verbosity::Quiet);
    let run = pipeline::run(options, scope, task, &cwd, &|| progress.inc());
    progress.finish();
    let run = run.map_err(|error| mistyped(error, options))?;
    say(&mut io::stderr(), &remarks(&run, &[], output))?;
    Ok(run)
}

/// What is to be said of a run beside its report, a line each.
fn remarks(run: &Run, notes: &[String], output: Output) -> String {
    let mut remarks = String::new();
    if output.verbosity != Verbosity::Quiet {
        let entries = baselining::remarks(run);
        let notes = run.notes.iter().chain(&entries).chain(notes);
        remarks.extend(notes.map(|note| format!("note: {}\n", visible_line(note))));
    }
    if output.verbosity == Verbosity::Verbose {
        let roles = run.roles.iter();
        remarks.extend(roles.map(|role| format!("role: {}\n", visible_line(role))));
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
    let drawn = findings.filter(|finding| finding.rule.id == NOT_LINTED);
    match outcome.summary.not_linted.saturating_sub(drawn.count()) {
        0 => String::new(),
        1 => "note: 1 file was not linted; the rule `file-not-linted`, which is off, names it\n"
            .into(),
        several => format!(
            "note: {several} files were not linted; the rule `file-not-linted`, which is off, names them\n"
        ),
    }
}

/// The files that were not linted, a line each.
fn not_linted(outcome: &Outcome) -> String {
    let findings = outcome.files.iter().flat_map(|file| {
        file.findings
            .iter()
            .filter(|finding| finding.rule.id == NOT_LINTED)
            .map(|finding| (file.file.path(), finding))
    });
    findings
        .map(|(path, finding)| {
            let (path, message) = (visible_path(path), visible_line(&finding.message));
            format!("{path}: {message}\n")
        })
        .collect()
}

/// 2: something was not linted. 1: a finding at or above `--fail-on`, or more warnings than may be. 0: neither.
fn status(summary: &Summary, options: &Options) -> u8 {
    let fails = match options.max_warnings {
        None => summary.failing > 0,
        Some(most) => summary.failing > summary.failing_warnings || summary.warnings > most,
    };
    match summary.not_linted {
        1.. => FAILED,
        0 if fails && !options.exit_zero => 1,
        0 => 0,
    }
}

fn print(text: &str) -> Result<u8> {
    say(&mut io::stdout(), text).map(|()| 0)
}

/// Help and version go to standard output with status 0, wrong usage to standard error with status 2.
fn help_or_usage(error: &clap::Error) -> ExitCode {
    let status = u8::try_from(error.exit_code()).unwrap_or(FAILED);
    let text = error.to_string();
    let mut arguments = std::env::args_os();
    // A shell may have put names there.
    let is_odd = has_command(&text)
        || text.contains(is_hidden)
        || arguments.any(|argument| argument.to_string_lossy().contains('\n'));
    let mute = |out: &mut dyn Write| Muted::new(out).write_all(visible(&text).as_bytes());
    let printed = match (is_odd, error.use_stderr()) {
        (false, _) => error.print(),
        (true, true) => mute(&mut io::stderr()),
        (true, false) => mute(&mut io::stdout()),
    };
    match printed {
        Err(failure) if failure.kind() != io::ErrorKind::BrokenPipe => ExitCode::from(FAILED),
        _ => ExitCode::from(status),
    }
}

/// Writes a whole text for people. A reader that has gone away has seen enough: the exit status stays what it is.
fn say(out: &mut dyn Write, text: &str) -> Result<()> {
    exactly(&mut Muted::new(out), text)
}

/// The same of a text of which every byte counts.
fn exactly(out: &mut dyn Write, text: &str) -> Result<()> {
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

#[cfg(test)]
mod tests {
    use super::*;

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

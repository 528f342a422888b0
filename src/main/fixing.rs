//! `--fix` and `--diff`: what becomes of the new texts.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use parselint::cli::{Effect, Fixing, Output, Outputs, Verbosity, View};
use parselint::model::error::{Error, Result};
use parselint::model::hidden::begins_command;
use parselint::model::settings::Options;
use parselint::pipeline::{self, Ask, Changed, Fixed, Scope, Task};
use parselint::report::progress::Progress;
use parselint::report::visible::{has_command, visible, visible_line};
use parselint::report::{count, patch};
use parselint::write;

use super::asking::Terminal;
use super::reporting::{deliver, style};
use super::{FAILED, cwd, exactly, finished, mistyped, remarks, say, status, tell, whole};

/// Lints, and does with the fixes what was asked for; the exit status speaks of what is left.
pub(super) fn check(
    options: &Options,
    scope: &Scope,
    outputs: &Outputs,
    fixing: Fixing,
    output: Output,
) -> Result<u8> {
    let mut terminal = match fixing.effect {
        Effect::Ask => Some(questions(options, output)?),
        Effect::Write | Effect::Print => None,
    };
    let fixed = fixed(
        options,
        scope,
        fixing,
        output,
        terminal.as_mut().map(|ask| ask as &mut dyn Ask),
    )?;
    whole(&fixed.run)?;
    say(
        &mut io::stderr(),
        &remarks(&fixed.run, &fixed.notes, output),
    )?;
    match (fixing.effect, &options.stdin) {
        (Effect::Print, _) => print(&fixed, options, output),
        (_, Some(_)) => print_fixed(&fixed, options, outputs, output),
        (_, None) => write(&fixed, options, scope, outputs, output),
    }
}

fn questions(options: &Options, output: Output) -> Result<Terminal> {
    if options.stdin.is_some() {
        let message = "standard input holds the source, so that nobody can be asked";
        return Err(Error::new(message).help("name the file, or leave out `--interactive`"));
    }
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        let message = "`--interactive` needs a terminal to ask questions on";
        return Err(Error::new(message).help("leave it out, or run it in a terminal"));
    }
    Ok(Terminal::new(style(output)))
}

fn fixed(
    options: &Options,
    scope: &Scope,
    fixing: Fixing,
    output: Output,
    ask: Option<&mut dyn Ask>,
) -> Result<Fixed> {
    let cwd = cwd()?;
    // A progress line would be drawn over the questions.
    let progress = Progress::new(output.verbosity != Verbosity::Quiet && ask.is_none());
    let fixed = pipeline::fix(options, scope, fixing.least, &cwd, &|| progress.inc(), ask);
    progress.finish();
    fixed.map_err(|error| mistyped(error, options))
}

/// Prints a patch. Nothing is written, so everything is left. On a terminal it is made visible; elsewhere it is to be
/// applied, so that what a log would obey can only be left out.
fn print(fixed: &Fixed, options: &Options, output: Output) -> Result<u8> {
    let on_terminal = io::stdout().is_terminal();
    let mut complete = true;
    for file in &fixed.changed {
        let patch = patch::patch(&file.shown, &file.before, &file.after);
        if on_terminal {
            exactly(&mut io::stdout(), &visible(&patch))?;
        } else if is_obeyed(&patch) {
            complete = false;
            tell(left_out(&file.shown), output.colour);
        } else {
            exactly(&mut io::stdout(), &patch)?;
        }
    }
    if output.verbosity != Verbosity::Quiet {
        let told = match fixed.run.outcome.summary.fixed {
            0 => "Nothing to fix".to_owned(),
            several => format!("Would fix {}", count(several, "finding")),
        };
        say(&mut io::stderr(), &format!("{told}\n"))?;
    }
    Ok(match complete {
        true => status(&fixed.before, options),
        false => FAILED,
    })
}

/// Whether a log would take something in a patch for a command. Some end a line at a CR alone.
fn is_obeyed(patch: &str) -> bool {
    let mut behind = patch.split('\r').skip(1);
    has_command(patch) || behind.any(|text| !text.starts_with('\n') && begins_command(text))
}

fn left_out(shown: &str) -> Error {
    let message = format!(
        "the patch of `{shown}` is left out: it has the mark of a command in it, which a log would obey"
    );
    Error::new(message).help("`--fix` writes the file")
}

/// Prints the text of standard input, fixed or not, and what is left to standard error.
fn print_fixed(fixed: &Fixed, options: &Options, outputs: &Outputs, output: Output) -> Result<u8> {
    finished(
        io::stdout()
            .write_all(&fixed.printed)
            .and_then(|()| io::stdout().flush()),
    )?;
    let printed = &mut io::stderr().lock();
    deliver(&fixed.run.outcome, outputs, View::Findings, output, printed)?;
    Ok(status(&fixed.run.outcome.summary, options))
}

/// Writes the files, and reports what is left. An interrupt is heeded between two files.
fn write(
    fixed: &Fixed,
    options: &Options,
    scope: &Scope,
    outputs: &Outputs,
    output: Output,
) -> Result<u8> {
    let interrupted = Arc::new(AtomicBool::new(false));
    let heard = Arc::clone(&interrupted);
    // Where there is no handler to be had, an interrupt ends the process: a file is whole all the same.
    let _ = ctrlc::set_handler(move || heard.store(true, Ordering::SeqCst));
    let mut failed = Vec::new();
    for (at, file) in fixed.changed.iter().enumerate() {
        if interrupted.load(Ordering::SeqCst) {
            return Err(interrupt(&fixed.changed, at - failed.len()));
        }
        let Changed {
            path,
            shown,
            before,
            after,
            ..
        } = file;
        if let Err(error) = write::replace(path, &visible_line(shown), before, after) {
            failed.push((file.fixed, error));
        }
    }
    let printed = &mut io::stdout().lock();
    if failed.is_empty() {
        let outcome = &fixed.run.outcome;
        deliver(outcome, outputs, View::Findings, output, printed)?;
        return Ok(status(&outcome.summary, options));
    }
    let written = fixed.changed.len() - failed.len();
    let lost: usize = failed.iter().map(|(fixes, _)| fixes).sum();
    // Whatever becomes of the report, who lost a fix is told.
    for (_, error) in failed {
        tell(error, output.colour);
    }
    // What is left depends on which files have their new text: only the disk knows.
    let progress = Progress::new(output.verbosity != Verbosity::Quiet);
    let run = pipeline::run(options, scope, Task::Check, &cwd()?, &|| progress.inc());
    progress.finish();
    if interrupted.load(Ordering::SeqCst) {
        return Err(interrupt(&fixed.changed, written));
    }
    let mut run = run?;
    run.outcome.summary.fixed = fixed.run.outcome.summary.fixed.saturating_sub(lost);
    deliver(&run.outcome, outputs, View::Findings, output, printed)?;
    whole(&run)?;
    Ok(FAILED)
}

fn interrupt(changed: &[Changed], written: usize) -> Error {
    let left = changed.len() - written;
    Error::new(format!(
        "interrupted: {written} of {} files were written",
        changed.len()
    ))
    .help(format!(
        "the other {left} are as they were; run again to fix them"
    ))
}

//! `emit`: what becomes of the module.

use std::fs;
use std::io;
use std::path::Path;

use parselint::cli::{Output, Target, Verbosity};
use parselint::emit::{self, Emitted, Found, Request};
use parselint::model::emitted;
use parselint::model::error::{Error, Result};
use parselint::model::path::{normal, shown, slashed};
use parselint::model::settings::Options;
use parselint::pipeline::{self, Run, Scope, Task};
use parselint::report::visible::visible;
use parselint::write;

use super::{FAILED, cwd, exactly, lint, not_linted, say};

/// Prints, writes or compares the module of constants; the exit status.
pub(super) fn emit(
    options: &Options,
    request: Request,
    target: &Target,
    output: Output,
) -> Result<u8> {
    let (emitted, is_whole) = emitted(options, request, target, output)?;
    if output.verbosity != Verbosity::Quiet {
        let notes = emitted.notes.iter();
        let notes: String = notes
            .map(|note| format!("note: {}\n", visible(note)))
            .collect();
        say(&mut io::stderr(), &notes)?;
    }
    match target {
        Target::Print => {
            exactly(&mut io::stdout(), &emitted.text)?;
            Ok(if is_whole { 0 } else { FAILED })
        }
        Target::File(_) | Target::Check(_) if !is_whole => {
            Err(Error::new("the codes of these files are not known")
                .help("mend them, or leave them out with `--exclude`"))
        }
        Target::File(path) => {
            let is_new = path.symlink_metadata().is_err();
            write(path, &emitted.text)?;
            if is_new {
                // Only now can be seen what others want of it.
                let quiet = Output {
                    verbosity: Verbosity::Quiet,
                    ..output
                };
                let (emitted, _) = self::emitted(options, request, target, quiet)?;
                write(path, &emitted.text)?;
            }
            Ok(0)
        }
        Target::Check(path) => {
            let renew = format!(
                "{} --output-file {}",
                emit::command(request, options),
                slashed(path)
            );
            check(path, &emitted.text, &renew)
        }
    }
}

/// The module, and whether all files could be read for it.
fn emitted(
    options: &Options,
    request: Request,
    target: &Target,
    output: Output,
) -> Result<(Emitted, bool)> {
    let cwd = cwd()?;
    let run = lint(options, &Scope::default(), Task::Inventory, output)?;
    say(&mut io::stderr(), &not_linted(&run.outcome))?;
    let file = match target {
        Target::Print => None,
        Target::File(path) | Target::Check(path) => Some(shown_within(path, &cwd)),
    };
    let found = Found {
        outcome: &run.outcome,
        registry: &pipeline::registry(options, &cwd)?,
        wanted: &wanted(&run, &cwd, file.as_deref()),
        except: file.as_deref(),
    };
    let emitted = emit::module(request, found, options);
    Ok((emitted, run.outcome.summary.not_linted == 0))
}

/// The names that are wanted of emitted modules. One that a redirect is about to fill is empty while it is read.
fn wanted(run: &Run, cwd: &Path, file: Option<&str>) -> Vec<(String, String)> {
    let mut wanted = Vec::new();
    let mut last: Option<(&Path, bool)> = None;
    for (path, names) in &run.wanted {
        let known = last.filter(|(before, _)| *before == path.as_path());
        let is_emitted = known.map_or_else(
            || {
                let text = fs::read_to_string(path).unwrap_or_default();
                text.is_empty() || emitted::is_emitted(&text) || file == Some(&shown(path, cwd))
            },
            |(_, is_emitted)| is_emitted,
        );
        last = Some((path, is_emitted));
        if let Some(name) = names.last().filter(|_| is_emitted) {
            wanted.push((shown(path, cwd), name.clone()));
        }
    }
    wanted
}

/// The path as findings show it.
fn shown_within(path: &Path, cwd: &Path) -> String {
    let absolute = slashed(&cwd.join(path));
    let normal = normal("", &absolute).unwrap_or(absolute);
    shown(Path::new(&normal), cwd)
}

/// Leaves a file alone that has the text already, whatever the ends of its lines.
fn write(path: &Path, text: &str) -> Result<()> {
    let known = fs::read_to_string(path);
    if known.is_ok_and(|known| emit::compare(&known, text).is_none()) {
        return Ok(());
    }
    write::renew(path, &slashed(path), text).map(|_| ())
}

fn check(path: &Path, text: &str, renew: &str) -> Result<u8> {
    let file = slashed(path);
    let known = fs::read(path).map_err(|error| {
        let help = format!("to write it: `{renew}`");
        Error::new(format!("`{file}` cannot be read: {error}")).help(help)
    })?;
    let Some(account) = emit::compare(&String::from_utf8_lossy(&known), text) else {
        return Ok(0);
    };
    let lines: String = account
        .lines
        .iter()
        .map(|line| format!("  {line}\n"))
        .collect();
    let told = format!("`{file}` has gone stale\n{lines}  to renew it: {renew}\n");
    say(&mut io::stderr(), &visible(&told))?;
    Ok(1)
}

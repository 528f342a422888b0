//! Reports on their way out: to standard output, into files, to the services that ask for them by their environment.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use parselint::cli::{self, ColourChoice, Output, Outputs, Sink, Verbosity, View};
use parselint::config;
use parselint::fence;
use parselint::manifest;
use parselint::model::error::{Error, Result};
use parselint::model::outcome::Outcome;
use parselint::model::path::slashed;
use parselint::pipeline;
use parselint::report::visible::{Muted, visible_line};
use parselint::report::{self, Base, Format, Look, Reporter, Style, github, sarif, statistics};
use parselint::write;

use super::{finished, say};

/// Columns of what is not a terminal.
const WIDTH_OF_FILES: usize = 80;

/// Writes what came of a run to wherever it is asked for. `printed` gets what has no file.
pub(super) fn deliver(
    outcome: &Outcome,
    outputs: &Outputs,
    view: View,
    output: Output,
    printed: &mut dyn Write,
) -> Result<()> {
    let cwd = super::cwd()?;
    let base = Base::new(fence::repository(&cwd), &cwd, outputs.category.clone());
    for Sink { format, file } in &outputs.sinks {
        let look = Look {
            style: match file {
                Some(_) => style_of_files(output),
                None => style(output),
            },
            base: base.clone(),
            rules: pipeline::rules(),
        };
        let reporter = match view {
            View::Statistics => statistics::reporter(*format, look.style),
            View::Findings | View::Files => report::reporter(*format, &look),
        };
        match file {
            Some(file) => into_file(&*reporter, outcome, &cwd.join(file), file)?,
            None if is_for_people(*format, view) => {
                draw_to(&*reporter, outcome, &mut Muted::new(&mut *printed))?;
            }
            // Its lines are commands, or a document that a program reads.
            None => draw_to(&*reporter, outcome, printed)?,
        }
    }
    for_services(outcome, outputs, &base, output)?;
    let silent = outputs.sinks.iter().all(|sink| sink.file.is_some());
    if silent && output.verbosity != Verbosity::Quiet {
        let mut told = Vec::new();
        // Writing into memory does not fail.
        let _ = report::summary(outcome, style_of_files(output), &mut told);
        say(&mut io::stderr(), &String::from_utf8_lossy(&told))?;
    }
    Ok(())
}

fn is_for_people(format: Format, view: View) -> bool {
    view != View::Findings || matches!(format, Format::Full | Format::Concise | Format::Grouped)
}

/// Whether the files of reports can be written, before anything else is: what would be lost cannot be had again.
pub(super) fn check(outputs: &Outputs, kept: &[PathBuf]) -> Result<()> {
    let cwd = super::cwd()?;
    let mut seen = BTreeSet::new();
    for file in outputs.sinks.iter().filter_map(|sink| sink.file.as_ref()) {
        let refused = |why: &str| {
            let shown = slashed(file);
            let error = Error::new(format!("`{}` {why}", visible_line(&shown)));
            Err(error.help("name another file for the report"))
        };
        let path = cwd.join(file);
        let real = path
            .canonicalize()
            .unwrap_or_else(|_| pipeline::clean(&path));
        let name = real.file_name().and_then(|name| name.to_str());
        if path.is_dir() {
            return refused("is a folder");
        }
        write::may_write(&path, &visible_line(&slashed(file)))?;
        if real.components().any(|part| part.as_os_str() == ".git") {
            return refused("is one of git's own files");
        }
        if path.is_file() && pipeline::is_source(&real) {
            return refused("is a source, which a report would replace");
        }
        if path.is_file() && name.is_some_and(|name| config::NAMES.contains(&name)) {
            return refused("is a configuration, which a report would replace");
        }
        if path.is_file() && real.file_name().is_some_and(manifest::is_landmark) {
            return refused("is a manifest, which a report would replace");
        }
        if kept
            .iter()
            .any(|kept| kept.canonicalize().is_ok_and(|kept| kept == real))
        {
            return refused("is the baseline, which a report would replace");
        }
        if !path.parent().is_none_or(Path::is_dir) {
            let message = format!(
                "`{}` cannot be written: its folder does not exist",
                visible_line(&slashed(file))
            );
            return Err(Error::new(message).help("make the folder first"));
        }
        if !seen.insert(real) {
            return refused("is to hold two formats");
        }
    }
    Ok(())
}

fn into_file(reporter: &dyn Reporter, outcome: &Outcome, path: &Path, shown: &Path) -> Result<()> {
    let shown = slashed(shown);
    write::stream(path, &visible_line(&shown), &mut |out| {
        reporter.report(outcome, out)
    })
}

/// What services do with a report, and what they do not.
fn for_services(outcome: &Outcome, outputs: &Outputs, base: &Base, output: Output) -> Result<()> {
    let has = |format: Format| outputs.sinks.iter().any(|sink| sink.format == format);
    if has(Format::Sarif)
        && output.verbosity != Verbosity::Quiet
        && let Some(note) = sarif::beyond_github(outcome)
    {
        say(&mut io::stderr(), &format!("note: {note}\n"))?;
    }
    let summary = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty());
    match summary {
        Some(path) if has(Format::Github) => append_summary(outcome, base, &PathBuf::from(path)),
        _ => Ok(()),
    }
}

/// Adds to what the job's other steps have said.
fn append_summary(outcome: &Outcome, base: &Base, path: &Path) -> Result<()> {
    let failed = |error: io::Error| {
        Error::new(format!("the summary of the job cannot be written: {error}")).help(
            "`GITHUB_STEP_SUMMARY` is to name a file that can be written; unset it to do without",
        )
    };
    let mut file = OpenOptions::new()
        .append(true)
        .create(true)
        .open(path)
        .map_err(failed)?;
    let there = file.metadata().map_err(failed)?.len();
    let there = usize::try_from(there).unwrap_or(usize::MAX);
    let text = github::step_summary(outcome, base, there);
    file.write_all(text.as_bytes()).map_err(failed)
}

/// Writes a report. A reader that has gone away has seen enough.
pub(super) fn draw_to(
    reporter: &dyn Reporter,
    outcome: &Outcome,
    out: &mut dyn Write,
) -> Result<()> {
    let mut out = io::BufWriter::with_capacity(64 * 1024, out);
    let written = reporter
        .report(outcome, &mut out)
        .and_then(|()| out.flush());
    // What is left in the buffer is not tried again.
    let _ = out.into_parts();
    finished(written)
}

/// How a report on standard output may look.
pub(super) fn style(output: Output) -> Style {
    let variable = |name: &str| std::env::var(name).ok();
    let is_terminal = io::stdout().is_terminal();
    let colour = cli::colour(output.colour, variable, is_terminal);
    Style {
        colour,
        links: cli::links(colour, is_terminal),
        unicode: cli::unicode(variable),
        width: cli::width(),
        verbose: output.verbosity == Verbosity::Verbose,
        quiet: output.verbosity == Verbosity::Quiet,
    }
}

/// How one in a file may look, whatever standard output is.
fn style_of_files(output: Output) -> Style {
    Style {
        colour: output.colour == ColourChoice::Always,
        links: false,
        width: WIDTH_OF_FILES,
        ..style(output)
    }
}

//! The command line: arguments into typed, validated options. Nothing is done yet.
//!
//! The help texts live in `args`, `place` reads `PATH:LINE:COLUMN`, the doors to the terminal in `terminal`; what an option leads to is for `pipeline`.

mod args;
mod convert;
mod generate;
mod place;
mod terminal;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{CommandFactory, FromArgMatches};

use crate::emit::Request;
use crate::model::explain::Asked;
use crate::model::finding::Applicability;
use crate::model::nearest::nearest;
use crate::model::settings::Options;
use crate::report::Format;

use args::Args;
pub use args::{ColourChoice, Schema, TableFormat};
pub use generate::{completions, pages};
pub use terminal::{colour, links, unicode, width};

/// What the user wants done.
#[derive(Clone, Debug)]
pub struct Invocation {
    pub command: Command,
    pub output: Output,
}

#[derive(Clone, Debug)]
pub enum Command {
    Check {
        options: Options,
        scope: Scope,
        outputs: Outputs,
        view: View,
        /// Fixes are worked out as well.
        fixing: Option<Fixing>,
    },
    Inventory {
        options: Options,
        format: TableFormat,
    },
    /// A number or a name to look up; all codes where there is none.
    Code {
        query: Option<String>,
        format: TableFormat,
    },
    /// A place, and how the run is to look at the files around it.
    Explain {
        options: Options,
        asked: Asked,
        format: TableFormat,
    },
    /// Constants for the codes that the options' paths use.
    Emit {
        options: Options,
        request: Request,
        target: Target,
    },
    /// Drops entries of a baseline, or says whether some would be.
    Prune {
        options: Options,
        /// The one of the configuration without it.
        file: Option<PathBuf>,
        check: bool,
    },
    /// Writes a configuration into a folder, or prints it.
    Init {
        folder: PathBuf,
        print: bool,
    },
    /// The settings that hold for a path.
    Config {
        options: Options,
        path: PathBuf,
        format: TableFormat,
    },
    Schema(Schema),
    /// A text that arguments can be completed by.
    Completions(String),
    /// The manual: its first page, or all of them in a folder.
    Man(Option<PathBuf>),
    /// The id of a known rule; the table of rules where there is none.
    Rule {
        name: Option<&'static str>,
    },
}

/// Which of the findings are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    pub changes: Option<Changes>,
    /// All lines of files that have changed.
    pub whole_files: bool,
    /// Paths are read from here.
    pub files_from: Option<PathBuf>,
    pub baseline: Option<PathBuf>,
    pub write_baseline: bool,
}

/// Which code has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changes {
    Since(String),
    Staged,
}

/// Where the report goes; at most one of several goes to standard output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outputs {
    pub sinks: Vec<Sink>,
    pub category: Option<String>,
}

/// A format, and the file that it is written to; standard output without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sink {
    pub format: Format,
    pub file: Option<PathBuf>,
}

/// What is told of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    Findings,
    /// How many of them there are.
    Statistics,
    /// Which files are linted, before any is.
    Files,
}

/// Which fixes, and what becomes of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fixing {
    /// The least applicable suggestions that are written.
    pub least: Applicability,
    pub effect: Effect,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Files get their new texts.
    Write,
    /// The same, and a person is asked about what is left.
    Ask,
    /// A patch is printed.
    Print,
}

/// What becomes of an emitted module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Print,
    File(PathBuf),
    /// Is a file what would be written?
    Check(PathBuf),
}

/// How to speak to the user, whatever the command.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    pub colour: ColourChoice,
    pub verbosity: Verbosity,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    Quiet,
    Normal,
    Verbose,
}

/// Reads the arguments, the program's name first. `rules` are the ids that `--select`, `--ignore` and `rule` may name.
///
/// The error is help, the version (both for standard output, exit status 0) or wrong usage (exit status 2).
pub fn parse(
    arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>,
    rules: &[&'static str],
) -> Result<Invocation, clap::Error> {
    let mut command = with_rules(Args::command(), rules);
    let matches = command.try_get_matches_from_mut(arguments)?;
    let args = Args::from_arg_matches(&matches).map_err(|error| error.format(&mut command))?;
    if let Some(stray) = stray(&command, &matches) {
        return Err(convert::usage(&mut command, &stray));
    }
    convert::invocation(args, rules, &mut command)
}

/// Options that name a folder, and nothing else.
pub fn everything_below(folder: &Path) -> Options {
    convert::plain(folder)
}

/// The command that a path which does not exist was most likely meant to be.
pub fn command_near(path: &Path) -> Option<String> {
    let command = Args::command();
    let names: Vec<&str> = command
        .get_subcommands()
        .map(clap::Command::get_name)
        .collect();
    nearest(path.to_str()?, names).map(str::to_owned)
}

/// Lets clap check rule ids, and suggest the nearest one.
fn with_rules(command: clap::Command, rules: &[&'static str]) -> clap::Command {
    let known = || clap::builder::PossibleValuesParser::new(rules.iter().copied());
    let selecting = |command: clap::Command| {
        command
            .mut_arg("select", |arg| arg.value_parser(known()))
            .mut_arg("ignore", |arg| arg.value_parser(known()))
    };
    selecting(command)
        .mut_subcommand("check", selecting)
        .mut_subcommand("rule", |rule| {
            rule.mut_arg("name", |arg| arg.value_parser(known()))
        })
}

/// An option of `check` that stands before a command would be lost: what to say about it.
fn stray(command: &clap::Command, matches: &clap::ArgMatches) -> Option<String> {
    let (name, _) = matches.subcommand()?;
    let by_user = Some(clap::parser::ValueSource::CommandLine);
    let mut options = command
        .get_arguments()
        .filter(|option| !option.is_global_set());
    let option =
        options.find(|option| matches.value_source(option.get_id().as_str()) == by_user)?;
    let option = option.get_long().unwrap_or(option.get_id().as_str());
    Some(format!(
        "options of `{name}` stand behind it: move `--{option}` to its right"
    ))
}

#[cfg(test)]
mod tests;

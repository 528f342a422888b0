//! Arguments into options: the last checks, those that look at several arguments at once.

use std::path::{Path, PathBuf};

use clap::error::ErrorKind;

use super::args::{
    Args, BaselineCommand, CheckArgs, CommandArgs, EmitArgs, EmitInteger, EmitLanguage,
    EmitModules, ExplainArgs, FileArgs, OutputArgs, PathArgs, PruneArgs, TableFormat,
};
use super::{
    Changes, Command, Effect, Fixing, Invocation, Output, Outputs, Scope, Sink, Target, Verbosity,
    View, generate, place,
};
use crate::emit::{Integer, Language, Modules, Request};
use crate::model::finding::{Applicability, Severity};
use crate::model::resolved::Role;
use crate::model::settings::{ConfigChoice, Options};
use crate::report::{self, Format};

pub(super) fn invocation(
    args: Args,
    rules: &[&'static str],
    command: &mut clap::Command,
) -> Result<Invocation, clap::Error> {
    let output = output(&args.output);
    let converted = match args
        .command
        .unwrap_or(CommandArgs::Check(Box::new(args.check)))
    {
        CommandArgs::Check(args) => check(*args, rules),
        CommandArgs::Inventory(args) => {
            options(args.paths, args.files).map(|options| Command::Inventory {
                options: Options {
                    no_gate: args.no_gate,
                    ..options
                },
                format: args.output_format,
            })
        }
        CommandArgs::Code(args) => Ok(Command::Code {
            query: args.query,
            format: args.output_format,
        }),
        CommandArgs::Explain(args) => explain(args),
        CommandArgs::Emit(args) => emit(args),
        CommandArgs::Baseline(args) => match args.command {
            BaselineCommand::Prune(args) => prune(args),
        },
        CommandArgs::Init(args) => Ok(Command::Init {
            folder: args.folder,
            print: args.print,
        }),
        CommandArgs::Config(args) => options(PathArgs::of(vec![args.path.clone()]), args.files)
            .map(|options| Command::Config {
                options,
                path: args.path,
                format: args.output_format,
            }),
        CommandArgs::Schema(args) => Ok(Command::Schema(args.of)),
        CommandArgs::Completions(args) => Ok(Command::Completions(generate::completions(
            command, args.shell,
        ))),
        CommandArgs::Man(args) => Ok(Command::Man(args.output_dir)),
        CommandArgs::Rule(args) => Ok(Command::Rule {
            name: args.name.and_then(|name| known(&name, rules)),
        }),
    };
    match converted {
        Ok(command) => Ok(Invocation { command, output }),
        Err(message) => Err(usage(command, &message)),
    }
}

pub(super) fn usage(command: &mut clap::Command, message: &str) -> clap::Error {
    command.error(ErrorKind::ValueValidation, message)
}

fn check(args: CheckArgs, rules: &[&'static str]) -> Result<Command, String> {
    let all_known = |names: &[String]| names.iter().filter_map(|name| known(name, rules)).collect();
    let fixing = fixing(&args)?;
    let view = match (args.statistics, args.show_files) {
        (true, _) => View::Statistics,
        (_, true) => View::Files,
        (false, false) => View::Findings,
    };
    let outputs = outputs(
        args.output_format,
        args.output_file,
        args.sarif_category,
        view,
    )?;
    let mut formats = outputs.sinks.iter().map(|sink| sink.format);
    let whole_texts = fixing.is_some() || formats.any(Format::needs_texts);
    Ok(Command::Check {
        fixing,
        view,
        outputs,
        scope: Scope {
            changes: match (args.since, args.staged) {
                (Some(revision), _) => Some(Changes::Since(revision)),
                (None, true) => Some(Changes::Staged),
                (None, false) if args.whole_files => {
                    return Err("`--whole-files` says what of changed code is told: add `--since` or `--staged`".into());
                }
                (None, false) => None,
            },
            whole_files: args.whole_files,
            files_from: args.paths.files_from.clone(),
            baseline: args.baseline,
            write_baseline: args.write_baseline,
        },
        options: Options {
            max_warnings: args.max_warnings,
            select: all_known(&args.select),
            ignore: all_known(&args.ignore),
            fail_on: args.fail_on.as_deref().and_then(Severity::from_name),
            exit_zero: args.exit_zero,
            pedantic: args.pedantic,
            no_gate: args.no_gate,
            whole_texts,
            ..options(args.paths, args.files)?
        },
    })
}

/// Where each format goes: two of them cannot share standard output.
fn outputs(
    mut sinks: Vec<Sink>,
    file: Option<PathBuf>,
    category: Option<String>,
    view: View,
) -> Result<Outputs, String> {
    if sinks.is_empty() {
        sinks.push(Sink {
            format: Format::Full,
            file: None,
        });
    }
    if let Some(file) = file {
        match sinks.as_mut_slice() {
            [
                Sink {
                    file: own @ None, ..
                },
            ] => *own = Some(file),
            _ => {
                return Err(
                    "`--output-file` is for one format that has no file yet: write `--output-format FORMAT:FILE` for each".into(),
                );
            }
        }
    }
    let printed: Vec<&str> = sinks
        .iter()
        .filter(|sink| sink.file.is_none())
        .map(|sink| sink.format.name())
        .collect();
    if let [one, other, ..] = printed.as_slice() {
        return Err(format!(
            "`{one}` and `{other}` would both go to standard output: write `--output-format {other}:FILE`"
        ));
    }
    let tabular = [Format::Full, Format::Json];
    if view != View::Findings
        && let Some(other) = sinks.iter().find(|sink| !tabular.contains(&sink.format))
    {
        return Err(format!(
            "`{}` holds findings; `--statistics` and `--show-files` have `full` and `json`",
            other.format.name()
        ));
    }
    Ok(Outputs { sinks, category })
}

fn prune(args: PruneArgs) -> Result<Command, String> {
    Ok(Command::Prune {
        options: options(PathArgs::of(args.paths), args.files)?,
        file: args.file,
        check: args.check,
    })
}

impl PathArgs {
    /// Nothing but paths.
    fn of(paths: Vec<PathBuf>) -> Self {
        Self {
            paths,
            stdin_filename: None,
            files_from: None,
        }
    }
}

fn fixing(args: &CheckArgs) -> Result<Option<Fixing>, String> {
    let effect = match (args.fix, args.interactive, args.diff) {
        (_, _, true) => Effect::Print,
        (true, true, _) => Effect::Ask,
        (true, false, _) => Effect::Write,
        (false, ..) if args.unsafe_fixes => {
            return Err(
                "`--unsafe-fixes` says which fixes are written: add `--fix` or `--diff`".into(),
            );
        }
        (false, ..) => return Ok(None),
    };
    let least = match args.unsafe_fixes {
        true => Applicability::Unsafe,
        false => Applicability::Safe,
    };
    Ok(Some(Fixing { least, effect }))
}

fn explain(args: ExplainArgs) -> Result<Command, String> {
    let asked = place::asked(&args.place)?;
    let paths = PathArgs::of(vec![asked.path.clone()]);
    Ok(Command::Explain {
        options: options(paths, args.files)?,
        asked,
        format: args.output_format,
    })
}

fn emit(args: EmitArgs) -> Result<Command, String> {
    let language = match (args.language, args.module, args.integer) {
        (EmitLanguage::Rust, None, integer) => {
            Language::Rust(integer.map_or(Integer::I32, Into::into))
        }
        (EmitLanguage::JavaScript, module, None) => match module {
            Some(EmitModules::CommonJs) => Language::JavaScript(Modules::CommonJs),
            Some(EmitModules::Es) | None => Language::JavaScript(Modules::Es),
        },
        (EmitLanguage::TypeScript, None, None) => Language::TypeScript,
        (_, Some(_), _) => return Err("`--module` is for `emit javascript`".into()),
        (_, _, Some(_)) => return Err("`--type` is for `emit rust`".into()),
    };
    if args.paths.iter().any(|path| path == Path::new("-")) {
        return Err("`emit` reads files and folders; a file called `-` is `./-`".into());
    }
    let paths = PathArgs::of(args.paths);
    Ok(Command::Emit {
        options: options(paths, args.files)?,
        request: Request {
            language,
            all: args.all,
        },
        target: match (args.check, args.output_file) {
            (Some(file), _) => Target::Check(file),
            (None, Some(file)) => Target::File(file),
            (None, None) => Target::Print,
        },
    })
}

impl From<EmitInteger> for Integer {
    fn from(integer: EmitInteger) -> Self {
        match integer {
            EmitInteger::I32 => Integer::I32,
            EmitInteger::I64 => Integer::I64,
            EmitInteger::I128 => Integer::I128,
            EmitInteger::Isize => Integer::Isize,
        }
    }
}

/// clap has let known rules through only.
fn known(name: &str, rules: &[&'static str]) -> Option<&'static str> {
    rules.iter().copied().find(|rule| *rule == name)
}

/// What holds where nothing is said, for one folder.
pub(super) fn plain(folder: &Path) -> Options {
    with_files(vec![folder.to_path_buf()], None, FileArgs::default())
}

fn options(paths: PathArgs, files: FileArgs) -> Result<Options, String> {
    let (paths, stdin) = inputs(paths)?;
    Ok(with_files(paths, stdin, files))
}

fn with_files(paths: Vec<PathBuf>, stdin: Option<PathBuf>, files: FileArgs) -> Options {
    Options {
        paths,
        stdin,
        select: Vec::new(),
        ignore: Vec::new(),
        role: files.role.as_deref().and_then(Role::from_name),
        fail_on: None,
        exit_zero: false,
        max_warnings: None,
        pedantic: false,
        no_ignore: files.no_ignore,
        hidden: files.hidden,
        exclude: files.exclude,
        config: match (files.config, files.isolated) {
            (Some(file), _) => ConfigChoice::File(file),
            (None, true) => ConfigChoice::None,
            (None, false) => ConfigChoice::Nearest,
        },
        threads: files.threads.map_or(0, usize::from),
        no_gate: false,
        whole_texts: true,
    }
}

/// The paths to lint, or the name of standard input.
fn inputs(args: PathArgs) -> Result<(Vec<PathBuf>, Option<PathBuf>), String> {
    let dash = args.paths.iter().any(|path| path == Path::new("-"));
    match (dash, args.stdin_filename) {
        (true, _) if args.paths.len() > 1 => {
            Err("`-` is standard input and stands alone; a file of that name is `./-`".into())
        }
        (true, None) => Err(
            "standard input needs a name to tell its language: add `--stdin-filename PATH`".into(),
        ),
        (true, Some(name)) => Ok((Vec::new(), Some(name))),
        (false, Some(_)) => {
            Err("`--stdin-filename` names standard input: add `-` as the path".into())
        }
        (false, None) if args.paths.is_empty() => Ok((vec![PathBuf::from(".")], None)),
        (false, None) => Ok((args.paths, None)),
    }
}

fn output(args: &OutputArgs) -> Output {
    Output {
        colour: args.color,
        verbosity: match (args.quiet, args.verbose) {
            (true, _) => Verbosity::Quiet,
            (false, true) => Verbosity::Verbose,
            (false, false) => Verbosity::Normal,
        },
    }
}

impl From<TableFormat> for report::Format {
    fn from(format: TableFormat) -> Self {
        match format {
            TableFormat::Full => report::Format::Full,
            TableFormat::Json => report::Format::Json,
        }
    }
}

//! Arguments into options: the last checks, those that look at several arguments at once.

use std::path::{Path, PathBuf};

use clap::error::ErrorKind;

use super::args::{
    Args, CheckArgs, CommandArgs, EmitArgs, EmitInteger, EmitLanguage, EmitModules, ExplainArgs,
    FileArgs, Format, OutputArgs, PathArgs, TableFormat,
};
use super::{Command, Effect, Fixing, Invocation, Output, Target, Verbosity, place};
use crate::emit::{Integer, Language, Modules, Request};
use crate::model::finding::{Applicability, Severity};
use crate::model::resolved::Role;
use crate::model::settings::{ConfigChoice, Options};
use crate::report;

pub(super) fn invocation(
    args: Args,
    rules: &[&'static str],
    command: &mut clap::Command,
) -> Result<Invocation, clap::Error> {
    let output = output(&args.output);
    let converted = match args.command.unwrap_or(CommandArgs::Check(args.check)) {
        CommandArgs::Check(args) => check(args, rules),
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
    Ok(Command::Check {
        fixing,
        format: args.output_format,
        options: Options {
            select: all_known(&args.select),
            ignore: all_known(&args.ignore),
            fail_on: args.fail_on.as_deref().and_then(Severity::from_name),
            exit_zero: args.exit_zero,
            pedantic: args.pedantic,
            no_gate: args.no_gate,
            ..options(args.paths, args.files)?
        },
    })
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
    let paths = PathArgs {
        paths: vec![asked.path.clone()],
        stdin_filename: None,
    };
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
    let paths = PathArgs {
        paths: args.paths,
        stdin_filename: None,
    };
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

fn options(paths: PathArgs, files: FileArgs) -> Result<Options, String> {
    let (paths, stdin) = inputs(paths)?;
    Ok(Options {
        paths,
        stdin,
        select: Vec::new(),
        ignore: Vec::new(),
        role: files.role.as_deref().and_then(Role::from_name),
        fail_on: None,
        exit_zero: false,
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
    })
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

impl From<Format> for report::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Full => report::Format::Full,
            Format::Concise => report::Format::Concise,
            Format::Json => report::Format::Json,
            Format::Jsonl => report::Format::Jsonl,
        }
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

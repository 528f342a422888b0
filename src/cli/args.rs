//! The arguments as clap reads them, with every help text. They are read by `convert` and by nobody else.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

use super::Sink;
use crate::model::path::from_bytes;
use crate::report::Format;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const AFTER_HELP: &str = "\
Examples:
  parselint                                  Lint the working directory
  parselint cloud/ web/app.ts                Lint a folder and a file
  parselint --since origin/main              Only what this branch has changed
  parselint --staged                         Only what will be committed
  parselint --output-format full --output-format sarif:parselint.sarif
  parselint --select magic-code --exit-zero  Look at one rule without failing
  parselint --fix                            Write what is certain
  parselint --diff --unsafe-fixes            See what else could be written
  parselint - --stdin-filename a.ts < a.ts   Lint standard input
  parselint code 101                         What is 101?
  parselint explain cloud/main.js:6:24       Why is that number a code, or none?

Exit status:
  0  no finding at or above `--fail-on`
  1  findings
  2  the job could not be done: usage, configuration, a file that was not linted";

const CODE_EXAMPLES: &str = "\
Examples:
  parselint code 101
  parselint code -1
  parselint code OBJECT_NOT_FOUND";

const EMIT_EXAMPLES: &str = "\
Examples:
  parselint emit typescript                                 Print a module of constants
  parselint emit typescript --output-file src/codes.ts      Write it, or renew it
  parselint emit typescript --check src/codes.ts            Has it gone stale? (for CI)
  parselint emit javascript --module commonjs               For Cloud Code that uses `require`
  parselint emit rust --type i64                            For codes that serde_json reads

Exit status:
  0  printed, written, or up to date
  1  `--check`: the file is not what would be written
  2  the job could not be done, or a file was not read: nothing was written";

const BASELINE_EXAMPLES: &str = "\
Examples:
  parselint --baseline known.jsonl --write-baseline  Write what is found now
  parselint --baseline known.jsonl                   Tell of new findings only
  parselint baseline prune known.jsonl               Drop what has been mended
  parselint baseline prune --check known.jsonl       Has something been mended? (for CI)

Exit status:
  0  pruned, or nothing to prune
  1  `--check`: an entry would be dropped
  2  the job could not be done";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  parselint completions bash > ~/.local/share/bash-completion/completions/parselint
  parselint completions zsh > ~/.zfunc/_parselint
  parselint completions fish > ~/.config/fish/completions/parselint.fish";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  parselint explain cloud/main.js:6:24                       Why is this number a code, or none?
  parselint explain cloud/main.js:6                          The same for every number of the line
  parselint explain --output-format json cloud/main.js:6:24  For machines

Exit status:
  0  explained
  2  no such file, no such place, or no number there";

/// Finds the error codes of the Parse Platform that are written as numbers, and judges them.
#[derive(Debug, Parser)]
#[command(
    name = "parselint",
    version,
    about = "A linter for the error codes of the Parse Platform",
    long_about = "A linter for the error codes of the Parse Platform: finds magic, invented and misplaced codes in \
                  JavaScript, TypeScript and Rust, and names the constant to write.\n\nWithout a command, `check` is \
                  meant. A path that is called like a command is written `./code`.",
    override_usage = "parselint [OPTIONS] [PATHS]...\n       parselint <COMMAND>",
    after_help = AFTER_HELP,
    styles = STYLES,
    max_term_width = 100
)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Option<CommandArgs>,
    #[command(flatten)]
    pub(super) check: CheckArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

#[derive(Debug, Subcommand)]
pub(super) enum CommandArgs {
    /// Lint files (the default)
    #[command(after_help = AFTER_HELP)]
    Check(Box<CheckArgs>),
    /// List every Parse code that is used: code, name, who makes it, who compares it
    Inventory(InventoryArgs),
    /// Look a code up: names, constants per SDK, description, range, notes
    #[command(after_help = CODE_EXAMPLES)]
    Code(CodeArgs),
    /// Read the page of a rule, or list all rules
    Rule(RuleArgs),
    /// Say why a number was, or was not, taken for a Parse code
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArgs),
    /// Write constants for the codes in use and those of `[app-codes]`
    #[command(after_help = EMIT_EXAMPLES)]
    Emit(EmitArgs),
    /// Keep the file of known findings in order
    #[command(after_help = BASELINE_EXAMPLES)]
    Baseline(BaselineArgs),
    /// Write a commented parselint.toml for this tree
    Init(InitArgs),
    /// Show the settings that hold for a path, and where each of them is from
    Config(ConfigArgs),
    /// Print the JSON schema of what parselint reads or writes
    Schema(SchemaArgs),
    /// Print completions for a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions(CompletionsArgs),
    /// Print the manual page, or write all of them
    Man(ManArgs),
}

#[derive(Debug, ClapArgs)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) paths: PathArgs,
    #[command(flatten)]
    pub(super) files: FileArgs,

    /// Only these rules, separated by commas
    #[arg(
        long,
        value_name = "RULES",
        value_delimiter = ',',
        help_heading = "Rules"
    )]
    #[arg(hide_possible_values = true)]
    pub(super) select: Vec<String>,
    /// All rules but these, separated by commas
    #[arg(
        long,
        value_name = "RULES",
        value_delimiter = ',',
        help_heading = "Rules"
    )]
    #[arg(hide_possible_values = true)]
    pub(super) ignore: Vec<String>,
    /// Show findings with weak evidence, too
    #[arg(long, help_heading = "Rules")]
    pub(super) pedantic: bool,

    /// Write what is suggested, where that keeps the meaning for certain
    #[arg(long, help_heading = "Fixes")]
    pub(super) fix: bool,
    /// Also what is plausible only: imports, codes that change (with `--fix` or `--diff`)
    #[arg(long, help_heading = "Fixes")]
    pub(super) unsafe_fixes: bool,
    /// Print what `--fix` would write as a patch, and write nothing
    #[arg(long, help_heading = "Fixes", conflicts_with_all = ["interactive", "output_format", "output_file"])]
    pub(super) diff: bool,
    /// Ask about findings with several candidates (with `--fix`)
    #[arg(long, help_heading = "Fixes", requires = "fix")]
    pub(super) interactive: bool,

    /// The lowest level that makes the run fail [default: warning]
    #[arg(long, value_name = "LEVEL", help_heading = "Result")]
    #[arg(value_parser = ["error", "warning", "advice"])]
    pub(super) fail_on: Option<String>,
    /// Let so many warnings pass, but no more
    #[arg(long, value_name = "N", help_heading = "Result")]
    pub(super) max_warnings: Option<usize>,
    /// Exit with 0 in spite of findings
    #[arg(long, help_heading = "Result")]
    pub(super) exit_zero: bool,

    /// Findings that FILE knows are hidden; new ones are not
    #[arg(long, value_name = "FILE", help_heading = "Baseline")]
    pub(super) baseline: Option<PathBuf>,
    /// Write all findings of this run into the baseline [default file: parselint-baseline.jsonl]
    #[arg(long, help_heading = "Baseline", conflicts_with_all = ["fix", "diff", "since", "staged", "statistics", "show_files", "output_format", "output_file"])]
    pub(super) write_baseline: bool,

    /// Only lines that have changed since this branch left REV, committed or not
    #[arg(
        long,
        value_name = "REV",
        help_heading = "Changed code",
        conflicts_with = "staged"
    )]
    pub(super) since: Option<String>,
    /// Only lines that are staged for the next commit, as the index has them
    #[arg(long, help_heading = "Changed code", conflicts_with_all = ["fix", "diff"])]
    pub(super) staged: bool,
    /// All lines of the files that have changed (with `--since` or `--staged`)
    #[arg(long, help_heading = "Changed code")]
    pub(super) whole_files: bool,

    /// How findings are written, and where to; several with several files (may be repeated) [default: full]
    #[arg(
        long,
        value_name = "FORMAT[:FILE]",
        value_parser = SinkParser,
        help_heading = "Output"
    )]
    pub(super) output_format: Vec<Sink>,
    /// Write the one format into FILE instead of standard output
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(super) output_file: Option<PathBuf>,
    /// How many findings each rule has, instead of the findings
    #[arg(long, help_heading = "Output", conflicts_with_all = ["fix", "diff", "show_files"])]
    pub(super) statistics: bool,
    /// List the files that would be linted and those that are skipped, with the reason, and lint nothing
    #[arg(long, help_heading = "Output", conflicts_with_all = ["fix", "diff"])]
    pub(super) show_files: bool,
    /// What tells the SARIF report of this run from others of the same commit
    #[arg(long, value_name = "NAME", help_heading = "Output")]
    pub(super) sarif_category: Option<String>,

    /// Parse every file: the test of the gate that leaves most of them unparsed
    #[arg(long, hide = true)]
    pub(super) no_gate: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct InventoryArgs {
    #[command(flatten)]
    pub(super) paths: PathArgs,
    #[command(flatten)]
    pub(super) files: FileArgs,
    /// How the inventory is written
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "full",
        help_heading = "Output"
    )]
    pub(super) output_format: TableFormat,
    /// Parse every file: the test of the gate that leaves most of them unparsed
    #[arg(long, hide = true)]
    pub(super) no_gate: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct PathArgs {
    /// Files and folders; `-` is standard input [default: .]
    #[arg(value_name = "PATHS")]
    pub(super) paths: Vec<PathBuf>,
    /// What standard input is called; its extension tells the language
    #[arg(long, value_name = "PATH", help_heading = "Files")]
    pub(super) stdin_filename: Option<PathBuf>,
    /// Read the paths from FILE, a line each or separated by NUL; `-` is standard input
    #[arg(long, value_name = "FILE", help_heading = "Files", conflicts_with_all = ["paths", "stdin_filename"])]
    pub(super) files_from: Option<PathBuf>,
}

/// Which files, and whose they are.
#[derive(Debug, Default, ClapArgs)]
pub(super) struct FileArgs {
    /// Leave out what matches, as a line of .gitignore would (may be repeated)
    #[arg(long, value_name = "GLOB", help_heading = "Files")]
    pub(super) exclude: Vec<String>,
    /// Lint what ignore files and exclusions leave out
    #[arg(long, help_heading = "Files")]
    pub(super) no_ignore: bool,
    /// Enter hidden folders and lint hidden files
    #[arg(long, help_heading = "Files")]
    pub(super) hidden: bool,
    /// Number of threads [default: one per core]
    #[arg(long, value_name = "N", help_heading = "Files")]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,

    /// Whose code it is, for every file
    #[arg(long, value_name = "ROLE", help_heading = "Configuration")]
    #[arg(value_parser = ["app", "third-party", "server"])]
    pub(super) role: Option<String>,
    /// Use this file instead of the nearest parselint.toml
    #[arg(
        long,
        value_name = "FILE",
        help_heading = "Configuration",
        conflicts_with = "isolated"
    )]
    pub(super) config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long, help_heading = "Configuration")]
    pub(super) isolated: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct BaselineArgs {
    #[command(subcommand)]
    pub(super) command: BaselineCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum BaselineCommand {
    /// Drop the entries whose finding no longer occurs
    Prune(PruneArgs),
}

#[derive(Debug, ClapArgs)]
pub(super) struct PruneArgs {
    /// The baseline [default: the one of the configuration]
    #[arg(value_name = "FILE")]
    pub(super) file: Option<PathBuf>,
    /// Files and folders to look at; entries of others stay [default: .]
    #[arg(value_name = "PATHS")]
    pub(super) paths: Vec<PathBuf>,
    /// Write nothing, and exit with 1 if an entry would be dropped
    #[arg(long, help_heading = "Result")]
    pub(super) check: bool,
    #[command(flatten)]
    pub(super) files: FileArgs,
}

#[derive(Debug, ClapArgs)]
pub(super) struct InitArgs {
    /// The folder that gets the file
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub(super) folder: PathBuf,
    /// Print the file instead of writing it
    #[arg(long)]
    pub(super) print: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct ConfigArgs {
    /// A file or a folder
    #[arg(value_name = "PATH", default_value = ".")]
    pub(super) path: PathBuf,
    #[command(flatten)]
    pub(super) files: FileArgs,
    /// How settings are written
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "full",
        help_heading = "Output"
    )]
    pub(super) output_format: TableFormat,
}

#[derive(Debug, ClapArgs)]
pub(super) struct SchemaArgs {
    /// Of what
    #[arg(value_name = "OF")]
    pub(super) of: Schema,
}

#[derive(Debug, ClapArgs)]
pub(super) struct CompletionsArgs {
    #[arg(value_name = "SHELL")]
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, ClapArgs)]
pub(super) struct ManArgs {
    /// Write a page for every command into FOLDER
    #[arg(long, value_name = "FOLDER")]
    pub(super) output_dir: Option<PathBuf>,
}

/// What has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Schema {
    /// `--output-format json`
    Json,
    /// A line of `--output-format jsonl`
    Jsonl,
    /// `inventory --output-format json`
    Inventory,
    /// `parselint.toml`
    Config,
}

#[derive(Debug, ClapArgs)]
pub(super) struct CodeArgs {
    /// A number or a name; all codes without it
    #[arg(value_name = "N|NAME", allow_negative_numbers = true)]
    pub(super) query: Option<String>,
    /// How codes are written
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "full",
        help_heading = "Output"
    )]
    pub(super) output_format: TableFormat,
}

#[derive(Debug, ClapArgs)]
pub(super) struct RuleArgs {
    /// The rule; the table of rules without it
    #[arg(value_name = "NAME", hide_possible_values = true)]
    pub(super) name: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct ExplainArgs {
    /// Where the number stands, as a finding says it; without a column, every number of the line
    #[arg(value_name = "PATH:LINE[:COLUMN]")]
    pub(super) place: String,
    #[command(flatten)]
    pub(super) files: FileArgs,
    /// How the explanation is written
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "full",
        help_heading = "Output"
    )]
    pub(super) output_format: TableFormat,
}

#[derive(Debug, ClapArgs)]
pub(super) struct EmitArgs {
    /// What the module is written in
    #[arg(value_name = "LANGUAGE")]
    pub(super) language: EmitLanguage,
    /// Files and folders in which codes are looked for, in whatever language [default: .]
    #[arg(value_name = "PATHS")]
    pub(super) paths: Vec<PathBuf>,

    /// Codes in use, and all of `[app-codes]` (the default)
    #[arg(long, conflicts_with = "all", help_heading = "Constants")]
    pub(super) used: bool,
    /// Every predefined code as well
    #[arg(long, help_heading = "Constants")]
    pub(super) all: bool,
    /// How JavaScript gives its names to others [default: es]
    #[arg(long, value_name = "KIND", help_heading = "Constants")]
    pub(super) module: Option<EmitModules>,
    /// The type of Rust's constants [default: i32]
    #[arg(long = "type", value_name = "TYPE", help_heading = "Constants")]
    pub(super) integer: Option<EmitInteger>,

    /// Write nothing, and say whether FILE is what would be written; line ends do not count
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(super) check: Option<PathBuf>,
    /// Write FILE, unless it is up to date; its own constants are no uses of a code
    #[arg(
        long,
        value_name = "FILE",
        help_heading = "Output",
        conflicts_with = "check"
    )]
    pub(super) output_file: Option<PathBuf>,

    #[command(flatten)]
    pub(super) files: FileArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum EmitLanguage {
    /// With a type of all codes
    #[value(name = "typescript", alias = "ts")]
    TypeScript,
    #[value(name = "javascript", alias = "js")]
    JavaScript,
    #[value(alias = "rs")]
    Rust,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum EmitModules {
    /// `export const`
    Es,
    /// `module.exports`
    #[value(name = "commonjs", alias = "cjs")]
    CommonJs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum EmitInteger {
    I32,
    I64,
    I128,
    Isize,
}

#[derive(Debug, ClapArgs)]
pub(super) struct OutputArgs {
    /// When to use colours
    #[arg(
        long,
        value_name = "WHEN",
        default_value = "auto",
        global = true,
        help_heading = "Output"
    )]
    pub(super) color: ColourChoice,
    /// Findings and errors only
    #[arg(
        short,
        long,
        global = true,
        conflicts_with = "verbose",
        help_heading = "Output"
    )]
    pub(super) quiet: bool,
    /// Also say why: evidence, roles, configuration
    #[arg(short, long, global = true, help_heading = "Output")]
    pub(super) verbose: bool,
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        Format::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.about()))
    }
}

/// Reads `FORMAT` and `FORMAT:FILE`.
#[derive(Clone)]
struct SinkParser;

impl TypedValueParser for SinkParser {
    type Value = Sink;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Sink, clap::Error> {
        let bytes = value.as_encoded_bytes();
        let text = value.to_string_lossy();
        let name = text.split(':').next().unwrap_or_default();
        let format = EnumValueParser::new().parse_ref(command, argument, OsStr::new(name))?;
        let file = bytes.get(name.len() + 1..).map(from_bytes);
        if file
            .as_ref()
            .is_some_and(|file| file.as_os_str().is_empty())
        {
            let message =
                format!("`{text}` names no file: write `{name}:FILE`, or `{name}` alone\n");
            return Err(clap::Error::raw(ErrorKind::ValueValidation, message).with_cmd(command));
        }
        Ok(Sink { format, file })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let values = Format::ALL.iter().filter_map(ValueEnum::to_possible_value);
        Some(Box::new(values))
    }
}

/// The formats of what is listed rather than found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// For people
    Full,
    /// One document
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColourChoice {
    /// By NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE and the terminal
    Auto,
    Always,
    Never,
}

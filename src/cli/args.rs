//! The arguments as clap reads them, with every help text. They are read by `convert` and by nobody else.

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const AFTER_HELP: &str = "\
Examples:
  parselint                                  Lint the working directory
  parselint cloud/ web/app.ts                Lint a folder and a file
  parselint --output-format json             For machines
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
    Check(CheckArgs),
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
    #[arg(long, help_heading = "Fixes", conflicts_with_all = ["interactive", "output_format"])]
    pub(super) diff: bool,
    /// Ask about findings with several candidates (with `--fix`)
    #[arg(long, help_heading = "Fixes", requires = "fix")]
    pub(super) interactive: bool,

    /// The lowest level that makes the run fail [default: warning]
    #[arg(long, value_name = "LEVEL", help_heading = "Result")]
    #[arg(value_parser = ["error", "warning", "advice"])]
    pub(super) fail_on: Option<String>,
    /// Exit with 0 in spite of findings
    #[arg(long, help_heading = "Result")]
    pub(super) exit_zero: bool,

    /// How findings are written
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "full",
        help_heading = "Output"
    )]
    pub(super) output_format: Format,

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
}

/// Which files, and whose they are.
#[derive(Debug, ClapArgs)]
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

/// The formats of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Drawn, with the source
    Full,
    /// One line a finding
    Concise,
    /// One document
    Json,
    /// One object a line
    Jsonl,
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

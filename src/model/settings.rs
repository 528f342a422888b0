//! What the user asked for: the command line's options and the configuration's settings, typed and validated.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::catalogue;
use super::finding::Severity;
use super::limits::Limits;
use super::resolved::{Goes, Role, Spelling};

/// What to lint, and how: the command line, validated, nothing done yet.
#[derive(Clone, Debug)]
pub struct Options {
    /// As given; `.` where none was.
    pub paths: Vec<PathBuf>,
    /// Standard input is linted instead, under this name.
    pub stdin: Option<PathBuf>,
    /// Only these rules, where any are named.
    pub select: Vec<&'static str>,
    pub ignore: Vec<&'static str>,
    pub role: Option<Role>,
    /// `--fail-on`, before any configuration.
    pub fail_on: Option<Severity>,
    pub exit_zero: bool,
    /// Warnings that pass; more of them do not.
    pub max_warnings: Option<usize>,
    /// Weak evidence is shown, too.
    pub pedantic: bool,
    /// No ignore file and no exclusion holds.
    pub no_ignore: bool,
    pub hidden: bool,
    pub exclude: Vec<String>,
    pub config: ConfigChoice,
    /// 0: as many as there are cores.
    pub threads: usize,
    /// Every candidate file gets a tree: the differential test of the gate.
    pub no_gate: bool,
    /// Texts with findings are kept whole: for fixes, and for a report that tells more of a text than the lines around its
    /// findings (see `Format::needs_texts`).
    pub whole_texts: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigChoice {
    /// The nearest one upwards from each file.
    Nearest,
    File(PathBuf),
    /// `--isolated`
    None,
}

/// The settings of one configuration file.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The folder that globs are relative to, absolute.
    pub root: PathBuf,
    /// The file they were read from, as shown to the user.
    pub origin: Option<String>,
    pub exclude: Vec<String>,
    pub fail_on: Option<Severity>,
    /// The file of known findings, relative to `root`.
    pub baseline: Option<String>,
    /// By rule id.
    pub rules: BTreeMap<String, Severity>,
    pub components: Vec<Component>,
    pub overrides: Vec<Override>,
    pub app_codes: Vec<AppCode>,
    pub suggest: Suggest,
    pub limits: Limits,
}

/// `[[component]]`: the last match wins.
#[derive(Clone, Debug)]
pub struct Component {
    pub files: Vec<String>,
    pub role: Role,
}

/// `[[override]]`
#[derive(Clone, Debug)]
pub struct Override {
    pub files: Vec<String>,
    pub rules: BTreeMap<String, Severity>,
}

/// Letters that the name of an app's own code may have: more would break the lines of emitted modules.
pub const LONGEST_NAME: usize = 50;

/// One of `[app-codes]`.
#[derive(Clone, Debug)]
pub struct AppCode {
    pub name: String,
    pub code: i64,
    pub description: String,
}

impl AppCode {
    /// By its name alone: nobody has told which constant of the project it is.
    pub fn spelling(&self) -> Spelling {
        Spelling::Constant {
            path: catalogue::screaming_snake(&self.name),
            written: None,
            goes: Goes::Not(
                "it is its name in `[app-codes]`, and no constant of the project".into(),
            ),
            lacking: None,
            trap: None,
        }
    }
}

/// `[suggest]`: how constants are spelled, with `{SCREAMING_SNAKE}` or `{PascalCase}` for the name.
#[derive(Clone, Debug, Default)]
pub struct Suggest {
    pub javascript: Option<String>,
    pub rust: Option<String>,
}

impl Suggest {
    /// The template of a language, by the language's id.
    pub fn template(&self, language: &str) -> Option<&str> {
        match language {
            "javascript" => self.javascript.as_deref(),
            "rust" => self.rust.as_deref(),
            _ => None,
        }
    }
}

/// What a first configuration is made from.
#[derive(Clone, Debug, Default)]
pub struct Initial {
    /// Outer folders first.
    pub components: Vec<InitialComponent>,
    /// Codes of the app's own that have a name.
    pub codes: Vec<(i64, String)>,
}

/// A package of the tree.
#[derive(Clone, Debug)]
pub struct InitialComponent {
    /// Relative to the configuration, with `/`; empty for its own folder.
    pub folder: String,
    /// A pattern of the files in it that are meant; all of them without it.
    pub sources: Option<&'static str>,
    pub role: Role,
    /// Why it has this role.
    pub why: String,
}

/// The settings that hold for one path.
#[derive(Clone, Debug)]
pub struct Settled {
    /// As shown to the user.
    pub path: String,
    /// The configuration, as shown to the user.
    pub file: Option<String>,
    /// What its patterns are relative to, from the working directory.
    pub root: Option<String>,
    pub role: Role,
    pub role_why: String,
    pub is_test: bool,
    /// By an ignore file or an exclusion.
    pub excluded: bool,
    pub fail_on: (Severity, Origin),
    /// Every rule, in the order of their list.
    pub rules: Vec<RuleSetting>,
    pub exclude: Vec<String>,
    pub baseline: Option<String>,
    pub suggest: Suggest,
    pub limits: Limits,
    pub app_codes: Vec<AppCode>,
}

#[derive(Clone, Debug)]
pub struct RuleSetting {
    pub rule: &'static str,
    pub level: Severity,
    pub origin: Origin,
}

/// Where a setting is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    Default,
    CommandLine,
    /// A configuration, as shown to the user.
    File(String),
    /// The same, and the patterns of its `[[override]]`.
    Override(String, Vec<String>),
}

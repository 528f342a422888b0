//! `parselint emit`: a module of named constants for the codes in use and for those of `[app-codes]`.          [I/O]
//!
//! `constants` chooses the codes and their names, with `names` for the predefined ones; `javascript` and `rust` write them,
//! with `comment` for what is said of each; `header` tells by which command a module was written; `check` says what a written one lacks. Which codes are in use, the pipeline's inventory has found; where the text
//! goes is for `main`.

mod constants;
mod names;
mod javascript;
mod rust;
mod comment;
mod header;
mod check;

use crate::model::outcome::Outcome;
use crate::model::settings::{AppCode, Options};

pub use check::{Account, compare};
pub use header::command;

/// What is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    pub language: Language,
    /// Every predefined code, and not only those in use.
    pub all: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    TypeScript,
    JavaScript(Modules),
    Rust(Integer),
}

/// How a module of JavaScript gives its names to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modules {
    Es,
    CommonJs,
}

/// The type of Rust's constants. Codes may be negative, so none without a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integer {
    I32,
    I64,
    I128,
    Isize,
}

impl Integer {
    pub fn name(self) -> &'static str {
        match self {
            Integer::I32 => "i32",
            Integer::I64 => "i64",
            Integer::I128 => "i128",
            Integer::Isize => "isize",
        }
    }
}

/// What there is to name.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// An inventory.
    pub outcome: &'a Outcome,
    pub registry: &'a [AppCode],
    /// Names that files want of emitted modules: the module's path as shown to the user, and the name.
    pub wanted: &'a [(String, String)],
    /// A file whose own constants are no uses, emitted or not; as shown to the user.
    pub except: Option<&'a str>,
}

/// A module, and what is to be said of it.
#[derive(Clone, Debug)]
pub struct Emitted {
    /// With LF at the end of each line.
    pub text: String,
    /// Codes that have no constant, and why; a sentence each.
    pub notes: Vec<String>,
}

/// One constant of the module.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Constant {
    name: String,
    code: i64,
    /// Plain text; may hold anything.
    about: String,
}

/// The module. Equal arguments give equal bytes.
pub fn module(request: Request, found: Found<'_>, options: &Options) -> Emitted {
    let chosen = constants::choose(request.all, found);
    let head = header::line(request, options);
    let text = match request.language {
        Language::TypeScript => javascript::typed(&head, &chosen.constants),
        Language::JavaScript(Modules::Es) => javascript::module(&head, &chosen.constants),
        Language::JavaScript(Modules::CommonJs) => javascript::common(&head, &chosen.constants),
        Language::Rust(integer) => rust::module(&head, &chosen.constants, integer),
    };
    Emitted {
        text,
        notes: chosen.notes,
    }
}

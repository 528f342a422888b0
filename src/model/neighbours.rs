//! What the files of a project tell each other: what one asks about a name that it imports, what the other answers, and
//! which constants of the other reach an error.
//!
//! Names lead from a file to another one as `["./codes", "GONE"]` or `["crate", "codes", "GONE"]`: the module first, as
//! the file writes it, then the names below it. Which file that is, the pipeline finds out.

use std::fmt;
use std::sync::Arc;

use super::path;
use super::resolved::{Evidence, Role};

/// The files around a file, for questions about what it imports.
pub trait Neighbours {
    /// What stands behind names that begin with a module; `None` where they lead to no file of the project, or too far.
    fn offer(&self, names: &[String]) -> Option<Arc<Offer>>;
}

impl fmt::Debug for dyn Neighbours + '_ {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Neighbours")
    }
}

/// A file that nobody stands beside.
#[derive(Debug)]
pub struct Alone;

impl Neighbours for Alone {
    fn offer(&self, _: &[String]) -> Option<Arc<Offer>> {
        None
    }
}

/// What a file has under a name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Offer {
    /// The number that it is.
    pub value: Option<i64>,
    /// .. as a member of an enum of HTTP statuses.
    pub http_status: bool,
    /// A class of Parse errors.
    pub class: Option<Evidence>,
    /// Which of its arguments (0-based) become codes of Parse errors.
    pub takes: Vec<(usize, Evidence)>,
    /// Which of its arguments (0-based) are compared with codes of Parse errors.
    pub meets: Vec<(usize, Evidence)>,
    /// Calling it gives the code of a Parse error.
    pub gives: Option<Evidence>,
    /// A type that the file declares: what its fields look like.
    pub ty: Option<OwnType>,
    /// Calling it leads to Parse: how, a clause.
    pub parse: Option<String>,
    /// .. to a service of somebody else, and not to Parse: whose.
    pub elsewhere: Option<String>,
}

/// What the fields of a project's own type look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OwnType {
    /// Anything: no error, or one with more to it than a code and a text.
    Other,
    /// A code and a message.
    Failure,
    /// `code` and `error`, as the REST interface has them; or a failure that stands in a file which speaks to it.
    Body,
}

impl Offer {
    /// Whether there is something of that name.
    pub fn is_something(&self) -> bool {
        self.value.is_some()
            || self.class.is_some()
            || !self.takes.is_empty()
            || !self.meets.is_empty()
            || self.gives.is_some()
            || self.ty.is_some()
    }
}

/// A constant of another file that reaches a Parse error in this one.
#[derive(Clone, Debug, PartialEq)]
pub struct Demand {
    /// The names that lead to it.
    pub names: Vec<String>,
    pub evidence: Evidence,
    /// Why, strongest first.
    pub reasons: Vec<String>,
}

/// The same, as the file learns of it that declares the constant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seed {
    /// The names that lead to it from the top of the file.
    pub items: Vec<String>,
    pub evidence: Evidence,
    pub reasons: Vec<String>,
    /// Of the file that uses it.
    pub role: Role,
}

/// Where a file stands: paths are absolute or relative to one folder, separated by `/`.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    pub path: &'a str,
    pub package: Option<PackageAt<'a>>,
}

/// The package of a file.
#[derive(Clone, Copy, Debug)]
pub struct PackageAt<'a> {
    pub name: &'a str,
    /// The folder of its manifest; empty for the folder that paths are relative to.
    pub folder: &'a str,
    /// The packages that it depends on by their folders: the name in sources, and the folder.
    pub beside: &'a [(String, String)],
}

impl<'a> PackageAt<'a> {
    /// A path below the package's folder.
    pub fn join(&self, inside: &str) -> String {
        path::join(self.folder, inside)
    }

    /// The folder of the package beside this one that a module is of, and what the module's name has behind a separator.
    pub fn beside<'m>(&self, module: &'m str, separator: char) -> Option<(&'a str, &'m str)> {
        self.beside.iter().find_map(|(name, folder)| {
            let rest = module.strip_prefix(name.as_str())?;
            let inside = match rest {
                "" => "",
                rest => rest.strip_prefix(separator)?,
            };
            Some((folder.as_str(), inside))
        })
    }
}

/// A file that may hold what some names lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModuleFile {
    pub path: String,
    /// How many of the names lead to the file; the others are looked up in it.
    pub used: usize,
}

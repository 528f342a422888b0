//! What a run would do with each file.

/// A file, or a folder that is not entered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// As shown to the user; a folder ends with `/`.
    pub path: String,
    pub fate: Fate,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    Linted,
    /// Why: a clause.
    Skipped(String),
    /// It should be linted and cannot be: why.
    NotLinted(String),
}

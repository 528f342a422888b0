//! The languages: each a folder with a tolerant token walker and an exact tree front end, both giving `Facts`.
//!
//! Parsing never fails: it returns facts and failures. What a fact means is for `resolve`, the next room.

pub mod javascript;
pub mod rust;
mod names;
pub(crate) mod words;
#[cfg(test)]
mod notation;
#[cfg(test)]
mod speed;

use std::borrow::Cow;
use std::path::Path;

use crate::model::facts::{ConstantsAt, Facts};
use crate::model::manifest::ManifestKind;
use crate::model::neighbours::{ModuleFile, Standing};
use crate::model::pieces::Piece;
use crate::model::resolved::{ResolvedUse, SpellContext, Spelling};
use crate::model::source::SourceFile;

/// One language family.
pub trait Language: Sync {
    fn id(&self) -> &'static str;

    /// File name extensions without the dot, lower case.
    fn extensions(&self) -> &'static [&'static str];

    /// The manifest that speaks for its sources where a folder has several.
    fn manifest(&self) -> ManifestKind;

    /// Nesting (`Scan::depth`) above which a source is read as tokens only.
    fn depth_limit(&self) -> usize;

    /// Where its SDKs keep the constants.
    fn constants_at(&self) -> ConstantsAt;

    /// Whether the tokens, comments aside, name Parse: its object, its modules, a header of its REST interface. Without
    /// that, and without constants that bear Parse names, nothing of a file by itself is Parse's.
    fn names_parse(&self, text: &str) -> bool;

    /// Reads the tokens only: fast, tolerant of any input.
    fn scan(&self, text: &str) -> Scan;

    /// What of a text others see that import from it, as long as the text, each thing at its place: everything, or all but
    /// tests of which nothing can be seen.
    fn lent<'t>(&self, text: &'t str) -> Cow<'t, str> {
        Cow::Borrowed(text)
    }

    /// The facts of a whole source, from a tree.
    fn facts(&self, file: &SourceFile) -> Facts;

    /// The facts that tokens alone can give: for sources that are too large, too deep or too broken for a tree.
    fn token_facts(&self, file: &SourceFile) -> Facts;

    /// The text in pieces, for places that are no facts.
    fn pieces(&self, text: &str) -> Vec<Piece>;

    /// The integer that a number spells, without its sign; `None` for any other number.
    fn integer(&self, literal: &str) -> Option<i64>;

    /// Where the module may be found that names of a file begin with, the likeliest first.
    fn module_files(&self, from: &Standing<'_>, names: &[String]) -> Vec<ModuleFile>;

    /// How a file of this language writes a code as a constant at the place of a use.
    fn spell(&self, resolved: &ResolvedUse<'_>, code: i64, around: &SpellContext<'_>) -> Spelling;
}

/// What a pass over the tokens says of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Scan {
    /// There is a place at which a literal may be a code, a wrong name may stand for one, or a suppression comment.
    pub candidate: bool,
    /// There is a place at which a code may be referred to by name (for the inventory).
    pub reference: bool,
    /// How deep brackets and operators nest at the deepest place.
    pub depth: usize,
}

pub static LANGUAGES: &[&dyn Language] = &[&javascript::JavaScript, &rust::Rust];

/// The language of a file, by its extension.
pub fn of(path: &Path) -> Option<&'static dyn Language> {
    let extension = path.extension()?;
    let is_its = |known: &&str| extension.eq_ignore_ascii_case(known);
    let mut languages = LANGUAGES.iter().copied();
    languages.find(|language| language.extensions().iter().any(is_its))
}

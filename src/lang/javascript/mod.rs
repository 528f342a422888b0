//! JavaScript, JSX, TypeScript and TSX; Flow as far as the TSX grammar carries.

mod number;
pub mod tokens;
pub mod tree;
mod files;
mod spell;
mod own;
mod importing;

use super::{Language, Scan};
use crate::model::facts::{ConstantsAt, Facts, Relation};
use crate::model::manifest::ManifestKind;
use crate::model::neighbours::{ModuleFile, Standing};
use crate::model::pieces::Piece;
use crate::model::resolved::{ResolvedUse, SpellContext, Spelling};
use crate::model::source::SourceFile;

pub struct JavaScript;

impl Language for JavaScript {
    fn id(&self) -> &'static str {
        "javascript"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx"]
    }

    fn manifest(&self) -> ManifestKind {
        ManifestKind::Npm
    }

    /// The walk over the tree does not recurse: the limit keeps the parser's own time in bounds.
    fn depth_limit(&self) -> usize {
        2_000
    }

    fn constants_at(&self) -> ConstantsAt {
        ConstantsAt::ErrorClass
    }

    fn names_parse(&self, text: &str) -> bool {
        tokens::names_parse(text)
    }

    fn scan(&self, text: &str) -> Scan {
        tokens::scan(text)
    }

    fn facts(&self, file: &SourceFile) -> Facts {
        tree::facts(file)
    }

    fn token_facts(&self, file: &SourceFile) -> Facts {
        tokens::facts(file)
    }

    fn pieces(&self, text: &str) -> Vec<Piece> {
        tokens::pieces(text)
    }

    fn integer(&self, literal: &str) -> Option<i64> {
        number::integer(literal)
    }

    fn module_files(&self, from: &Standing<'_>, names: &[String]) -> Vec<ModuleFile> {
        files::module_files(from, names)
    }

    fn spell(&self, resolved: &ResolvedUse<'_>, code: i64, around: &SpellContext<'_>) -> Spelling {
        spell::spell(resolved, code, around)
    }
}

/// The relation that an operator of comparison asks for.
fn relation(operator: &str) -> Relation {
    match operator {
        "==" | "!=" => Relation::Loose,
        "<" | "<=" | ">" | ">=" => Relation::Order,
        _ => Relation::Plain,
    }
}

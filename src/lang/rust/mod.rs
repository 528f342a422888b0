//! Rust, editions 2015 to 2024.

mod number;
pub mod tokens;
pub mod tree;
mod modules;
mod spell;
mod importing;

use std::borrow::Cow;

use super::{Language, Scan};
use crate::model::facts::{ConstantsAt, Facts};
use crate::model::manifest::ManifestKind;
use crate::model::neighbours::{ModuleFile, Standing};
use crate::model::pieces::Piece;
use crate::model::resolved::{ResolvedUse, SpellContext, Spelling};
use crate::model::source::SourceFile;

pub struct Rust;

impl Language for Rust {
    fn id(&self) -> &'static str {
        "rust"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["rs"]
    }

    fn manifest(&self) -> ManifestKind {
        ManifestKind::Cargo
    }

    fn depth_limit(&self) -> usize {
        tree::DEPTH_LIMIT
    }

    fn constants_at(&self) -> ConstantsAt {
        ConstantsAt::CodeEnum
    }

    fn names_parse(&self, text: &str) -> bool {
        tokens::names_parse(text)
    }

    fn scan(&self, text: &str) -> Scan {
        tokens::scan(text)
    }

    fn lent<'t>(&self, text: &'t str) -> Cow<'t, str> {
        tokens::lent(text)
    }

    fn facts(&self, file: &SourceFile) -> Facts {
        with_shape(tree::facts(file))
    }

    fn token_facts(&self, file: &SourceFile) -> Facts {
        with_shape(tokens::facts(file))
    }

    fn pieces(&self, text: &str) -> Vec<Piece> {
        tokens::pieces(text)
    }

    fn integer(&self, literal: &str) -> Option<i64> {
        number::integer(literal)
    }

    fn module_files(&self, from: &Standing<'_>, names: &[String]) -> Vec<ModuleFile> {
        modules::module_files(from, names)
    }

    fn spell(&self, resolved: &ResolvedUse<'_>, code: i64, around: &SpellContext<'_>) -> Spelling {
        spell::spell(resolved, code, around)
    }
}

fn with_shape(facts: Facts) -> Facts {
    Facts {
        constants_at: ConstantsAt::CodeEnum,
        ..facts
    }
}

//! JavaScript, JSX, TypeScript and TSX; Flow as far as the TSX grammar carries.

pub mod tokens;
pub mod tree;

use super::{Language, Scan};
use crate::model::facts::Facts;
use crate::model::source::SourceFile;

pub struct JavaScript;

impl Language for JavaScript {
    fn id(&self) -> &'static str {
        "javascript"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx"]
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
}

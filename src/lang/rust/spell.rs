//! How a Rust file writes a code as a constant.

use crate::model::resolved::{Package, ResolvedUse, Spelling};

pub(super) fn spell(
    _resolved: &ResolvedUse<'_>,
    _code: i64,
    _package: Option<&Package>,
) -> Spelling {
    Spelling::None
}

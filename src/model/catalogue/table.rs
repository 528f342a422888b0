//! Generated from `rules/` by `UPDATE=1 cargo test catalogue`. Do not edit.

use super::*;

pub(super) static ENTRIES: &[CodeEntry] = &[];
pub(super) static NAMES: &[(&str, &[i64])] = &[];
pub(super) static JAVASCRIPT: &[(&str, i64)] = &[];
pub(super) static UNKNOWN_NAMES: &[UnknownName] = &[];
pub(super) static HTTP: &[HttpStatus] = &[];
pub(super) static AMBIGUITIES: &[Ambiguity] = &[];
pub(super) static SDKS: &[Sdk] = &[];
pub(super) static RANGES: &[CodeRange] = &[];
pub(super) static TRAPS: &[Trap] = &[];

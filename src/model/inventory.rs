//! Every use of a code in a tree, found or not worth a finding: what `parselint inventory` shows.

use super::facts::Site;
use super::resolved::{Intent, Role};
use super::source::Position;

/// A literal that is a code, or a name that stands for one.
#[derive(Clone, Debug)]
pub struct InventoryUse {
    pub path: String,
    pub start: Position,
    pub end: Position,
    pub code: i64,
    /// As written; `None` for a code by name.
    pub literal: Option<String>,
    pub site: Site,
    pub intent: Intent,
    /// The constant's name, as the file spells it: of a reference, or of the constant that the literal defines.
    pub constant: Option<String>,
    pub role: Role,
    /// The component that the file is of: its package, else its folder.
    pub component: String,
    /// The name that the configuration gives to the number.
    pub on_record: Option<String>,
}

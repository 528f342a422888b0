//! What a file is in the inventory: its literals, and its codes by name.

use super::Around;
use crate::model::inventory::InventoryUse;
use crate::model::resolved::{ResolvedUse, Target};

impl Around<'_> {
    /// Literals, and codes by name.
    pub(super) fn inventory(
        &self,
        uses: &[ResolvedUse<'_>],
    ) -> (Vec<InventoryUse>, Vec<InventoryUse>) {
        let (mut literals, mut references) = (Vec::new(), Vec::new());
        for resolved in uses {
            let Some(code) = resolved.code() else {
                continue;
            };
            let span = resolved.code_use.span;
            let by_name = matches!(resolved.target, Target::Constant(_));
            let written = resolved.literal().to_owned();
            let own = resolved.name.as_ref().map(|name| name.name.clone());
            let row = InventoryUse {
                path: resolved.file.path.clone(),
                start: resolved.file.position(span.start),
                end: resolved.file.position(span.end),
                code,
                literal: (!by_name).then(|| written.clone()),
                site: resolved.site(),
                intent: resolved.intent,
                constant: if by_name { Some(written) } else { own },
                role: resolved.role,
                component: self.component(&resolved.file.path),
                on_record: self.on_record(code).map(|known| known.name),
            };
            if by_name {
                references.push(row)
            } else {
                literals.push(row)
            }
        }
        (literals, references)
    }
}

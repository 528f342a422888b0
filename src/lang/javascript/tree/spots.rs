//! Places that do not take any expression: keys of objects, declarations without a value, what stands before `as const`.
//! Members of enums are for `objects`.

use super::Walker;
use super::leaves::unwrapped;
use super::node::Node;
use super::vocabulary::Kind;
use crate::model::facts::{FixedBy, Site, Spot, Takes};
use crate::model::source::Span;

impl<'t> Walker<'t> {
    pub(super) fn note_spot(&mut self, span: Span, takes: Takes) {
        self.facts.spots.push(Spot { span, takes });
    }

    /// `101 as const`
    pub(super) fn cast(&mut self, node: Node<'t>) {
        if !node.tokens().any(|word| self.text(word) == "const") {
            return;
        }
        let value = node.inner().and_then(unwrapped);
        let literal =
            value.filter(|value| matches!(value.kind(), Kind::Number | Kind::Unary | Kind::String));
        if let Some(literal) = literal {
            self.note_spot(literal.span(), Takes::Literal(FixedBy::AsConst));
        }
    }

    /// `declare const NAME = 101`
    pub(super) fn ambient(&mut self, node: Node<'t>) {
        self.declared.push(node.span());
    }

    /// What is only known when all uses are: those in declarations, and keys.
    pub(super) fn settle_spots(&mut self) {
        let path = self.file.path.to_ascii_lowercase();
        let only_types = [".d.ts", ".d.mts", ".d.cts"]
            .iter()
            .any(|end| path.ends_with(end));
        let mut spots = std::mem::take(&mut self.facts.spots);
        for code_use in &self.facts.uses {
            let span = code_use.span;
            let declared = self.declared.iter().any(|outer| outer.contains(span));
            let takes = match code_use.site {
                _ if only_types || declared => Takes::Literal(FixedBy::Ambient),
                Site::Lookup if self.is_key(span) => Takes::Key,
                _ => continue,
            };
            spots.push(Spot { span, takes });
        }
        spots.sort_by_key(|spot| spot.span);
        spots.dedup_by_key(|spot| spot.span);
        self.facts.spots = spots;
    }

    fn is_key(&self, span: Span) -> bool {
        let after = self.file.text.get(span.end as usize..);
        after.is_some_and(|after| after.trim_start().starts_with(':'))
    }
}

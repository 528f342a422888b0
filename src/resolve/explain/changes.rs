//! What would make the verdict another one, where it is weak or was ended by what the file does not show.

use super::{other, value};
use crate::model::catalogue;
use crate::model::facts::{CodeUse, ConstantsAt, Expr, Operand, Subject};
use crate::model::resolved::{Evidence, ResolvedUse};
use crate::resolve::Resolver;

impl Resolver<'_> {
    /// Nothing where it is sure enough to be shown, or is somebody else's.
    pub(super) fn changes(
        &self,
        code_use: &CodeUse,
        found: Option<&ResolvedUse<'_>>,
    ) -> Vec<String> {
        let weak = match found {
            Some(found) if found.evidence > Evidence::Weak => return Vec::new(),
            Some(_) => true,
            None => false,
        };
        let could = weak || self.trace.grade().is_none() && self.has_shape(code_use);
        let named = match &code_use.subject {
            Subject::Named { name, .. } => {
                found.is_none() && !catalogue::codes_named(name).is_empty()
            }
            _ => false,
        };
        if !could && !named || self.trace.look_alike().is_some() {
            return Vec::new();
        }
        let mut changes = Vec::new();
        if could && self.trace.grade() < Some(Evidence::Likely) {
            changes.extend(self.traces());
        }
        match &code_use.subject {
            Subject::Against { .. } | Subject::Assigned { .. } if could => {
                changes.push(self.known_error());
            }
            Subject::Named { .. } if named => {
                changes.push("a use of the constant as the code of a Parse error".into());
            }
            _ => {}
        }
        changes
    }

    /// Whether a use looks like one of a code, whatever the file is about.
    fn has_shape(&self, code_use: &CodeUse) -> bool {
        let number = match &code_use.operand {
            Operand::Path(_) => true,
            _ => value(code_use).is_some(),
        };
        let of_code = |expr: &Expr| expr.last_name() == Some("code");
        number
            && match &code_use.subject {
                Subject::Against { .. } => other(code_use).is_some_and(|other| {
                    of_code(other) && !self.meaning(other, code_use.scope).is_foreign()
                }),
                Subject::Assigned { target } => of_code(target),
                Subject::Argument {
                    callee, index: 0, ..
                } => callee
                    .last_name()
                    .is_some_and(|name| catalogue::parse_error_classes().contains(&name)),
                Subject::Field(_) => true,
                _ => false,
            }
    }

    /// What would tell that the file is about Parse.
    fn traces(&self) -> [String; 2] {
        let import = match self.facts.constants_at {
            ConstantsAt::ErrorClass => {
                "an import of the SDK in this file (`import Parse from 'parse'`)"
            }
            ConstantsAt::CodeEnum => "a path to `parse_rs` or `parse_rust_core` in this file",
        };
        let header = "a header such as `X-Parse-Application-Id` in this file or its package";
        [import.into(), header.into()]
    }

    fn known_error(&self) -> String {
        match self.facts.constants_at {
            ConstantsAt::ErrorClass => {
                "a value that is known to be a Parse error: caught from calls of Parse, or typed `Parse.Error`"
            }
            ConstantsAt::CodeEnum => {
                "a value that is known to be a Parse error, by a type of `parse_rs` or `parse_rust_core`"
            }
        }
        .into()
    }
}

//! What functions give: the values at the ends of their bodies and behind `return`.

use syn::{Expr as Tree, GenericArgument, PathArguments, ReturnType, Type};

use super::Walker;
use super::expr::{hands_on, wrapped};
use super::paths::name;
use crate::model::facts::{BindingId, Expr, Fate, Operand, Returned, Site, Subject};

/// How many values of one function are kept.
const MAX_VALUES: usize = 16;

impl Walker<'_> {
    /// Walks the body of a function.
    pub(super) fn in_function(
        &mut self,
        function: Option<BindingId>,
        output: &ReturnType,
        work: impl FnOnce(&mut Self),
    ) {
        let function = function.map(|id| (id, gives_integer(output)));
        let outer = std::mem::replace(&mut self.function, function);
        work(self);
        self.function = outer;
    }

    /// Notes a value that the function at hand gives, unless its parts are values themselves.
    pub(super) fn note_returned(&mut self, tree: &Tree, fate: &Fate) {
        let Some((function, integer)) = self.function.filter(|_| *fate == Fate::Returned) else {
            return;
        };
        let whole = match tree {
            Tree::If(_) | Tree::Match(_) | Tree::Block(_) | Tree::Unsafe(_) => false,
            Tree::Paren(_) | Tree::Group(_) | Tree::Return(_) | Tree::Reference(_) => false,
            Tree::Tuple(_) | Tree::Array(_) | Tree::Closure(_) | Tree::Struct(_) => false,
            Tree::Call(call) => wrapped(call).is_none(),
            Tree::MethodCall(call) => !hands_on(&name(&call.method)) || call.method == "unwrap_or",
            _ => true,
        };
        if !whole {
            return;
        }
        if integer {
            self.note_number(function, tree);
        }
        let value = self.expr(tree);
        let known = self.facts.returns.iter().rev();
        let known = known.take_while(|other| other.function == function);
        if known.count() < MAX_VALUES
            && matches!(value, Expr::Name(_) | Expr::Member(..) | Expr::Call { .. })
        {
            let scope = self.scope;
            self.facts.returns.push(Returned {
                function,
                value,
                scope,
            });
        }
    }

    /// A number that a function gives.
    fn note_number(&mut self, function: BindingId, tree: &Tree) {
        for (span, operand) in self.leaves(tree) {
            if matches!(operand, Operand::Number(_)) {
                let target = Expr::Call {
                    callee: Box::new(Expr::Slot(function)),
                    constructs: false,
                    first: None,
                };
                self.emit_leaf(span, operand, Site::Constant, Subject::Assigned { target });
            }
        }
    }
}

/// Whether a function says that it gives an integer, perhaps.
fn gives_integer(output: &ReturnType) -> bool {
    match output {
        ReturnType::Type(_, ty) => is_integer(ty),
        ReturnType::Default => false,
    }
}

fn is_integer(ty: &Type) -> bool {
    let Type::Path(path) = ty else {
        return false;
    };
    let Some(last) = path.path.segments.last() else {
        return false;
    };
    let wraps = last.ident == "Option" || last.ident == "Result";
    match &last.arguments {
        PathArguments::AngleBracketed(list) if wraps => match list.args.first() {
            Some(GenericArgument::Type(ty)) => is_integer(ty),
            _ => false,
        },
        _ => ["i16", "i32", "i64", "u16", "u32", "u64"]
            .iter()
            .any(|known| last.ident == known),
    }
}

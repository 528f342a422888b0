//! What functions of the file give: the code of a Parse error, through its value or an arm of it.

use super::Resolver;
use super::meaning::{Look, Meaning};
use crate::model::facts::{BindingId, Bound, CodeUse, Expr, ScopeId, Subject};
use crate::model::hashed::HashMap;

/// How many names are followed to the type of a receiver.
const HOPS: u8 = 6;

impl Resolver<'_> {
    /// The function of the file that a callee is: by its name, by its type's (`Self::fail`, `self.fail`), or a method that
    /// only one type of the file has.
    pub(super) fn function(&self, callee: &Expr, scope: ScopeId) -> Option<BindingId> {
        self.function_within(callee, scope, HOPS)
    }

    pub(super) fn function_within(
        &self,
        callee: &Expr,
        scope: ScopeId,
        hops: u8,
    ) -> Option<BindingId> {
        let hops = hops.checked_sub(1)?;
        let is_function = |id: BindingId| {
            let binding = self.names.get(id)?;
            matches!(binding.value, Bound::Function).then_some(id)
        };
        match callee {
            Expr::Slot(id) => is_function(*id),
            Expr::Name(name) => is_function(self.names.find(name, scope)?.0),
            Expr::Member(base, method) => {
                let whole = callee.dotted();
                let known = whole.and_then(|path| self.names.find(&path, scope));
                match known {
                    Some((id, _)) => is_function(id),
                    None => self.method(base, method, scope, hops),
                }
            }
            _ => None,
        }
    }

    fn method(&self, base: &Expr, method: &str, scope: ScopeId, hops: u8) -> Option<BindingId> {
        let methods = self.methods.get(method)?;
        let of = |owner: &str| {
            let named = |id: &&BindingId| {
                let binding = self.names.get(**id);
                binding.is_some_and(|binding| {
                    binding.name.strip_suffix(method) == Some(&format!("{owner}."))
                })
            };
            methods.iter().find(named).copied()
        };
        match self.type_of(base, scope, hops) {
            Some((ty, at)) => match ty.last_name().and_then(of) {
                Some(id) => Some(id),
                // A trait of the file gives it to others' types.
                None if self.own_type(&ty, at, hops).is_none() => only(methods),
                None => None,
            },
            None => only(methods),
        }
    }
}

impl<'a> Resolver<'a> {
    /// What the file's calls give to a parameter of one of its functions.
    pub(super) fn given_to(&self, parameter: (BindingId, usize)) -> &[&'a CodeUse] {
        let fed = self.fed.get_or_init(|| {
            let mut fed = HashMap::<_, Vec<_>>::default();
            for code_use in &self.facts.uses {
                if let Subject::Argument { callee, index, .. } = &code_use.subject
                    && let Some(id) = self.function(callee, code_use.scope)
                {
                    fed.entry((id, *index)).or_default().push(code_use);
                }
            }
            fed
        });
        fed.get(&parameter).map_or(&[], Vec::as_slice)
    }
}

fn only(methods: &[BindingId]) -> Option<BindingId> {
    match methods {
        [only] => Some(*only),
        _ => None,
    }
}

impl Look<'_, '_> {
    /// What a function of the file gives, where that is a code.
    pub(super) fn given(&self, callee: &Expr, scope: ScopeId, fuel: u8) -> Option<Meaning> {
        let Some(id) = self.resolver.function(callee, scope) else {
            return self.given_abroad(callee, scope);
        };
        let returns = self.resolver.returns.get(&id)?;
        let fuel = fuel.checked_sub(2)? / 2;
        let codes = returns.iter().filter_map(|returned| {
            match self.meaning(&returned.value, returned.scope, fuel) {
                code @ Meaning::Code { .. } => Some(code),
                _ => None,
            }
        });
        codes.max_by_key(Meaning::parse)
    }

    /// What a function of another file gives, where that is a code.
    fn given_abroad(&self, callee: &Expr, scope: ScopeId) -> Option<Meaning> {
        if !self.resolver.asks_abroad() {
            return None;
        }
        let route = self.resolver.route_of_callee(callee, scope)?;
        let offer = self.resolver.around.neighbours.offer(&route)?;
        let shown = callee.last_name().unwrap_or("it");
        Some(Meaning::Code {
            evidence: offer.gives?,
            why: format!("`{shown}` of another file gives the code of a Parse error"),
        })
    }
}

//! How a file can write the SDK's error class at a place.

use super::Resolver;
use super::meaning::{Meaning, is_namespace_name};
use crate::model::facts::{CodeUse, Expr, ScopeId, Subject};
use crate::model::resolved::{ErrorClass, Evidence};

impl Resolver<'_> {
    /// The class as the use itself writes it, else the nearest name for it, else the global's.
    pub(super) fn error_class(&self, code_use: &CodeUse) -> ErrorClass {
        self.own_class(code_use)
            .or_else(|| self.nearest_class(code_use.scope))
            .unwrap_or_else(|| {
                let global = self.facts.globals.iter().any(|name| name == "Parse");
                let shadowed = self.names.find("Parse", code_use.scope).is_some();
                ErrorClass {
                    path: "Parse.Error".into(),
                    in_scope: global && !shadowed && self.trace.speaks_parse("Parse"),
                }
            })
    }

    fn own_class(&self, code_use: &CodeUse) -> Option<ErrorClass> {
        let class = match &code_use.subject {
            Subject::Argument { callee, .. } => callee,
            _ => return None,
        };
        match self.meaning(class, code_use.scope) {
            Meaning::ErrorClass { sdk: true, .. } => Some(ErrorClass {
                path: class.dotted()?,
                in_scope: true,
            }),
            _ => None,
        }
    }

    fn nearest_class(&self, scope: ScopeId) -> Option<ErrorClass> {
        if let Some(known) = self.classes.borrow().get(&scope) {
            return known.clone();
        }
        let found = self.visible_class(scope);
        self.classes.borrow_mut().insert(scope, found.clone());
        found
    }

    fn visible_class(&self, scope: ScopeId) -> Option<ErrorClass> {
        let mut namespace = None;
        for (id, binding) in self.names.visible(scope) {
            match self.meaning_of_binding(id) {
                Meaning::ErrorClass {
                    sdk: true,
                    evidence,
                } if evidence > Evidence::Weak => {
                    let wrapped = self.facts.wrapped.contains(&binding.name);
                    let path = match wrapped || self.is_interop(&binding.name) {
                        true => format!("{}.default", binding.name),
                        false => binding.name.clone(),
                    };
                    return Some(ErrorClass {
                        path,
                        in_scope: true,
                    });
                }
                Meaning::Namespace { .. } if namespace.is_none() => {
                    let wrapped = self.facts.wrapped.contains(&binding.name);
                    let interop = wrapped
                        || !is_namespace_name(&binding.name) && self.is_interop(&binding.name);
                    let path = if interop {
                        format!("{}.default.Error", binding.name)
                    } else {
                        format!("{}.Error", binding.name)
                    };
                    namespace = Some(ErrorClass {
                        path,
                        in_scope: true,
                    });
                }
                _ => {}
            }
        }
        namespace
    }

    /// Whether the file reaches the SDK through `.default` of this name, as compiled modules do.
    fn is_interop(&self, name: &str) -> bool {
        let goes_through = |path: &Expr| {
            let mut path = path;
            while let Expr::Member(base, member) = path {
                if member == "default" && matches!(base.as_ref(), Expr::Name(root) if root == name)
                {
                    return true;
                }
                path = base;
            }
            false
        };
        self.facts
            .calls
            .iter()
            .any(|call| goes_through(&call.callee))
    }
}

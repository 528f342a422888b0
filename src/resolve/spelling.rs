//! How a file can write the SDK's error class at a place, and how far that can be relied on.

use super::Resolver;
use super::meaning::{Meaning, is_class_name, is_namespace_name};
use crate::model::catalogue;
use crate::model::facts::{Binding, BindingId, Bound, CodeUse, Expr, ImportForm, ScopeId, Subject};
use crate::model::resolved::{ClassKnown, ErrorClass, Evidence};

/// A name that leads to the error class, and what it is bound by.
#[derive(Clone)]
pub(super) struct Nearest {
    path: String,
    known: ClassKnown,
    binding: BindingId,
}

impl Resolver<'_> {
    /// The class as the use itself writes it, else the nearest name for it, else the global's.
    pub(super) fn error_class(&self, code_use: &CodeUse) -> ErrorClass {
        self.own_class(code_use)
            .or_else(|| self.named_class(code_use))
            .unwrap_or_else(|| ErrorClass {
                path: "Parse.Error".into(),
                known: self.global_class(code_use.scope),
            })
    }

    fn own_class(&self, code_use: &CodeUse) -> Option<ErrorClass> {
        let class = match &code_use.subject {
            Subject::Argument { callee, .. } => callee,
            _ => return None,
        };
        match self.meaning(class, code_use.scope) {
            // It is constructed right here, so it is a value that is bound by now.
            Meaning::ErrorClass {
                sdk: true,
                evidence,
            } => Some(ErrorClass {
                path: class.dotted()?,
                known: by(evidence),
            }),
            _ => None,
        }
    }

    fn named_class(&self, code_use: &CodeUse) -> Option<ErrorClass> {
        let Nearest {
            path,
            known,
            binding,
        } = self.nearest_class(code_use.scope)?;
        let binding = self.names.get(binding)?;
        let early = binding.span.start < code_use.span.start || self.is_declared_import(binding);
        let known = match known {
            ClassKnown::Certainly if !early => ClassKnown::Likely,
            known => known,
        };
        Some(ErrorClass { path, known })
    }

    /// Of `Parse.Error`, where no name of the file leads to the class.
    fn global_class(&self, scope: ScopeId) -> ClassKnown {
        if self.names.find("Parse", scope).is_some() {
            return ClassKnown::Shadowed;
        }
        let global = self.facts.globals.iter().any(|name| name == "Parse");
        match global && self.trace.speaks_parse("Parse") {
            true => ClassKnown::Certainly,
            false => ClassKnown::Missing,
        }
    }

    fn nearest_class(&self, scope: ScopeId) -> Option<Nearest> {
        if let Some(known) = self.classes.borrow().get(&scope) {
            return known.clone();
        }
        let found = self.visible_class(scope);
        self.classes.borrow_mut().insert(scope, found.clone());
        found
    }

    /// A name for the class itself, else one for the SDK as a whole; names of values before names of types.
    fn visible_class(&self, scope: ScopeId) -> Option<Nearest> {
        let visible = self.names.visible(scope).into_iter();
        let found = visible.filter_map(|(id, binding)| {
            let (direct, nearest) = self.leads_to_class(id, binding)?;
            let as_type = nearest.known == ClassKnown::AsType;
            Some(((as_type, !direct), nearest))
        });
        // Of equals the first, which is the innermost.
        found
            .min_by_key(|(rank, _)| *rank)
            .map(|(_, nearest)| nearest)
    }

    /// Whether a binding is the class itself or the SDK, and how it is written.
    fn leads_to_class(&self, id: BindingId, binding: &Binding) -> Option<(bool, Nearest)> {
        let name = &binding.name;
        let wrapped = self.facts.wrapped.contains(name);
        let (direct, path, evidence) = match self.meaning_of_binding(id) {
            Meaning::ErrorClass {
                sdk: true,
                evidence,
            } if evidence > Evidence::Weak => {
                let path = match wrapped || self.is_interop(name) {
                    true => format!("{name}.default"),
                    false => name.clone(),
                };
                (true, path, evidence)
            }
            Meaning::Namespace { evidence } => {
                let interop = wrapped || !is_namespace_name(name) && self.is_interop(name);
                let path = match interop {
                    true => format!("{name}.default.Error"),
                    false => format!("{name}.Error"),
                };
                (false, path, evidence)
            }
            _ => return None,
        };
        let evidence = match self.module_behind(binding) {
            // Another package of Parse: only a name says that it hands the SDK on.
            Some(module) if is_other_package(module) => {
                let named = is_namespace_name(name) || (direct && is_class_name(name));
                named.then_some(evidence.min(Evidence::Likely))?
            }
            _ => evidence,
        };
        let known = match self.facts.imports.types.contains(&id) {
            true => ClassKnown::AsType,
            false => by(evidence),
        };
        let nearest = Nearest {
            path,
            known,
            binding: id,
        };
        Some((direct, nearest))
    }

    /// The module that a name gets its value from, through other names and calls that wrap it.
    fn module_behind<'b>(&'b self, binding: &'b Binding) -> Option<&'b str> {
        let (mut value, mut scope) = (bound(&binding.value)?, binding.scope);
        for _ in 0..STEPS {
            value = match value {
                Expr::Module(module) => return Some(module),
                Expr::Member(base, _) => base,
                Expr::Call {
                    first: Some(first), ..
                } => first,
                Expr::Name(name) => {
                    let (_, other) = self.names.find(name, scope)?;
                    scope = other.scope;
                    bound(&other.value)?
                }
                _ => return None,
            };
        }
        None
    }

    fn is_declared_import(&self, binding: &Binding) -> bool {
        let mut imports = self.facts.imports.statements.iter();
        imports
            .any(|import| import.form == ImportForm::Declared && import.span.contains(binding.span))
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

/// How far names are followed to a module.
const STEPS: u8 = 16;

fn bound(value: &Bound) -> Option<&Expr> {
    match value {
        Bound::Value(value) => Some(value),
        _ => None,
    }
}

fn is_other_package(module: &str) -> bool {
    catalogue::is_parse_package(module) && !catalogue::is_sdk_module(module)
}

fn by(evidence: Evidence) -> ClassKnown {
    match evidence {
        Evidence::Certain => ClassKnown::Certainly,
        Evidence::Likely | Evidence::Weak => ClassKnown::Likely,
    }
}

//! What a whole file tells of Parse: imports, the global, the manifest of its package.

use super::meaning::{is_namespace_name, is_parse_module};
use super::names::Names;
use crate::model::catalogue;
use crate::model::facts::{Binding, Expr, Facts};
use crate::model::resolved::{Evidence, Package};

/// The traces of Parse in a file and around it.
#[derive(Debug, Default)]
pub(super) struct Trace {
    /// `Certain` by an import or the global `Parse` with a member of the SDK, `Likely` by a name that behaves so,
    /// `Weak` by the manifest alone.
    grade: Option<Evidence>,
    why: String,
    /// Namespace names on which the file uses members that only the SDK has.
    speaking: Vec<String>,
    /// A look-alike SDK owns the file or its package.
    look_alike: Option<String>,
}

impl Trace {
    pub(super) fn new(facts: &Facts, names: &Names<'_>, package: Option<&Package>) -> Self {
        let speaking = speaking(facts);
        let imported = facts.modules.iter().find(|module| is_parse_module(module));
        let global = facts
            .globals
            .iter()
            .find(|name| is_namespace_name(name) && speaking.contains(name));
        let bound = speaking
            .iter()
            .find(|name| names.find(name, 0).is_none_or(|(_, b)| !is_foreign(b)));
        let named = facts
            .bindings
            .iter()
            .find(|b| catalogue::parse_error_classes().contains(&b.name.as_str()));
        let (grade, why) = if let Some(module) = imported {
            (
                Some(Evidence::Certain),
                format!("the file imports `{module}`"),
            )
        } else if let Some(name) = global {
            (
                Some(Evidence::Certain),
                format!("the file uses the global `{name}`"),
            )
        } else if let Some(name) = bound {
            (Some(Evidence::Likely), format!("the file uses `{name}`"))
        } else if let (Some(binding), true) = (named, package.is_some_and(|package| package.parse))
        {
            (
                Some(Evidence::Likely),
                format!("the file uses `{}`", binding.name),
            )
        } else if package.is_some_and(|package| package.parse) {
            (Some(Evidence::Weak), "its package depends on Parse".into())
        } else {
            (None, String::new())
        };
        let look_alike = look_alike(facts, package);
        Self {
            grade,
            why,
            speaking,
            look_alike,
        }
    }

    pub(super) fn grade(&self) -> Option<Evidence> {
        self.grade
    }

    pub(super) fn why(&self) -> &str {
        &self.why
    }

    /// How sure it is that a global of the SDK's name is the SDK.
    pub(super) fn global(&self, name: &str) -> Evidence {
        if self.speaks_parse(name) {
            Evidence::Certain
        } else {
            Evidence::Likely
        }
    }

    /// Whether the file uses members of this name that only the SDK has.
    pub(super) fn speaks_parse(&self, name: &str) -> bool {
        self.speaking.iter().any(|known| known == name)
    }

    pub(super) fn look_alike(&self) -> Option<&str> {
        self.look_alike.as_deref()
    }
}

fn is_foreign(binding: &Binding) -> bool {
    use super::meaning::is_local_module;
    let mut value = match &binding.value {
        crate::model::facts::Bound::Value(value) => value,
        _ => return false,
    };
    loop {
        match value {
            Expr::Member(base, _) => value = base,
            Expr::Call { callee, .. } => value = callee,
            Expr::Module(module) => return !is_parse_module(module) && !is_local_module(module),
            _ => return false,
        }
    }
}

/// The namespace names that are the base of a member of the SDK somewhere in the file.
fn speaking(facts: &Facts) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut note = |expr: &Expr| {
        let mut path = expr;
        loop {
            match path {
                Expr::Member(base, name) => {
                    if let Some(owner) = base.last_name().filter(|owner| is_namespace_name(owner))
                        && catalogue::is_parse_member(name)
                        && !found.iter().any(|known| known == owner)
                    {
                        found.push(owner.to_owned());
                    }
                    path = base;
                }
                Expr::Call { callee, .. } => path = callee,
                _ => return,
            }
        }
    };
    for call in &facts.calls {
        note(&call.callee);
    }
    for code_use in &facts.uses {
        if let crate::model::facts::Operand::Path(path) = &code_use.operand {
            note(path);
        }
    }
    for binding in &facts.bindings {
        if let crate::model::facts::Bound::Value(value)
        | crate::model::facts::Bound::Class {
            extends: Some(value),
        } = &binding.value
        {
            note(value);
        }
        if let Some(annotation) = &binding.annotation {
            note(annotation);
        }
    }
    found
}

/// The look-alike SDK that the file imports or uses, or that its package is.
fn look_alike(facts: &Facts, package: Option<&Package>) -> Option<String> {
    let is_foreign = |module: &str| catalogue::foreign_owner_of_module(module).is_some();
    let imported = facts.modules.iter().find(|module| is_foreign(module));
    let owned = package
        .map(|package| &package.name)
        .filter(|name| is_foreign(name));
    let spoken = facts
        .globals
        .iter()
        .find(|name| catalogue::foreign_owner_of_namespace(name).is_some());
    imported.or(owned).or(spoken).cloned()
}

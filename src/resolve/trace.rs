//! What a whole file tells of Parse: imports, the global, the manifest of its package.

use super::Surroundings;
use super::meaning::{is_namespace_name, is_parse_module};
use super::names::Names;
use crate::model::catalogue;
use crate::model::facts::{Binding, ConstantsAt, Expr, Facts};
use crate::model::resolved::{Evidence, HeaderTrace, Package, Role, is_parse_header};

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
    /// Nothing but the package speaks for Parse, as it is Parse's own.
    at_home: bool,
    /// A header of another file speaks for Parse, of a module that this one does not declare, in a language whose services
    /// have types of their own.
    lent: bool,
}

impl Trace {
    pub(super) fn new(facts: &Facts, names: &Names<'_>, around: Surroundings<'_>) -> Self {
        let speaking = match facts.constants_at {
            ConstantsAt::ErrorClass => speaking(facts),
            // The SDK has no object of that name to speak by.
            ConstantsAt::CodeEnum => Vec::new(),
        };
        let look_alike = look_alike(facts, around.package);
        let is_look_alike = look_alike.is_some();
        let found = certain(facts, &speaking, around.package)
            .or_else(|| likely(facts, names, &speaking, around, is_look_alike));
        let found = found.or_else(|| weak(around).filter(|_| look_alike.is_none()));
        let (grade, why) = found.map_or((None, String::new()), |(grade, why)| (Some(grade), why));
        let header = around.package.and_then(|package| package.header.as_ref());
        let lent = header.is_some_and(|header| {
            facts.constants_at == ConstantsAt::CodeEnum
                && why == elsewhere(header)
                && !declares(facts, &header.path)
        });
        Self {
            grade,
            at_home: why == AT_HOME,
            lent,
            why,
            speaking,
            look_alike,
        }
    }

    pub(super) fn grade(&self) -> Option<Evidence> {
        self.grade
    }

    /// As `grade`, for bodies of answers that the file makes: beside Parse's they may be those of any service.
    pub(super) fn bodies(&self) -> Option<Evidence> {
        let weakest = if self.lent {
            Evidence::Weak
        } else {
            Evidence::Certain
        };
        self.grade.map(|grade| grade.min(weakest))
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

    pub(super) fn is_at_home(&self) -> bool {
        self.at_home
    }

    pub(super) fn look_alike(&self) -> Option<&str> {
        self.look_alike.as_deref()
    }
}

const AT_HOME: &str = "the file belongs to Parse itself";

type Found = Option<(Evidence, String)>;

/// An import of the SDK, or the global `Parse` with members that only the SDK has.
fn certain(facts: &Facts, speaking: &[String], package: Option<&Package>) -> Found {
    let is_ours = |module: &&String| {
        let module = package.map_or(module.as_str(), |package| package.behind(module));
        is_parse_module(module, facts.constants_at)
    };
    if let Some(module) = facts.modules.iter().find(is_ours) {
        return Some((Evidence::Certain, format!("the file imports `{module}`")));
    }
    let mut globals = facts.globals.iter();
    let global = globals.find(|name| is_namespace_name(name) && speaking.contains(name))?;
    Some((
        Evidence::Certain,
        format!("the file uses the global `{global}`"),
    ))
}

/// A name that behaves as the SDK's does, headers of the REST interface in the file or its package, Parse's own
/// sources.
fn likely(
    facts: &Facts,
    names: &Names<'_>,
    speaking: &[String],
    around: Surroundings<'_>,
    look_alike: bool,
) -> Found {
    let ours = |name: &&String| {
        names
            .find(name, 0)
            .is_none_or(|(_, binding)| !is_foreign(binding))
    };
    let depends = around.package.is_some_and(|package| package.parse);
    let is_header = |header: &&String| is_parse_header(header);
    let header_elsewhere = around.package.and_then(|package| package.header.as_ref());
    let is_class =
        |binding: &&Binding| catalogue::parse_error_classes().contains(&binding.name.as_str());
    let why = if let Some(name) = speaking.iter().find(ours) {
        format!("the file uses `{name}`")
    } else if let Some(header) = facts.headers.iter().find(is_header) {
        format!("the file speaks of the header `{header}`")
    } else if let Some(header) = header_elsewhere.filter(|_| !look_alike) {
        elsewhere(header)
    } else if around.role == Role::Server && depends {
        AT_HOME.to_owned()
    } else {
        let class = facts.bindings.iter().find(is_class).filter(|_| depends)?;
        format!("the file uses `{}`", class.name)
    };
    Some((Evidence::Likely, why))
}

fn elsewhere(trace: &HeaderTrace) -> String {
    let HeaderTrace { path, header } = trace;
    format!("`{path}` of the package speaks of the header `{header}`")
}

/// Whether the file declares the module that stands at a path: `mod request;`.
fn declares(facts: &Facts, path: &str) -> bool {
    let path = path.strip_suffix(".rs").unwrap_or(path);
    let path = path.strip_suffix("/mod").unwrap_or(path);
    let module = path.rsplit('/').next().unwrap_or(path);
    facts.bindings.iter().any(|binding| {
        matches!(&binding.value, crate::model::facts::Bound::Value(Expr::Member(base, name))
            if name == module && **base == Expr::Module("self".into()))
    })
}

fn weak(around: Surroundings<'_>) -> Found {
    let package = around.package.filter(|package| package.parse)?;
    Some((
        Evidence::Weak,
        format!("`{}` depends on Parse", package.manifest),
    ))
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
            Expr::Module(module) => {
                return !catalogue::is_parse_package(module) && !is_local_module(module);
            }
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
        match &binding.annotation {
            Some(Expr::Either(types)) => types.iter().for_each(&mut note),
            Some(annotation) => note(annotation),
            None => {}
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

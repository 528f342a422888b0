//! How a Rust file writes a code as a constant: the project's own, else the variant of the SDK's enum.
//!
//! A pattern takes a constant or nothing: an enum's variant stands there neither with a cast nor with a method call.

use super::modules::{Crate, Location, locate};
use crate::model::catalogue;
use crate::model::facts::{Bound, Expr, Facts, Reach, ScopeId, Site};
use crate::model::resolved::{Goes, OwnConstant, Package, ResolvedUse, SpellContext, Spelling};

/// The crate whose enum has the SDK's constants, as manifests and as sources write it.
const SDK_PACKAGE: &str = "parse-rust-core";
const SDK_ENUM: &str = "parse_rust_core::ErrorCode";

const IN_PATTERN: &str = "a pattern takes a constant and no cast: compare in a guard, or declare a `const` with this value";

const NO_CONSTANT: &str = "this crate has no constant for";

pub(super) fn spell(resolved: &ResolvedUse<'_>, code: i64, around: &SpellContext<'_>) -> Spelling {
    own(resolved, code, around)
        .or_else(|| sdk(resolved, code, around))
        .unwrap_or_else(|| Spelling::None {
            why: NO_CONSTANT,
            own: usual_name(code),
        })
}

/// The SDK's name, else the page's.
fn usual_name(code: i64) -> Option<&'static str> {
    let constant = catalogue::rust_constant(code).map(|constant| constant.name);
    constant.or_else(|| Some(catalogue::entry(code)?.name()))
}

/// The first of the project's constants that the file can reach: one that bears a Parse name of the number, then one in
/// scope, then the shortest path. A constant's own number is not written by its name.
fn own(resolved: &ResolvedUse<'_>, code: i64, around: &SpellContext<'_>) -> Option<Spelling> {
    let file = File::new(resolved, around);
    let candidates = (around.own)(code);
    let others = candidates
        .iter()
        .filter(|constant| constant.path.ends_with(".rs") && !file.declares(constant, resolved));
    let reached = others.filter_map(|constant| {
        let (path, in_scope) = file.path_of(constant)?;
        let name = constant.items.last()?;
        let right = catalogue::codes_named(name).contains(&code);
        Some((!right, !in_scope, path.len(), path, constant.variant))
    });
    let (_, missing, _, path, variant) = reached.min()?;
    let (written, goes) = goes(resolved, variant, || format!("{path} as i32"));
    Some(Spelling::Constant {
        written,
        goes: match goes {
            Goes::Certainly if missing => Goes::Likely,
            goes => goes,
        },
        lacking: None,
        trap: None,
        path,
    })
}

/// The variant of the SDK's enum, where the package depends on its crate.
fn sdk(resolved: &ResolvedUse<'_>, code: i64, around: &SpellContext<'_>) -> Option<Spelling> {
    let constant = catalogue::rust_constant(code)?;
    around
        .package
        .filter(|package| package.depends_on(SDK_PACKAGE))?;
    let file = File::new(resolved, around);
    // A path that begins with the crate is right wherever the crate is known.
    let holder = file.imported(&names(SDK_ENUM));
    let holder = holder.unwrap_or_else(|| SDK_ENUM.to_owned());
    let path = format!("{holder}::{}", constant.name);
    let message = resolved.code_use.message.as_deref();
    let (written, goes) = goes(resolved, true, || format!("{path}.as_i32()"));
    Some(Spelling::Constant {
        written,
        goes,
        lacking: None,
        trap: catalogue::trap("rust-core", code, message).map(|trap| trap.reason),
        path,
    })
}

/// What is written for a constant, and whether it goes where the use stands.
fn goes(
    resolved: &ResolvedUse<'_>,
    variant: bool,
    converted: impl FnOnce() -> String,
) -> (Option<String>, Goes) {
    match (variant, resolved.site()) {
        (false, _) => (None, Goes::Certainly),
        (true, Site::Case) => (None, Goes::Not(IN_PATTERN.into())),
        (true, _) => (Some(converted()), Goes::Likely),
    }
}

/// The file of a use: what it can name.
struct File<'a> {
    place: Location,
    path: &'a str,
    facts: &'a Facts,
    package: Option<&'a Package>,
    /// The scopes around the use, the innermost first.
    scopes: Vec<ScopeId>,
}

impl<'a> File<'a> {
    fn new(resolved: &ResolvedUse<'a>, around: &SpellContext<'a>) -> Self {
        let home = around.package.map(Package::home);
        let mut scopes = Vec::new();
        let mut open = Some(resolved.code_use.scope);
        while let Some(scope) = open {
            scopes.push(scope);
            let found = around.facts.scopes.get(scope as usize);
            open = found.and_then(|found| found.parent);
        }
        Self {
            place: locate(&resolved.file.path, home.as_ref()),
            path: &resolved.file.path,
            facts: around.facts,
            package: around.package,
            scopes,
        }
    }

    /// Whether a use is the number of this very constant.
    fn declares(&self, constant: &OwnConstant, resolved: &ResolvedUse<'_>) -> bool {
        let span = resolved.code_use.span;
        let mut exports = self.facts.exports.iter();
        let declared = exports.find(|export| export.operand == Some(span));
        constant.path == self.path && declared.is_some_and(|export| export.items == constant.items)
    }

    /// How the file writes a constant, and whether that path is in scope already; `None` where it is out of reach.
    fn path_of(&self, constant: &OwnConstant) -> Option<(String, bool)> {
        if constant.path == self.path {
            return Some((constant.items.join("::"), true));
        }
        let target = self.route(constant)?;
        match self.imported(&target) {
            Some(path) => Some((path, true)),
            None => Some((target.join("::"), false)),
        }
    }

    /// The names that lead to a constant of another file, from its crate on.
    fn route(&self, constant: &OwnConstant) -> Option<Vec<String>> {
        let home = constant.package.as_ref()?;
        let there = locate(&constant.path, Some(home));
        let same = there.krate == self.place.krate;
        let root = match constant.reach {
            Reach::Package | Reach::World if same => "crate".to_owned(),
            Reach::World if matches!(there.krate, Crate::Library { .. }) => {
                let package = self.package?;
                let near = package.manifest == home.manifest || package.depends_on(&home.name);
                near.then(|| home.name.replace('-', "_"))?
            }
            _ => return None,
        };
        let modules = there.modules.into_iter();
        let items = constant.items.iter().cloned();
        Some(std::iter::once(root).chain(modules).chain(items).collect())
    }

    /// The shortest path that the file's imports give to a target.
    fn imported(&self, target: &[String]) -> Option<String> {
        let visible = self
            .facts
            .bindings
            .iter()
            .filter(|binding| self.scopes.contains(&binding.scope));
        let paths = visible.filter_map(|binding| {
            let Bound::Value(value) = &binding.value else {
                return None;
            };
            let value = self.place.absolute(&segments(value)?, binding.scope != 0);
            let rest = target.strip_prefix(value.as_slice())?;
            let names = std::iter::once(&binding.name).chain(rest);
            Some(names.map(String::as_str).collect::<Vec<_>>().join("::"))
        });
        paths.min_by_key(|path| (path.len(), path.clone()))
    }
}

fn names(path: &str) -> Vec<String> {
    path.split("::").map(str::to_owned).collect()
}

/// The names of a path of plain members, from a crate on.
fn segments(path: &Expr) -> Option<Vec<String>> {
    match path {
        Expr::Module(name) => Some(vec![name.clone()]),
        Expr::Member(base, name) => {
            let mut names = segments(base)?;
            names.push(name.clone());
            Some(names)
        }
        _ => None,
    }
}

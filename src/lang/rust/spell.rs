//! How a Rust file writes a code as a constant: the project's own, else the variant of the SDK's enum.
//!
//! A pattern takes a constant or nothing: an enum's variant stands there neither with a cast nor with a method call.

use super::importing;
use super::modules::{Crate, Location, locate};
use crate::model::catalogue;
use crate::model::facts::{
    Bound, Expr, Facts, Fate, Field, Reach, ScopeId, Subject, Takes, Wanted,
};
use crate::model::resolved::{Goes, OwnConstant, Package, ResolvedUse, SpellContext, Spelling};
use crate::model::source::SourceFile;

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
        let reached = file.path_of(constant)?;
        let name = constant.items.last()?;
        let right = catalogue::codes_named(name).contains(&code);
        let order = (
            !right,
            !reached.in_scope,
            reached.path.len(),
            reached.path.clone(),
        );
        Some((order, reached, constant))
    });
    let (_, reached, constant) = reached.min_by(|one, other| one.0.cmp(&other.0))?;
    let place = Place::of(resolved, around);
    let typed = match (&constant.ty, constant.variant) {
        (_, true) => Typed::Variant,
        (Some(ty), false) => Typed::Is(ty),
        (None, false) => Typed::Unknown,
    };
    Some(file.spelled(reached, &typed, &place, constant.variant))
}

/// The variant of the SDK's enum, where the package depends on its crate.
fn sdk(resolved: &ResolvedUse<'_>, code: i64, around: &SpellContext<'_>) -> Option<Spelling> {
    let constant = catalogue::rust_constant(code)?;
    around
        .package
        .filter(|package| package.depends_on(SDK_PACKAGE))?;
    let file = File::new(resolved, around);
    let mut target = names(SDK_ENUM);
    target.push(constant.name.to_owned());
    let reached = file.reach(target);
    let place = Place::of(resolved, around);
    let spelling = file.spelled(reached, &Typed::Sdk, &place, true);
    let message = resolved.code_use.message.as_deref();
    let armed = catalogue::trap("rust-core", code, message).map(|trap| trap.reason);
    Some(match spelling {
        Spelling::Constant {
            path,
            written,
            goes,
            lacking,
            ..
        } => Spelling::Constant {
            path,
            written,
            goes,
            lacking,
            trap: armed,
        },
        none => none,
    })
}

/// What type a constant has.
enum Typed<'a> {
    Is(&'a str),
    Unknown,
    /// A variant of an enum of the project's own, which is cast.
    Variant,
    /// A variant of the SDK's enum, which has a method.
    Sdk,
}

/// What the place of a literal takes.
struct Place {
    takes: Option<Takes>,
    wanted: Wanted,
    /// A cast has to be in parentheses there.
    tight: bool,
    /// In `Some(..)`, where the type that is asked for is told from the other side.
    wrapped: bool,
    /// The one type of the project's constants.
    usual: Option<String>,
}

/// The type of the SDK's own field that a use gives a number to, by the source of parse-rs 0.2.
fn sdk_field(resolved: &ResolvedUse<'_>) -> Wanted {
    let class = match &resolved.code_use.subject {
        Subject::Field(Field {
            fate: Fate::Built { class },
            ..
        }) => class.last_name(),
        _ => None,
    };
    match class {
        Some("ApiError") => Wanted::Probably("i32".into()),
        Some("OtherParseError") => Wanted::Probably("u16".into()),
        _ => Wanted::Unknown,
    }
}

impl Place {
    fn of(resolved: &ResolvedUse<'_>, around: &SpellContext<'_>) -> Self {
        let span = resolved.code_use.span;
        let text = &resolved.file.text;
        let before = text
            .get(..span.start as usize)
            .unwrap_or_default()
            .trim_end();
        let after = text
            .get(span.end as usize..)
            .unwrap_or_default()
            .trim_start();
        let opens = before.ends_with(['(', '[', '{', ',', '=', '|', ':', ';', '>']);
        let opens = opens || before.ends_with("return");
        let closes = after.starts_with([')', ']', '}', ',', ';'])
            || ["==", "!=", "=>", "||", "&&", "{"]
                .iter()
                .any(|next| after.starts_with(next));
        Self {
            takes: resolved.takes,
            wanted: match around.facts.wanted(span) {
                Wanted::Unknown => sdk_field(resolved),
                known => known,
            },
            tight: !(opens && closes),
            wrapped: before.ends_with("Some(") && after.starts_with(')'),
            usual: (around.own_type)(),
        }
    }

    /// Whether a conversion finds out itself what it has to give.
    fn converts(&self) -> bool {
        self.wrapped && self.wanted == Wanted::Unknown
    }

    /// Where nothing is known of the place, a constant has the type that is asked for if all of the project's have it.
    fn is_usual(&self, ty: &str) -> bool {
        self.wanted == Wanted::Unknown && self.usual.as_deref() == Some(ty)
    }

    /// How a constant by its path goes here: what is written, and how sure that is.
    fn fit(&self, path: &str, typed: &Typed<'_>) -> Result<(String, bool), String> {
        let grouped = |cast: String| match self.tight {
            true => format!("({cast})"),
            false => cast,
        };
        let (wanted, certain) = match &self.wanted {
            Wanted::Type(ty) => (Some(ty.as_str()), true),
            Wanted::Probably(ty) => (Some(ty.as_str()), false),
            Wanted::Any => (None, true),
            Wanted::Unknown => (None, false),
            Wanted::Shared => {
                return Err("its type is that of a list or row, which is not known".into());
            }
        };
        match (typed, self.takes) {
            (Typed::Variant | Typed::Sdk, Some(Takes::Pattern)) => Err(IN_PATTERN.into()),
            (Typed::Sdk, Some(Takes::Constant)) => Err(
                "what is constant cannot call `as_i32`: write the number under a right name".into(),
            ),
            (Typed::Is(ty), Some(Takes::Pattern)) => match wanted {
                Some(wanted) if wanted != *ty => Err(format!(
                    "it is `{ty}`, and a pattern of `{wanted}` takes no cast"
                )),
                _ => Ok((path.to_owned(), certain || self.is_usual(ty))),
            },
            (Typed::Is(ty), _) => match wanted {
                Some(wanted) if wanted != *ty => {
                    Ok((grouped(format!("{path} as {wanted}")), false))
                }
                _ => Ok((path.to_owned(), certain || self.is_usual(ty))),
            },
            (Typed::Unknown, _) => Ok((path.to_owned(), false)),
            (Typed::Variant, _) if self.converts() => {
                Ok((format!("({path} as i32).into()"), false))
            }
            (Typed::Variant, _) => {
                let ty = wanted.unwrap_or("i32");
                Ok((grouped(format!("{path} as {ty}")), certain))
            }
            (Typed::Sdk, _) if self.converts() => Ok((format!("{path}.as_i32().into()"), false)),
            (Typed::Sdk, _) => Ok(match wanted {
                None | Some("i32") => (format!("{path}.as_i32()"), certain),
                Some(wide @ ("i64" | "i128")) => {
                    (format!("{wide}::from({path}.as_i32())"), certain)
                }
                Some(other) => (grouped(format!("{path}.as_i32() as {other}")), false),
            }),
        }
    }
}

/// A constant as a file can name it.
struct Reached {
    /// The shortest path, or the whole one from a crate on.
    path: String,
    in_scope: bool,
    /// The names of the whole path.
    target: Vec<String>,
}

/// The file of a use: what it can name.
struct File<'a> {
    place: Location,
    path: &'a str,
    file: &'a SourceFile,
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
            file: resolved.file,
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

    /// How the file writes a constant; `None` where it is out of reach.
    fn path_of(&self, constant: &OwnConstant) -> Option<Reached> {
        if constant.path == self.path && (self.is_at_top() || self.sees_above()) {
            return Some(Reached {
                path: constant.items.join("::"),
                in_scope: true,
                target: Vec::new(),
            });
        }
        self.route(constant).map(|target| self.reach(target))
    }

    /// Whether no module of the file stands between the use and the top.
    fn is_at_top(&self) -> bool {
        let heads = &self.facts.imports.heads;
        let inner = self
            .scopes
            .iter()
            .find(|scope| heads.iter().any(|head| head.scope == **scope));
        inner.is_none_or(|scope| *scope == 0)
    }

    /// Whether a module inside of the file imports all of what is above it.
    fn sees_above(&self) -> bool {
        let is_above = |module: &Expr| segments(module).is_some_and(|names| names == ["super"]);
        let mut globs = self.facts.globs.iter();
        globs.any(|(scope, module)| self.scopes.contains(scope) && is_above(module))
    }

    fn reach(&self, target: Vec<String>) -> Reached {
        let imported = self.imported(&target);
        Reached {
            in_scope: imported.is_some(),
            path: imported.unwrap_or_else(|| target.join("::")),
            target,
        }
    }

    /// A constant, spelled for a place. What is not in scope is imported, unless its name is taken: then the whole path is
    /// written. Of a variant it is the enum that is imported.
    fn spelled(
        &self,
        reached: Reached,
        typed: &Typed<'_>,
        place: &Place,
        variant: bool,
    ) -> Spelling {
        let Reached {
            path,
            in_scope,
            target,
        } = reached;
        let spelling = |written: Option<String>, goes: Goes, path: String| Spelling::Constant {
            path,
            written,
            goes,
            lacking: None,
            trap: None,
        };
        let fits = |short: &str| place.fit(short, typed);
        if in_scope {
            return match fits(&path) {
                Ok((text, true)) => spelling(Some(text), Goes::Certainly, path),
                Ok((text, false)) => spelling(Some(text), Goes::Likely, path),
                Err(why) => spelling(None, Goes::Not(why), path),
            };
        }
        let shown = match target.is_empty() {
            true => path,
            false => target.join("::"),
        };
        let owner = target.len() - usize::from(variant && !target.is_empty());
        let edit = importing::import(self.file, self.facts, &self.scopes, &target[..owner]);
        let short = match &edit {
            Some(_) => target[owner.saturating_sub(1)..].join("::"),
            None => shown.clone(),
        };
        match (fits(&short), edit) {
            (Err(why), _) => spelling(None, Goes::Not(why), shown),
            (Ok((text, _)), Some(edit)) => spelling(Some(text), Goes::Importing(edit), shown),
            (Ok((text, _)), None) => spelling(Some(text), Goes::Likely, shown),
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
        let globs = self.facts.globs.iter().filter_map(|(scope, module)| {
            let visible = self.scopes.contains(scope);
            let module = self.place.absolute(&segments(module)?, *scope != 0);
            let rest = target.strip_prefix(module.as_slice())?;
            (visible && !rest.is_empty()).then(|| rest.join("::"))
        });
        paths
            .chain(globs)
            .min_by_key(|path| (path.len(), path.clone()))
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

//! The project's own constants, by the names that a JavaScript or TypeScript file has for them where a use stands.

use crate::model::catalogue;
use crate::model::facts::{Binding, Bound, Expr, Facts, GroupKind, ScopeId, Subject};
use crate::model::resolved::{Intent, OwnConstant, ResolvedUse, SpellContext, Target};

/// The shortest name of a constant that has the code for certain, one that bears a Parse name of it first; `None` where
/// the file neither declares nor imports one.
pub(super) fn spelled(
    resolved: &ResolvedUse<'_>,
    code: i64,
    around: &SpellContext<'_>,
) -> Option<String> {
    // Without scopes nobody knows what a name means.
    if around.facts.from_tokens {
        return None;
    }
    let visible = visible(resolved, around.facts);
    let mut names = declared(&visible, resolved, code, around);
    if names.is_empty() {
        names = imported(&visible, code, around);
    }
    names.into_iter().min_by_key(|name| {
        let last = name.rsplit('.').next().unwrap_or(name);
        let right = catalogue::codes_named(last).contains(&code);
        (!right, name.len(), name.clone())
    })
}

/// The bindings of values that can be seen from a use, none of them shadowed by another one or declared behind it.
fn visible<'f>(resolved: &ResolvedUse<'_>, facts: &'f Facts) -> Vec<&'f Binding> {
    let code_use = resolved.code_use;
    let mut seen: Vec<(usize, &Binding)> = Vec::new();
    let mut open: Option<ScopeId> = Some(code_use.scope);
    while let Some(scope) = open {
        let here = facts.bindings.iter().enumerate();
        let here = here.filter(|(_, binding)| binding.scope == scope && !binding.name.is_empty());
        let outer: Vec<(usize, &Binding)> = here
            .filter(|(_, binding)| !seen.iter().any(|(_, inner)| inner.name == binding.name))
            .collect();
        seen.extend(outer);
        let found = facts.scopes.get(scope as usize);
        open = found.and_then(|scope| scope.parent);
    }
    let is_type = |id: usize| {
        let mut types = facts.imports.types.iter();
        types.any(|known| usize::try_from(*known) == Ok(id))
    };
    // In the same scope, a constant has no value yet above its declaration.
    let is_later = |binding: &Binding| {
        binding.scope == code_use.scope && binding.span.start > code_use.span.start
    };
    seen.retain(|(id, binding)| !is_type(*id) && !is_later(binding));
    seen.into_iter().map(|(_, binding)| binding).collect()
}

/// Constants of the file itself.
fn declared(
    visible: &[&Binding],
    resolved: &ResolvedUse<'_>,
    code: i64,
    around: &SpellContext<'_>,
) -> Vec<String> {
    let facts = around.facts;
    let binding = |name: &str| visible.iter().find(|binding| binding.name == name);
    let path = |one: &ResolvedUse<'_>| {
        let Subject::Named { name, group } = &one.code_use.subject else {
            return None;
        };
        let Some(group) = group else {
            let binding = binding(name).filter(|binding| binding.scope == one.code_use.scope)?;
            let is_number =
                matches!(binding.value, Bound::Value(Expr::Number(value)) if value == code);
            return is_number.then(|| name.clone());
        };
        let group = facts.groups.get(*group as usize)?;
        let holder = group.name.as_deref()?;
        let mut namesakes = facts.groups.iter().filter(|other| other.name == group.name);
        let is_alone = namesakes.nth(1).is_none();
        let in_table = !matches!(group.kind, GroupKind::Exports | GroupKind::Module);
        (is_alone && in_table && binding(holder).is_some()).then(|| format!("{holder}.{name}"))
    };
    let constants = around.uses.iter().filter(|one| {
        let is_constant = one.intent == Intent::Names && one.target == Target::Number(code);
        is_constant && one.code_use.span != resolved.code_use.span
    });
    constants.filter_map(path).collect()
}

/// Constants of other files, through what the file imports already.
fn imported(visible: &[&Binding], code: i64, around: &SpellContext<'_>) -> Vec<String> {
    let imports: Vec<(&str, Vec<String>)> = visible
        .iter()
        .filter_map(|binding| match &binding.value {
            Bound::Value(value) => Some((binding.name.as_str(), value.module_path()?)),
            _ => None,
        })
        .filter(|(_, path)| path.first().is_some_and(|module| is_near(module)))
        .collect();
    if imports.is_empty() {
        return Vec::new();
    }
    let offers = |names: &[String]| {
        let offer = around.neighbours.offer(names);
        offer.is_some_and(|offer| offer.value == Some(code))
    };
    if catalogue::is_predefined(code) {
        // By the names that it should have: what else the project has would have to be read as a whole.
        return by_parse_name(&imports, code, &offers);
    }
    let own = (around.own)(code);
    let reached = imports.iter().flat_map(|(name, path)| {
        let below = own.iter().filter_map(|constant| below(path, constant));
        below.filter_map(|rest| {
            let names = [path.as_slice(), rest.as_slice()].concat();
            offers(&names).then(|| [&[(*name).to_owned()], rest.as_slice()].concat().join("."))
        })
    });
    reached.collect()
}

/// What is imported under, or has below it, a Parse name of a code.
fn by_parse_name(
    imports: &[(&str, Vec<String>)],
    code: i64,
    offers: &dyn Fn(&[String]) -> bool,
) -> Vec<String> {
    let entry = catalogue::entry(code);
    let page = entry
        .iter()
        .flat_map(|entry| entry.rows)
        .map(|row| row.name);
    let sdks = entry
        .iter()
        .flat_map(|entry| entry.constants)
        .map(|constant| constant.name);
    let mut members: Vec<String> = page
        .chain(sdks)
        .flat_map(|name| {
            [
                catalogue::screaming_snake(name),
                catalogue::pascal_case(name),
            ]
        })
        .collect();
    members.sort();
    members.dedup();
    let mut found = Vec::new();
    // Every module that is asked has to be read.
    for (name, path) in imports
        .iter()
        .filter(|(name, path)| speaks_of_codes(name, path))
    {
        let bears = path
            .last()
            .is_some_and(|last| catalogue::codes_named(last).contains(&code));
        if bears && offers(path) {
            found.push((*name).to_owned());
        }
        for member in &members {
            let names = [path.as_slice(), std::slice::from_ref(member)].concat();
            if offers(&names) {
                found.push(format!("{name}.{member}"));
            }
        }
    }
    found
}

/// Whether an import is called after codes, errors or constants.
fn speaks_of_codes(name: &str, path: &[String]) -> bool {
    let mut words = path.iter().map(String::as_str).chain([name]);
    words.any(|word| {
        let word = word.to_ascii_lowercase();
        ["code", "error", "const"]
            .iter()
            .any(|about| word.contains(about))
    })
}

/// A module that may be the project's: a package of a registry is asked nothing.
fn is_near(module: &str) -> bool {
    module.starts_with(['.', '@', '~', '#', '/']) || module.contains('/')
}

/// The names that lead from what is imported to a constant, if it may lie below.
fn below(path: &[String], constant: &OwnConstant) -> Option<Vec<String>> {
    let inside = path.get(1..)?;
    let rest = constant.items.strip_prefix(inside).or_else(|| {
        // An ES module's default, or the whole of a CommonJS module.
        let (first, others) = inside.split_first()?;
        (first == "default").then(|| constant.items.strip_prefix(others))?
    })?;
    Some(rest.to_vec())
}
